"""A report as CSV: one row a question, with its risk, its answer and what is planned.

The columns have stable English names and come in a stable order; new ones come last. UTF-8 with a
byte order mark, without which spreadsheets misread Korean. Several values in one cell stand apart
by " | ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from reviews.exports.defused import defused
from reviews.exports.rows import QuestionRow, question_rows
from reviews.outcome.report import Report
from reviews.outcome.spoken import PracticeState

COLUMNS = (
    "workload", "milestone", "date", "lens", "lens_version", "pillar_id", "pillar", "question_id",
    "question", "risk", "in_place", "partly", "missing", "not_applicable", "none_of_these",
    "reason", "notes", "practice_notes", "planned", "status", "owner", "due", "effort_days",
)  # fmt: skip


def table(report: Report) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in question_rows(report):
        cells = _cells(report, row)
        writer.writerow([defused(cells[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig", "replace")


def _cells(report: Report, row: QuestionRow) -> Mapping[str, str]:
    return {
        "workload": report.facts.name,
        "milestone": str(report.milestone.number) if report.milestone else "",
        "date": report.as_of.isoformat(),
        "lens": row.review.lens.name,
        "lens_version": str(row.review.version),
        "pillar_id": row.pillar.id,
        "pillar": row.pillar.name,
        "question_id": row.question.id,
        "question": row.question.title,
        "risk": row.outcome.risk.value,
        **_answer(row),
        **_plan(row),
    }


def _answer(row: QuestionRow) -> Mapping[str, str]:
    states = {
        "in_place": PracticeState.IN_PLACE,
        "partly": PracticeState.PARTLY,
        "missing": PracticeState.MISSING,
        "not_applicable": PracticeState.NOT_APPLICABLE,
    }
    notes = (f"{one.choice.title}: {one.note}" for one in row.practices if one.note)
    return {
        **{column: _joined(row.titles(state)) for column, state in states.items()},
        "none_of_these": "yes" if row.answer and row.answer.says_none else "",
        "reason": row.sheet.reason,
        "notes": row.sheet.notes,
        "practice_notes": _joined(notes),
    }


def _plan(row: QuestionRow) -> Mapping[str, str]:
    items = row.gap.plan if row.gap else ()
    return {
        "planned": _joined(item.title for item in items),
        "status": _joined(item.status for item in items),
        "owner": _joined(item.owner for item in items),
        "due": _joined(item.due_on.isoformat() if item.due_on else "" for item in items),
        "effort_days": _joined(
            "" if item.effort_days is None else f"{item.effort_days:g}" for item in items
        ),
    }


def _joined(values: Iterable[str]) -> str:
    found = list(values)
    return " | ".join(found) if any(found) else ""
