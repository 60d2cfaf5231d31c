import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from reviews import milestones
from reviews.printing import pdf as printing
from reviews.printing.presses import CannotPrint

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path):
    def run(*arguments: str, output: Path | None = None) -> tuple[Path, str]:
        path, said = output or tmp_path / "report.pdf", io.StringIO()
        call_command("export_report", *arguments, "--output", str(path), stdout=said)
        return path, said.getvalue()

    return run


@pytest.fixture
def press(monkeypatch):
    """In place of a worker: keeps what it was given."""
    given = []

    def render(html: str, css: str) -> bytes:
        given.append((html, css))
        return b"%PDF-1.7"

    monkeypatch.setattr(printing.presses, "print", render)
    return given


def test_the_file_is_the_report(run, workload, answered_review):
    path, said = run(workload.public_id, "--format", "pdf")
    text = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)
    assert "Nobody knows where the copies are." in " ".join(text.split())
    assert str(path) in said


@pytest.mark.parametrize("given", ["Orders", "orders", " OR ders "])
def test_a_name_will_do_without_case_and_blanks(run, press, workload, given):
    run(given)
    assert "Orders" in press[0][0]


def test_language_paper_and_milestone(run, press, workload, answered_review):
    milestones.take_milestone(workload=workload, name="Before the move", by=None)
    run("Orders", "--milestone", "1", "--language", "ko", "--paper", "letter")
    html, css = press[0]
    assert '<html lang="ko">' in html
    assert "Before the move" in html
    assert "size: letter" in css


def test_the_choices_of_the_page(run, press, workload, answered_review):
    run("Orders", "--edition", "sponsor", "--part", "scope", "--part", "answers")
    assert 'id="scope"' in press[0][0]
    assert 'id="register"' not in press[0][0]
    assert "Nobody knows where the copies are." not in press[0][0]
    run("Orders", "--without-notes", "--without-names", "--lens", answered_review.lens.alias)
    assert "Nobody knows where the copies are." not in press[1][0]


@pytest.mark.usefixtures("answered_review")
@pytest.mark.parametrize(
    ("kind", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("md", b"# ")]
)
def test_other_formats(run, kind, begins, tmp_path):
    path, _said = run("Orders", "--format", kind, output=tmp_path / f"report.{kind}")
    assert path.read_bytes().startswith(begins)


def test_a_lens_that_is_not_reviewed(run, press, workload, answered_review):
    with pytest.raises(CommandError, match=f"It has {answered_review.lens.alias}"):
        run("Orders", "--lens", "nothing")


def test_a_name_in_two_organisations_is_refused_with_both_ids(cast, run, press, make_workload):
    ours, theirs = make_workload(), make_workload(organisation=cast.elsewhere)
    with pytest.raises(CommandError) as refusal:
        run("Orders")
    assert ours.public_id in str(refusal.value)
    assert theirs.public_id in str(refusal.value)
    run("Orders", "--organisation", cast.elsewhere.slug)
    assert "Elsewhere" in press[0][0]


def test_an_id_counts_before_a_name(run, press, make_workload):
    workload = make_workload("The one")
    make_workload(workload.public_id)
    run(workload.public_id)
    assert "The one" in press[0][0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Nowhere"], "no workload"),
        (["Orders", "--organisation", "nowhere"], "no workload"),
        (["Orders", "--milestone", "7"], "It has none"),
    ],
)
def test_what_is_not_there_is_said(run, press, workload, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(*arguments)


def test_known_milestones_are_named(run, press, workload):
    milestones.take_milestone(workload=workload, name="First", by=None)
    with pytest.raises(CommandError, match="It has 1 · First"):
        run("Orders", "--milestone", "7")


def test_a_file_that_cannot_be_written(run, press, workload, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("Orders", output=tmp_path / "nowhere" / "report.pdf")


def test_a_report_that_cannot_be_made(run, monkeypatch, workload):
    def fail(html: str, css: str) -> bytes:
        raise CannotPrint("TooLong")

    monkeypatch.setattr(printing.presses, "print", fail)
    with pytest.raises(CommandError, match="could not be made: TooLong"):
        run("Orders")
