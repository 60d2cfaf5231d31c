"""A report as Markdown, in the reader's language: for wikis and pull requests.

What people wrote as Markdown is quoted; everything else is escaped, so that no title becomes a
heading, a table or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.comparison import TITLES
from reviews.exports.defused import defused
from reviews.exports.words import risk_word, span_words, status_word
from reviews.outcome.choosing import Part
from reviews.outcome.report import Report
from reviews.outcome.spoken import AnswerRow
from reviews.templatetags.report_text import state_word

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
Lines = Iterator[str]


def markdown(report: Report) -> bytes:
    sections: dict[Part, Callable[[Report], Lines]] = {
        Part.SUMMARY: _summary,
        Part.PILLARS: _pillars,
        Part.REGISTER: _register,
        Part.PLAN: _plan,
        Part.ACCEPTED: _accepted,
        Part.FIND_OUT: _find_out,
        Part.CHANGES: _changes,
        Part.ANSWERS: _answers,
        Part.UNANSWERED: _unanswered,
    }
    lines = list(_head(report))
    for part, section in sections.items():
        if report.chosen.has(part):
            lines += section(report)
    text = "\n".join(lines).strip() + "\n"
    return text.encode("utf-8", "replace")


def plain(text: str) -> str:
    """One line in which nothing means anything to Markdown."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def quoted(text: str) -> Lines:
    """Markdown of somebody else, kept apart; HTML in it stays text."""
    for line in text.strip().splitlines():
        yield f"> {line.replace('<', '&lt;')}".rstrip()
    yield ""


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Lines:
    """Nothing when there is no row. A table may be pasted into a spreadsheet: cells are defused."""
    body = [f"| {' | '.join(plain(defused(cell)) or '–' for cell in row)} |" for row in rows]
    if body:
        columns = list(head)
        yield f"| {' | '.join(columns)} |"
        yield f"|{' --- |' * len(columns)}"
        yield from body
        yield ""


def titled(title: str, lines: Iterable[str]) -> Lines:
    found = list(lines)
    if found:
        yield from (f"## {title}", "", *found)


def _head(report: Report) -> Lines:
    facts = report.facts
    yield from (f"# {plain(facts.name)}", "")
    if facts.description:
        yield from (plain(facts.description), "")
    yield f"{_('Organisation')}: {plain(facts.organisation)}  "
    yield f"{_('Date')}: {_day(report.as_of)}  "
    if report.milestone:
        name = f"{report.milestone.number} · {report.milestone.name}"
        yield f"{_('Milestone')}: {plain(name)}  "
    for review in report.reviews:
        yield f"{_('Lens')}: {plain(review.lens.name)}, {review.version}  "
    yield ""


def _summary(report: Report) -> Lines:
    sponsor = report.sponsor
    yield from (f"## {_('Summary')}", "")
    if sponsor.summary.strip():
        yield from quoted(sponsor.summary)
    counts = sponsor.counts
    numbers = ((_("High risks"), counts.high), (_("Medium risks"), counts.medium))
    answered = (_("Questions answered"), f"{counts.answered} / {counts.total}")
    yield from (f"- {words}: {number}" for words, number in (*numbers, answered))
    yield ""
    decisions = ((one.text, one.from_whom, _day(one.due_on)) for one in sponsor.decisions)
    yield from grid((_("Decision"), _("From whom"), _("By")), decisions)


def _pillars(report: Report) -> Lines:
    head = (_("Pillar"), _("Score"), _("Coverage"), _("High"), _("Medium"), _("Open"))
    for review in report.reviews:
        rows = []
        for part in review.pillars:
            span, counts = part.outcome.span, part.outcome.counts
            coverage = "–" if span.coverage is None else f"{span.coverage:.0f} %"
            numbers = (str(counts.high), str(counts.medium), str(counts.unanswered))
            rows.append((part.pillar.name, span_words(span), coverage, *numbers))
        yield from titled(plain(review.lens.name), grid(head, rows))


def _register(report: Report) -> Lines:
    head = (_("Id"), _("Risk"), _("Question"), _("Not in place"), _("Owner"), _("Due"))
    rows = (
        (
            gap.question.id,
            risk_word(gap.risk),
            gap.question.title,
            "; ".join(choice.title for choice in gap.missing),
            "; ".join(item.owner for item in gap.plan if item.owner),
            "; ".join(_day(item.due_on) for item in gap.plan if item.due_on),
        )
        for review in report.reviews
        for gap in review.gaps
    )
    yield from titled(_("Risk register"), grid(head, rows))


def _plan(report: Report) -> Lines:
    head = (_("No."), _("What to do"), _("Owner"), _("Due"), _("Days"), _("Status"))
    rows = (
        (
            str(row.number),
            row.item.title,
            row.item.owner,
            _day(row.item.due_on),
            "" if row.item.effort_days is None else f"{row.item.effort_days:g}",
            status_word(row.item.status),
        )
        for row in report.plan.rows
    )
    yield from titled(_("Improvement plan"), grid(head, rows))


def _accepted(report: Report) -> Lines:
    head = (_("What is not done"), _("Why it is accepted"), _("Approved by"), _("Until"))
    items = (row.item for row in report.accepted)
    rows = (
        (one.title, one.accepted_because, one.accepted_by, _day(one.accepted_until))
        for one in items
    )
    yield from titled(_("Accepted risks"), grid(head, rows))


def _find_out(report: Report) -> Lines:
    head = (_("Question"), _("What is not known"), _("What would prove it"), _("Whom to ask"))
    rows = (
        (
            row.point.question_id,
            row.practice.title if row.practice else row.question.title if row.question else "",
            row.point.proof,
            row.point.whom,
        )
        for row in report.to_find_out
    )
    yield from titled(_("To find out"), grid(head, rows))


def _changes(report: Report) -> Lines:
    if report.changes is None:
        return
    head = (_("What happened"), _("Question"), _("Risk then"), _("Risk now"))
    rows = (
        (
            str(TITLES[section.kind]),
            f"{row.question.id} {row.question.title}",
            risk_word(row.risk.before),
            risk_word(row.risk.after),
        )
        for section in report.changes.sections
        for row in section.rows
    )
    yield from titled(_("What changed"), grid(head, rows))


def _answers(report: Report) -> Lines:
    answers = (row for review in report.reviews for part in review.pillars for row in part.answers)
    yield from titled(_("All answers"), (line for row in answers for line in _answer(row)))


def _answer(row: AnswerRow) -> Lines:
    title = f"{row.question.id} {row.question.title}"
    yield from (f"### {plain(title)}", "", f"{_('Risk')}: {risk_word(row.risk)}", "")
    if row.sheet.reason:
        yield from quoted(row.sheet.reason)
    if row.sheet.notes:
        yield from quoted(row.sheet.notes)
    if row.says_none:
        yield from (_("None of these is in place."), "")
    for one in row.practices:
        note = f" – {plain(one.note)}" if one.note else ""
        yield f"- {plain(one.choice.title)}: {state_word(one.state)}{note}"
    if row.practices:
        yield ""


def _unanswered(report: Report) -> Lines:
    found = [one.question for review in report.reviews for one in review.unanswered]
    if found:
        words = ngettext("%(n)d question is open.", "%(n)d questions are open.", len(found))
        lines = [words % {"n": len(found)}, ""]
        lines += [f"- {plain(f'{one.id} {one.title}')}" for one in found]
        yield from titled(_("Open questions"), lines)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
