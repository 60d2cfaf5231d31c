"""The printed report of the example: read back with pypdf, checked as PDF/UA."""

import io
import re
from dataclasses import replace

import page
import pytest
from django.db import transaction
from django.utils import timezone, translation
from pypdf import PdfReader

from reviews import improvements, milestones, workloads
from reviews.example import loading
from reviews.models import Improvement, Workload
from reviews.outcome.choosing import Audience, Chosen, Part
from reviews.outcome.report import Report
from reviews.printing.pdf import Edition, Paper, page_of, style_of
from reviews.printing.rendering import render
from reviews.reporting import report_of
from reviews.templatetags.review_text import rule_words

SPONSOR = Chosen(audience=Audience.SPONSOR)
# Parts 1 to 5 and 12; the cover comes always.
BASE = frozenset(
    {Part.SUMMARY, Part.SCOPE, Part.PILLARS, Part.REGISTER, Part.ANSWERS, Part.UNANSWERED}
)
A4 = (595, 842)
LETTER = (612, 792)
MARKDOWN = """# One

### Three

- a
  - b

1. c

> d

`e` [link](https://example.org/)

---
"""


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker) -> dict[str, Report]:
    """Values, so the rows they came from need not stay."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {one.name: report_of(one) for one in loading.load().workloads.all()}
        item_master = Workload.objects.get(name="Item master")
        made["First review"] = report_of(item_master, item_master.milestones.get(number=1))
        made["For the sponsor"] = report_of(item_master, None, SPONSOR)
        made["The base"] = report_of(item_master, None, Chosen(parts=BASE))
        transaction.set_rollback(True)
    return made


def printed(report, language: str = "en", paper: Paper = Paper.A4) -> PdfReader:
    """Rendered in this process: what the worker does is tested with T33."""
    edition = Edition(language, paper)
    return PdfReader(io.BytesIO(render(page_of(report, edition), style_of(paper))))


def words_of(reader: PdfReader) -> str:
    """Without any blanks: lines break where the column ends."""
    return squeezed("\n".join(sheet.extract_text() for sheet in reader.pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("*", "")


def notes_of(report) -> list[str]:
    """Everything somebody wrote into an answer."""
    sheets = [
        row.sheet for part in report.reviews for pillar in part.pillars for row in pillar.answers
    ]
    practices = [said.note for sheet in sheets for said in sheet.practices.values()]
    return [*practices, *(sheet.notes for sheet in sheets), *(sheet.reason for sheet in sheets)]


def with_summary(report: Report, text: str) -> Report:
    return replace(report, sponsor=replace(report.sponsor, summary=text))


def outline(items) -> list[str]:
    return [t for i in items for t in (outline(i) if isinstance(i, list) else [i.title])]


def test_item_master_is_whole(reports):
    report = reports["Item master"]
    reader = printed(report)
    text = words_of(reader)

    assert len(reader.pages) <= 24
    assert all(squeezed(note) in text for note in notes_of(report))
    assert f"Page3of{len(reader.pages)}" in text
    for row in report.plan.rows:
        for words in (row.item.title, row.item.owner, row.item.due_on.isoformat()):
            assert squeezed(words) in text
    for gap in report.reviews[0].gaps:
        assert squeezed(f"{rule_words(gap.rule, gap.question)}.") in text
        assert all(squeezed(choice.title) in text for choice in gap.missing)
    for row in report.to_find_out:
        assert squeezed(row.point.proof) in text
    assert squeezed(report.sponsor.summary) in text
    assert all(squeezed(one.text) in text for one in report.sponsor.decisions)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_base_is_15_pages_at_most(reports, language):
    assert len(printed(reports["The base"], language).pages) <= 15


def test_the_sponsors_edition_has_no_name_and_no_note(reports):
    text = words_of(printed(reports["For the sponsor"]))
    whole = reports["Item master"]
    names = {row.item.owner for row in whole.plan.rows} | set(whole.people)
    assert not [name for name in names if squeezed(name) in text]
    # Why something does not apply is the answer itself.
    reasons = {
        row.sheet.reason for part in whole.reviews for p in part.pillars for row in p.answers
    }
    notes = {squeezed(note) for note in set(notes_of(whole)) - reasons if len(note) > 30}
    assert not [note for note in notes if note in text]
    assert "Answerschangedby" not in text
    assert squeezed(whole.sponsor.summary) in text


def test_what_changed_and_where_effort_pays(reports):
    text = words_of(printed(reports["Item master"]))
    assert "Gotbetter(2)" in text
    assert "Nowinplace:" in text
    assert "Actionsdone" in text
    assert "Impactandeffort" in text


def test_bookmarks_title_and_contents(reports):
    reader = printed(reports["Item master"])
    titles = outline(reader.outline)
    assert titles[:3] == ["Item master", "1 Summary", "2 Scope and method"]
    assert "Blast radius" in titles
    assert reader.metadata.title == "Item master · Well-Architected review"
    texts = [sheet.extract_text() for sheet in reader.pages]
    register = next(n for n, text in enumerate(texts, 1) if "4 Risk register\n" in text and n > 3)
    assert re.search(rf"Risk register\s*{register}\b", texts[2])


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, A4), (Paper.LETTER, LETTER)])
def test_papers(reports, paper, size):
    reader = printed(reports["Item master"], paper=paper)
    assert tuple(round(n) for n in reader.pages[3].mediabox[2:]) == size
    assert len(reader.pages) <= 24


def test_korean_glyphs_around_the_lens_as_it_is(reports):
    report = with_summary(reports["Item master"], "주문은 하나의 데이터베이스에 달려 있습니다.")
    reader = printed(report, "ko")
    text = words_of(reader)
    assert squeezed(report.sponsor.summary) in text
    assert squeezed("How do you decide how available each user flow has to be?") in text
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert reader.trailer["/Root"]["/Lang"] == "ko"
    assert len(reader.pages) <= 24


def test_the_language_of_an_edition_does_not_leak(reports):
    with translation.override("en"):
        page_of(reports["Loyalty points"], Edition("ko"))
        assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Item master", "ko"),
        ("For the sponsor", "en"),
        ("Amazon orders, 2004", "en"),
        ("Field service portal", "ko"),
        ("Loyalty points", "en"),
    ],
)
def test_everybody_can_read_it(reports, name, language):
    """PDF/UA-1, also with the Markdown that people write."""
    report, edition = with_summary(reports[name], MARKDOWN), Edition(language)
    checked = page.validate_pdf_bytes(render(page_of(report, edition), style_of(edition.paper)))
    assert checked.is_compliant, {(one.rule_id, one.message) for one in checked.failures}


def test_a_report_is_as_short_as_its_content(reports):
    reader = printed(reports["Loyalty points"])
    text = words_of(reader)
    assert len(reader.pages) <= 4
    assert "Draft" in text
    assert "43questions,noneansweredyet" in text
    assert "Riskregister" not in text


def test_unanswered_questions_are_one_list_and_a_first_picture(reports):
    report = reports["First review"]
    reader = printed(report)
    text = words_of(reader)
    assert "Thisisafirstpicture,notaresult." in text
    assert squeezed(f"{report.counts.unanswered} of 43 questions are still open.") in text
    assert all(squeezed(one.question.title) in text for one in report.reviews[0].unanswered)


def test_two_lenses_are_told_apart(reports):
    one, other = reports["Item master"], reports["Field service portal"]
    text = words_of(printed(replace(one, reviews=(*one.reviews, *other.reviews))))
    for part in (*one.reviews, *other.reviews):
        assert squeezed(f"{part.lens.name}, version 1") in text


def test_a_long_note_gets_a_line_of_its_own_and_is_never_cut(reports):
    report = reports["Item master"]
    part = report.reviews[0]
    long = " ".join(f"word{number}" for number in range(300))[:2084]
    answer = part.pillars[0].answers[0]
    practice = replace(answer.practices[0], note=long[::-1])
    answer = replace(
        answer, sheet=replace(answer.sheet, notes=long), practices=(practice, *answer.practices[1:])
    )
    assert answer.has_long_notes
    pillar = replace(part.pillars[0], answers=(answer,))
    part = replace(part, pillars=(pillar, *part.pillars[1:]))
    text = words_of(printed(replace(report, reviews=(part,))))
    assert squeezed(long) in text
    assert squeezed(long[::-1]) in text


@pytest.mark.django_db
def test_a_milestone_prints_the_state_of_then():
    workload = loading.load().workloads.get(name="Item master")
    improvements.add_improvement(workload=workload, title="Loose end", by=None)
    milestone = milestones.take_milestone(workload=workload, name="Kept", by=None)
    then = report_of(workload, milestone)
    Improvement.objects.filter(workload=workload).update(owner="somebody.else@example.org")
    workloads.write_summary(workload=workload, text="All changed.", decisions=[], by=None)
    assert report_of(workload, milestone) == then
    text = words_of(printed(then))
    assert f"Milestone{milestone.number},Kept" in text
    assert "Looseend" in text
    assert "somebody.else" not in text
    assert report_of(Workload.objects.get(pk=workload.pk)).sponsor.summary == "All changed."


@pytest.mark.django_db
def test_the_day_is_the_day_of_the_milestone():
    workload = loading.load().workloads.get(name="Item master")
    milestone = workload.milestones.get(number=1)
    assert report_of(workload, milestone).as_of == timezone.localdate(milestone.taken_at)
    assert report_of(workload, milestone).sponsor.change is None
    assert report_of(workload).sponsor.change.milestone.number == 2


@pytest.mark.parametrize(
    ("language", "paper", "edition"),
    [
        ("ko", "letter", Edition("ko", Paper.LETTER)),
        ("xx", "a0", Edition("en", Paper.A4)),
        ("", "", Edition("en", Paper.A4)),
    ],
)
def test_an_edition_that_is_not_offered_becomes_the_readers_own(language, paper, edition):
    with translation.override("en"):
        assert Edition.of(language, paper) == edition
