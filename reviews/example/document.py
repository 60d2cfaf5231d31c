"""The document of the example, as values of the product. Its dates count from today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reviews.outcome.answers import Practice, Sheet, Status

FOLDER = Path(__file__).parent

WORKLOAD_FIELDS = (
    "name",
    "description",
    "environment",
    "review_owner",
    "industry_type",
    "industry",
    "aws_regions",
    "non_aws_regions",
    "account_ids",
    "architectural_design",
    "notes",
    "pillar_priorities",
    "review_cadence_days",
)


def read() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FOLDER / "workloads.json").read_text("utf-8"))
    return document


def small_lens() -> bytes:
    return (FOLDER / "operational-basics.json").read_bytes()


def fields_of(workload: Mapping[str, Any], today: date) -> dict[str, Any]:
    fields = {name: workload[name] for name in WORKLOAD_FIELDS}
    return {**fields, "next_review_on": _after(today, workload["next_review_in_days"])}


def sheet(answer: Mapping[str, Any]) -> Sheet:
    practices = {id: Practice(None, note) for id, note in answer["practice_notes"].items()}
    for id, note in answer["partly"].items():
        practices[id] = Practice(Status.PARTLY, note)
    for id, reason in answer["practices_not_applicable"].items():
        practices[id] = Practice(Status.NOT_APPLICABLE, reason)
    return Sheet(
        selected=frozenset(answer["selected"]),
        none=answer["none"],
        not_applicable=answer["not_applicable"],
        reason=answer["reason"],
        notes=answer["notes"],
        practices=practices,
    )


def sheets(review: Mapping[str, Any]) -> dict[str, Sheet]:
    return {question: sheet(answer) for question, answer in review["answers"].items()}


def sheets_at(milestone: Mapping[str, Any], review: Mapping[str, Any]) -> dict[str, Sheet]:
    """What was said by the time of a milestone: the answers of today, but where it was other."""
    answers = {**review["answers"], **milestone["answers"]}
    return {question: sheet(answers[question]) for question in milestone["after_answers"]}


def flagged(review: Mapping[str, Any]) -> list[str]:
    return [question for question, answer in review["answers"].items() if answer["flagged"]]


def open_point(point: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        "question_id": point["question"],
        "choice_id": point["choice"],
        "whom": point["whom"],
        "due_on": _after(today, point["in_days"]),
        "proof": point["proof"],
    }


def plan_item(item: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        "question_id": item["question"],
        "choice_id": item["choice"],
        "title": item["title"],
        "owner": item["owner"],
        "due_on": _after(today, item["due_in_days"]),
        "effort_days": item["effort_days"],
        "status": item["status"],
    }


def acceptance(item: Mapping[str, Any], today: date) -> dict[str, Any] | None:
    """Why and until when the risk of a plan item is borne, where the document says so."""
    accepted = item.get("accepted")
    if accepted is None:
        return None
    return {"reason": accepted["reason"], "until": _after(today, accepted["in_days"])}


def decision(asked: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        "text": asked["text"],
        "from_whom": asked["from_whom"],
        "due_on": _after(today, asked["in_days"]),
    }


def _after(today: date, days: int) -> date:
    return today + timedelta(days=days)
