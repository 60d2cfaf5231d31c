"""The report on screen and as a file: who may, which state, what its name is, and when it fails."""

import io
from email.message import Message

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader

from accounts import doors, logos
from reviews import improvements, milestones
from reviews.models import Workload
from reviews.printing import pdf as printing
from reviews.printing.presses import Busy, CannotPrint
from reviews.tests.views.cast import READS, gets

QUERIES = 22
MEMBERS = ["owner", "admin", "contributor", "viewer"]


@pytest.fixture
def pages(workload, answered_review) -> dict[str, str]:
    base = f"/workloads/{workload.public_id}/"
    return {"screen": base + "report/", "pdf": base + "report.pdf"}


@pytest.fixture
def press(monkeypatch):
    """In place of a worker: keeps what it was given."""
    given = []

    def render(html: str, css: str) -> bytes:
        given.append((html, css))
        return b"%PDF-1.7"

    monkeypatch.setattr(printing.presses, "print", render)
    return given


@pytest.mark.parametrize("part", MEMBERS)
@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_every_member_may_read_and_export(cast, pages, press, part, page):
    assert cast[part].get(pages[page]).status_code == 200


@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_who_is_no_member_sees_nothing(cast, pages, press, page):
    assert cast.stranger.get(pages[page]).status_code == 404
    assert cast.anonymous.get(pages[page]).status_code == 302
    assert press == []


@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_only_get(cast, pages, page):
    assert cast.owner.post(pages[page]).status_code == 405


def test_the_screen_shows_what_the_paper_shows(cast, pages, workload, answered_review, press):
    improvements.add_improvement(
        workload=workload,
        review=answered_review,
        question_id="backup",
        title="Try a restore",
        owner="mina@example.org",
        by=None,
    )
    screen = cast.viewer.get(pages["screen"]).content.decode()
    cast.viewer.get(pages["pdf"])
    paper = press[0][0]
    for page in (screen, paper):
        assert "Nobody knows where the copies are." in page
        assert "Try a restore" in page
        assert "mina@example.org" in page
        assert "Risk register" in page
    assert " style=" not in screen
    assert " style=" not in paper


def test_the_screen_links_to_its_papers(cast, pages, workload):
    html = cast.viewer.get(pages["screen"]).content.decode()
    assert f'formaction="{pages["pdf"]}"' in html
    assert '<option value="ko">' in html
    assert '<option value="letter">' in html


def test_the_chooser_keeps_what_was_chosen(cast, pages, workload):
    milestones.take_milestone(workload=workload, name="Before the move", by=None)
    asked = "?edition=sponsor&without=names&part=plan&milestone=1&language=ko&paper=letter"
    form = cast.viewer.get(pages["screen"] + asked).context["form"]
    assert form["edition"].initial == "sponsor"
    assert form["part"].initial == ["plan"]
    assert form["without"].initial == ["names"]
    assert (form["milestone"].initial, form["paper"].initial) == (1, "letter")
    assert "lens" not in form.fields


@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_only_the_chosen_parts_are_told(cast, pages, press, page):
    answer = cast.viewer.get(pages[page] + "?part=scope&part=nonsense&lens=nothing")
    html = press[0][0] if page == "pdf" else answer.text
    assert 'id="scope"' in html
    assert 'id="register"' not in html


@pytest.mark.parametrize("page", ["screen", "pdf"])
@pytest.mark.parametrize("choice", ["?edition=sponsor", "?without=notes&without=names"])
def test_names_and_notes_are_left_out(cast, pages, press, page, choice):
    improvements.add_improvement(
        workload=Workload.objects.get(), title="Try a restore", owner="Otto Owner", by=None
    )
    answer = cast.viewer.get(pages[page] + choice)
    html = press[0][0] if page == "pdf" else answer.text.partition('id="sheet"')[2]
    assert "Try a restore" in html
    assert "Otto Owner" not in html
    assert "Nobody knows where the copies are." not in html
    assert cast.contributor.user.name not in html


