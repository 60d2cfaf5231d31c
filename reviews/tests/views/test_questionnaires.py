"""A questionnaire leaves blank and comes back filled: shown first, then taken over."""

import io

import page
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import AuditEntry
from pillars import library
from reviews import reviewing
from reviews.printing.blank import blank_page
from reviews.printing.pdf import Edition, Paper, style_of
from reviews.printing.rendering import render
from reviews.tests.test_filled import filled
from reviews.tests.views.cast import gets


@pytest.fixture
def address(review) -> str:
    return reverse("review_fill", args=[review.workload.public_id, review.lens.alias])


@pytest.fixture
def sheet(cast, review) -> bytes:
    return cast.contributor.get(
        reverse("questionnaire_xlsx", args=[review.lens.alias, review.version.number])
    ).content


def upload(actor, address, data: bytes):
    return actor.post(address, {"file": SimpleUploadedFile("filled.xlsx", data)})


def take(actor, address, shown, *ids):
    return actor.post(address, {"answers": shown.context["sealed"], "take": ids})


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_every_member_takes_a_blank_one(cast, review, kind):
    where = reverse(f"questionnaire_{kind}", args=[review.lens.alias, 1])
    assert gets(cast, where) == [200, 200, 200, 200, 404, 302]
    reply = cast.viewer.get(where)
    assert reply["Content-Disposition"] == f'attachment; filename="a-small-lens-1.{kind}"'
    assert where in cast.viewer.get(reverse("lens", args=[review.lens.alias])).text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_paper_one_holds_every_question_and_can_be_read_by_everybody(bundled_version, language):
    lens = library.questionnaire(bundled_version)
    pdf = render(blank_page(lens, 1, Edition(language)), style_of(Paper.A4))
    reader = PdfReader(io.BytesIO(pdf))
    text = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert all("".join(question.title.split()) in text for question in lens.questions)
    checked = page.validate_pdf_bytes(pdf)
    assert checked.is_compliant, {(one.rule_id, one.message) for one in checked.failures}


def test_first_shown_then_taken_over(cast, review, address, sheet):
    data = filled(
        ("backup", "copy", "in place", "Nightly"),
        ("access", "mfa", "perhaps"),
        ("failover", "drills", "in place"),
        data=sheet,
    )
    shown = upload(cast.contributor, address, data)
    assert shown.status_code == 200
    assert "“perhaps” is no state" in shown.text
    assert [one.question.id for one in shown.context["proposed"]] == ["backup", "failover"]
    assert not review.answers.exists()
    done = take(cast.contributor, address, shown, "backup", "nonsense")
    assert done.status_code == 302
    answer = review.answers.get()
    assert (answer.question_id, answer.risk) == ("backup", "MEDIUM")
    assert answer.value.practices["copy"].note == "Nightly"
    assert answer.updated_by == cast.contributor.user
    assert AuditEntry.objects.filter(action="answer.imported").count() == 1


def test_what_is_answered_already_is_a_conflict_and_keeps_its_notes(
    cast, answered_review, address, sheet
):
    data = filled(("backup", "copy", "in place"), data=sheet)
    shown = upload(cast.contributor, address, data)
    (one,) = shown.context["proposed"]
    assert one.is_conflict
    assert 'value="backup" id="take-1" checked' not in shown.text
    take(cast.contributor, address, shown, "backup")
    value = answered_review.answers.get(question_id="backup").value
    assert value.selected == {"copy"}
    assert value.notes == "Nobody knows where the copies are."


def test_what_changed_meanwhile_stays(cast, review, address, sheet, save):
    shown = upload(cast.contributor, address, filled(("backup", "copy", "in place"), data=sheet))
    save(review, "backup", "tried")
    page = cast.contributor.post(
        address, {"answers": shown.context["sealed"], "take": ["backup"]}, follow=True
    ).text
    assert "Somebody changed these meanwhile" in page
    assert review.answers.get().value.selected == {"tried"}


def test_the_same_again_changes_nothing(cast, review, address, sheet, save):
    save(review, "backup", "copy")
    shown = upload(cast.contributor, address, filled(("backup", "copy", "in place"), data=sheet))
    assert not shown.context["proposed"]
    assert "nothing that would change" in shown.text


@pytest.mark.parametrize("sealed", ["", "x", "a:b:c"])
def test_what_was_not_shown_is_not_taken(cast, review, address, sealed):
    reply = cast.contributor.post(address, {"answers": sealed, "take": ["backup"]})
    assert (reply.status_code, reply["Location"]) == (302, address)
    assert not review.answers.exists()


def test_what_was_shown_for_another_review_is_not_taken(cast, review, address, make_workload):
    two = make_workload("Two")
    other = reviewing.start_review(workload=two, version=review.version, by=None)
    shown = upload(cast.contributor, address, filled(("backup", "copy", "in place")))
    elsewhere = reverse("review_fill", args=[other.workload.public_id, other.lens.alias])
    take(cast.contributor, elsewhere, shown, "backup")
    assert not other.answers.exists()


@pytest.mark.parametrize("data", [b"x", b"PK\3\4", b"0" * 2_000_001])
def test_another_file_is_refused_with_words(cast, address, data):
    reply = upload(cast.contributor, address, data)
    assert reply.status_code == 422
    assert reply.context["form"].errors["file"]


def test_only_who_may_answer(cast, address, sheet):
    for part, status in (("viewer", 403), ("stranger", 404), ("anonymous", 302)):
        assert upload(cast[part], address, sheet).status_code == status
    assert address in cast.contributor.get(address.partition("reviews/")[0]).text
    assert address not in cast.viewer.get(address.partition("reviews/")[0]).text


def test_a_sheet_of_excel_has_text_cells_only(sheet):
    book = load_workbook(io.BytesIO(sheet))
    cells = [cell for one in book for row in one.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
