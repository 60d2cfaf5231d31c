"""A report as XLSX: a sheet a part, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook

from reviews.comparison import TITLES
from reviews.exports.rows import question_rows
from reviews.exports.sheets import Value, add_sheet, as_bytes, empty_book
from reviews.exports.words import risk_word, status_word
from reviews.outcome.choosing import Part
from reviews.outcome.report import Report
from reviews.templatetags.report_text import state_word, when_words

Row = Sequence[Value]


def spreadsheet(report: Report) -> bytes:
    sheets: dict[Part, Sequence[Callable[[Workbook, Report], None]]] = {
        Part.PILLARS: [_pillars],
        Part.REGISTER: [_risks],
        Part.PLAN: [_plan],
        Part.ACCEPTED: [_accepted],
        Part.FIND_OUT: [_find_out],
        Part.CHANGES: [_changes],
        Part.ANSWERS: [_answers, _practices],
    }
    book = empty_book()
    _summary(book, report)
    for part, several in sheets.items():
        if report.chosen.has(part):
            for add in several:
                add(book, report)
    return as_bytes(book)


def _summary(book: Workbook, report: Report) -> None:
    head = [(_("Report"), 30), (report.facts.name, 90)]
    add_sheet(book, _("Summary"), head, _facts(report))


def _facts(report: Report) -> Iterator[Row]:
    counts, sponsor = report.counts, report.sponsor
    yield _("Organisation"), report.facts.organisation
    yield _("Date"), report.as_of
    if report.milestone:
        yield _("Milestone"), f"{report.milestone.number} · {report.milestone.name}"
    for review in report.reviews:
        yield _("Lens"), f"{review.lens.name}, {review.version}"
    yield _("High risks"), counts.high
    yield _("Medium risks"), counts.medium
    yield _("High risks without an action"), sponsor.high_without_plan
    yield _("Questions answered"), counts.answered
    yield _("Questions"), counts.total
    if report.chosen.has(Part.SUMMARY):
        yield _("Summary"), sponsor.summary
        for one in sponsor.decisions:
            yield _("Decision"), " · ".join(filter(None, (one.text, one.from_whom)))


def _pillars(book: Workbook, report: Report) -> None:
    head = [
        (_("Lens"), 26), (_("Pillar"), 30), (_("Score from"), 11), (_("Score to"), 11),
        (_("Coverage (%)"), 13), (_("High"), 9), (_("Medium"), 9), (_("No risk"), 9),
        (_("Open"), 9), (_("Does not apply"), 14),
    ]  # fmt: skip
    rows = []
    for review in report.reviews:
        for part in review.pillars:
            span, counts = part.outcome.span, part.outcome.counts
            scores = [None if v is None else round(v) for v in (span.low, span.high, span.coverage)]
            row: Row = (review.lens.name, part.pillar.name, *scores, counts.high, counts.medium,
                        counts.none, counts.unanswered, counts.not_applicable)  # fmt: skip
            rows.append(row)
    add_sheet(book, _("Pillars"), head, rows)


def _risks(book: Workbook, report: Report) -> None:
    head = [
        (_("Lens"), 26), (_("Pillar"), 24), (_("Id"), 12), (_("Risk"), 15), (_("Question"), 48),
        (_("Not in place"), 60), (_("What is planned"), 40), (_("Owner"), 26), (_("Due"), 13),
    ]  # fmt: skip
    rows = (
        (
            review.lens.name,
            gap.pillar.name,
            gap.question.id,
            risk_word(gap.risk),
            gap.question.title,
            "\n".join(choice.title for choice in gap.missing),
            "\n".join(item.title for item in gap.plan),
            "\n".join(item.owner for item in gap.plan),
            min((item.due_on for item in gap.plan if item.due_on), default=None),
        )
        for review in report.reviews
        for gap in review.gaps
    )
    add_sheet(book, _("Risk register"), head, rows)


def _plan(book: Workbook, report: Report) -> None:
    head = [
        (_("No."), 6), (_("What to do"), 48), (_("Details"), 40), (_("Comes from"), 12),
        (_("Risk"), 15), (_("Owner"), 26), (_("Due"), 13), (_("When"), 18), (_("Days"), 8),
        (_("Status"), 14), (_("Quick win"), 11),
    ]  # fmt: skip
    rows = (
        (
            row.number,
            row.item.title,
            row.item.details,
            row.item.question_id,
            risk_word(row.outcome.risk) if row.outcome else "",
            row.item.owner,
            row.item.due_on,
            str(when_words(row.when)),
            row.item.effort_days,
            status_word(row.item.status),
            _("yes") if row.is_quick_win else "",
        )
        for row in report.plan.rows
    )
    add_sheet(book, _("Improvement plan"), head, rows)


def _accepted(book: Workbook, report: Report) -> None:
    if report.accepted:
        head = [
            (_("What is not done"), 48), (_("Comes from"), 12), (_("Why it is accepted"), 60),
            (_("Approved by"), 26), (_("Until"), 13), (_("Has run out"), 12),
        ]  # fmt: skip
        rows = (
            (
                row.item.title,
                row.item.question_id,
                row.item.accepted_because,
                row.item.accepted_by,
                row.item.accepted_until,
                _("yes") if row.is_expired else "",
            )
            for row in report.accepted
        )
        add_sheet(book, _("Accepted risks"), head, rows)


def _find_out(book: Workbook, report: Report) -> None:
    if report.to_find_out:
        head = [
            (_("Question"), 12), (_("What is not known"), 48), (_("What would prove it"), 48),
            (_("Whom to ask"), 26), (_("By"), 13),
        ]  # fmt: skip
        rows = (
            (
                row.point.question_id,
                row.practice.title if row.practice else row.question.title if row.question else "",
                row.point.proof,
                row.point.whom,
                row.point.due_on,
            )
            for row in report.to_find_out
        )
        add_sheet(book, _("To find out"), head, rows)


def _changes(book: Workbook, report: Report) -> None:
    if report.changes and report.changes.sections:
        head = [
            (_("What happened"), 24), (_("Id"), 12), (_("Question"), 48), (_("Risk then"), 15),
            (_("Risk now"), 15), (_("Now in place"), 48), (_("No longer in place"), 48),
        ]  # fmt: skip
        rows = (
            (
                str(TITLES[section.kind]),
                row.question.id,
                row.question.title,
                risk_word(row.risk.before),
                risk_word(row.risk.after),
                "\n".join(choice.title for choice in row.gained),
                "\n".join(choice.title for choice in row.lost),
            )
            for section in report.changes.sections
            for row in section.rows
        )
        add_sheet(book, _("What changed"), head, rows)


def _answers(book: Workbook, report: Report) -> None:
    head = [
        (_("Lens"), 26), (_("Pillar"), 24), (_("Id"), 12), (_("Question"), 60), (_("Risk"), 15),
        (_("None of these"), 14), (_("Reason"), 40), (_("Notes"), 70),
    ]  # fmt: skip
    rows = (
        (
            row.review.lens.name,
            row.pillar.name,
            row.question.id,
            row.question.title,
            risk_word(row.outcome.risk),
            _("yes") if row.answer and row.answer.says_none else "",
            row.sheet.reason,
            row.sheet.notes,
        )
        for row in question_rows(report)
    )
    add_sheet(book, _("Answers"), head, rows)


def _practices(book: Workbook, report: Report) -> None:
    head = [
        (_("Lens"), 26), (_("Id"), 12), (_("Practice id"), 14), (_("Practice"), 70),
        (_("State"), 13), (_("Note"), 70),
    ]  # fmt: skip
    rows = (
        (
            row.review.lens.name,
            row.question.id,
            one.choice.id,
            one.choice.title,
            str(state_word(one.state)),
            one.note,
        )
        for row in question_rows(report)
        for one in row.practices
    )
    add_sheet(book, _("Practices"), head, rows)