def test_a_change_of_the_form_fetches_the_report_alone(cast, pages):
    part = cast.viewer.get(pages["screen"] + "?part=scope", headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div class="report" id="sheet"')
    assert 'id="report-chapters"' in part
    assert "<form" not in part


def test_language_and_paper_are_chosen_in_the_address(cast, pages, press):
    cast.viewer.get(pages["pdf"] + "?language=ko&paper=letter")
    html, css = press[0]
    assert '<html lang="ko">' in html
    assert "size: letter" in css


@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_a_milestone_is_shown_as_it_was(cast, pages, press, workload, page):
    milestones.take_milestone(workload=workload, name="Before the move", by=None)
    improvements.add_improvement(workload=workload, title="Thought of later", by=None)
    answer = cast.viewer.get(pages[page] + "?milestone=1")
    html = press[0][0] if page == "pdf" else answer.content.decode()
    assert "Before the move" in html
    assert "Thought of later" not in html


@pytest.mark.parametrize("number", ["2", "0", "x", "-1", "1e3", "9" * 40, "٣", "1;"])
@pytest.mark.parametrize("page", ["screen", "pdf"])
def test_a_milestone_that_is_not_there(cast, pages, press, page, number):
    assert cast.viewer.get(pages[page], {"milestone": number}).status_code == 404


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("Orders", "Orders.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ('a"; filename="evil.exe', "a---filename--evil-exe.pdf"),
        ("주문 2004", "주문-2004.pdf"),
        ("***", "workload.pdf"),
        ("a\u202eb", "a-b.pdf"),
    ],
)
def test_the_name_of_the_file_is_safe(cast, make_workload, press, name, filename):
    workload = make_workload(name)
    answer = cast.viewer.get(f"/workloads/{workload.public_id}/report.pdf")
    header = Message()
    header["Content-Disposition"] = answer["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"
    assert header.get_filename() == filename
    assert answer["Content-Type"] == "application/pdf"


def test_the_cover_carries_what_the_organisation_puts_there(cast, pages, press, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "PNG")
    doors.change_letterhead(
        organisation=cast.organisation,
        classification="Confidential",
        logo=logos.redrawn(picture.getvalue()),
        by=cast.owner.user,
    )
    cast.viewer.get(pages["pdf"])
    assert 'alt="Lighthouse"' in press[0][0]
    assert "data:image/png;base64," in press[0][0]
    assert "Confidential" in press[0][0]
    assert "Internal" not in press[0][0]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "md"])
def test_every_member_may_take_it_in_another_format(cast, pages, workload, kind):
    address = pages["pdf"].replace("pdf", kind)
    assert gets(cast, address) == READS
    answer = cast.viewer.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="Orders.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content
    assert f'formaction="{address}"' in cast.viewer.get(pages["screen"]).text


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1", "a\u202egnp.exe", "a\x00b", "a\u2028b", "=cmd", "ｅ／ｖ"]
)
@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "json", "md"])
def test_t29_a_name_stays_in_its_header(cast, make_workload, press, name, kind):
    workload = make_workload("Safe")
    Workload.objects.filter(pk=workload.pk).update(name=name.replace("\x00", "\x01"))
    answer = cast.viewer.get(f"/workloads/{workload.public_id}/report.{kind}")
    line = answer["Content-Disposition"]
    assert answer.status_code == 200
    assert not set(line) & set("\r\n\0\u202e\u2028")
    assert "Set-Cookie" not in answer.headers
    header = Message()
    header["Content-Disposition"] = line
    assert header.get_filename().endswith(f".{kind}")


@pytest.mark.parametrize("problem", [CannotPrint("TooLong"), Busy()])
def test_a_report_that_cannot_be_made_is_a_page_with_words(cast, pages, monkeypatch, problem):
    def fail(html: str, css: str) -> bytes:
        raise problem

    monkeypatch.setattr(printing.presses, "print", fail)
    answer = cast.viewer.get(pages["pdf"])
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "This report could not be made" in answer.content.decode()
    assert pages["screen"] in answer.content.decode()


@pytest.mark.usefixtures("press")
def test_queries_do_not_depend_on_how_much_was_said(cast, pages, workload):
    counted = []
    for number in range(3):
        improvements.add_improvement(workload=workload, title=f"Step {number}", by=None)
        milestones.take_milestone(workload=workload, name=f"Then {number}", by=None)
        with CaptureQueriesContext(connection) as queries:
            cast.viewer.get(pages["pdf"])
        counted.append(len(queries))
    assert len(set(counted)) == 1
    assert counted[0] <= QUERIES


def test_a_real_worker_prints(cast, pages):
    answer = cast.viewer.get(pages["pdf"])
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Orders" in text
