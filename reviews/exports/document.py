"""A report as JSON, of a shape that stays: docs/report-exports.md lists every key.

Keys are added, never renamed or removed; `format` rises if that rule is ever broken.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from reviews.exports.rows import QuestionRow, question_rows
from reviews.outcome.choosing import Part
from reviews.outcome.report import Report, ReviewPart
from reviews.outcome.schedule import PlanRow
from reviews.outcome.scoring import Counts, Span

FORMAT = 1


def document(report: Report) -> bytes:
    text = json.dumps(as_json(report), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace") + b"\n"


def as_json(report: Report) -> dict[str, Any]:
    """Of the parts that were chosen; the rest is absent, not empty."""
    parts: dict[Part, tuple[str, Callable[[Report], Any]]] = {
        Part.SUMMARY: ("summary", _summary),
        Part.SCOPE: ("scope", _scope),
        Part.REGISTER: ("risks", _risks),
        Part.PLAN: ("plan", lambda report: [_plan_row(row) for row in report.plan.rows]),
        Part.ACCEPTED: ("accepted_risks", _accepted),
        Part.FIND_OUT: ("to_find_out", _to_find_out),
        Part.CHANGES: ("changes", _changes),
        Part.ANSWERS: ("answers", _answers),
    }
    return {
        "kind": "wellarch.report",
        "format": FORMAT,
        "workload": {"id": report.facts.id, "name": report.facts.name},
        "organisation": report.facts.organisation,
        "date": report.as_of.isoformat(),
        "edition": report.chosen.audience.value,
        "milestone": _milestone(report),
        "reviews": [_review(review) for review in report.reviews],
        **{name: told(report) for part, (name, told) in parts.items() if report.chosen.has(part)},
    }


def _milestone(report: Report) -> dict[str, Any] | None:
    kept = report.milestone
    if kept is None:
        return None
    return {"number": kept.number, "name": kept.name, "note": kept.note}


def _review(review: ReviewPart) -> dict[str, Any]:
    outcome = review.outcome
    return {
        "alias": review.alias,
        "lens": review.lens.name,
        "version": review.version,
        "score": _span(outcome.span),
        "counts": _counts(outcome.counts),
        "pillars": [
            {
                "id": part.pillar.id,
                "name": part.pillar.name,
                "score": _span(part.outcome.span),
                "counts": _counts(part.outcome.counts),
                "does_not_apply_because": part.outcome.reason_set_aside,
            }
            for part in review.pillars
        ],
    }


def _span(span: Span) -> dict[str, float | None]:
    values = {"low": span.low, "high": span.high, "coverage": span.coverage}
    return {name: None if one is None else round(one, 2) for name, one in values.items()}


def _counts(counts: Counts) -> dict[str, int]:
    names = ("high", "medium", "none", "unanswered", "not_applicable")
    return {name: getattr(counts, name) for name in names}


def _summary(report: Report) -> dict[str, Any]:
    sponsor = report.sponsor
    return {
        "text": sponsor.summary,
        "standing": sponsor.standing.value,
        "counts": _counts(sponsor.counts),
        "high_risks_without_action": sponsor.high_without_plan,
        "decisions": [
            {"text": one.text, "from": one.from_whom, "by": _day(one.due_on)}
            for one in sponsor.decisions
        ],
    }


def _scope(report: Report) -> dict[str, Any]:
    facts = report.facts
    return {
        "description": facts.description,
        "environment": facts.environment,
        "review_owner": facts.review_owner,
        "industry_type": facts.industry_type,
        "industry": facts.industry,
        "aws_regions": list(facts.aws_regions),
        "non_aws_regions": list(facts.non_aws_regions),
        "account_ids": list(facts.account_ids),
        "architectural_design": facts.architectural_design,
        "links": list(facts.links),
        "tags": list(facts.tags),
        "notes": facts.notes,
        "people": list(report.people),
    }


def _risks(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "lens": gap.alias,
            "pillar": gap.pillar.id,
            "question": gap.question.id,
            "title": gap.question.title,
            "risk": gap.risk.value,
            "rule": gap.rule.source if gap.rule else None,
            "missing": [{"id": one.id, "title": one.title} for one in gap.missing],
            "plan": [item.id for item in gap.plan],
        }
        for review in report.reviews
        for gap in review.gaps
    ]


def _plan_row(row: PlanRow) -> dict[str, Any]:
    item = row.item
    return {
        "id": item.id,
        "number": row.number,
        "title": item.title,
        "details": item.details,
        "status": item.status,
        "lens": item.alias,
        "question": item.question_id,
        "practice": item.choice_id,
        "owner": item.owner,
        "due": _day(item.due_on),
        "effort_days": item.effort_days,
        "severity": item.severity,
        "needs": list(item.needs),
        "is_quick_win": row.is_quick_win,
    }


def _accepted(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "id": row.item.id,
            "title": row.item.title,
            "lens": row.item.alias,
            "question": row.item.question_id,
            "because": row.item.accepted_because,
            "approved_by": row.item.accepted_by,
            "until": _day(row.item.accepted_until),
            "has_run_out": row.is_expired,
        }
        for row in report.accepted
    ]


def _to_find_out(report: Report) -> list[dict[str, Any]]:
    points = (row.point for row in report.to_find_out)
    return [
        {
            "lens": point.alias,
            "question": point.question_id,
            "practice": point.choice_id,
            "whom": point.whom,
            "by": _day(point.due_on),
            "proof": point.proof,
        }
        for point in points
    ]


def _changes(report: Report) -> dict[str, Any] | None:
    changes = report.changes
    if changes is None:
        return None
    return {
        "since_milestone": changes.since.number,
        "since": changes.since.taken_on.isoformat(),
        "questions": [
            {
                "lens": row.alias,
                "question": row.question.id,
                "kind": section.kind.value,
                "risk_then": row.risk.before,
                "risk_now": row.risk.after,
                "gained": [choice.id for choice in row.gained],
                "lost": [choice.id for choice in row.lost],
            }
            for section in changes.sections
            for row in section.rows
        ],
        "actions_done": [item.id for item in changes.progress.done],
        "changed_by": [{"name": one.name, "questions": one.questions} for one in changes.hands],
    }


def _answers(report: Report) -> list[dict[str, Any]]:
    return [_answer(row) for row in question_rows(report)]


def _answer(row: QuestionRow) -> dict[str, Any]:
    return {
        "lens": row.review.alias,
        "pillar": row.pillar.id,
        "question": row.question.id,
        "title": row.question.title,
        "risk": row.outcome.risk.value,
        "none_of_these": bool(row.answer and row.answer.says_none),
        "reason": row.sheet.reason,
        "notes": row.sheet.notes,
        "practices": [
            {
                "id": one.choice.id,
                "title": one.choice.title,
                "state": one.state.value,
                "note": one.note,
            }
            for one in row.practices
        ],
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
