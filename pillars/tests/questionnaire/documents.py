"""Small documents for the tests, and ways to look at what reading says of them."""

from __future__ import annotations

import json
from typing import Any

from pillars.questionnaire.content import Lens, Question
from pillars.questionnaire.reading import Reading, read


def choice(choice_id: str, **changes: Any) -> dict[str, Any]:
    plan = {"displayText": "Do it", "url": "https://example.com/do"}
    return changed(
        {"id": choice_id, "title": f"Title {choice_id}", "improvementPlan": plan}, changes
    )


def none_choice(choice_id: str = "none_no", **changes: Any) -> dict[str, Any]:
    return changed({"id": choice_id, "title": "None of these"}, changes)


def rules(no_risk: str, high_risk: str, medium_risk: str = "default") -> list[dict[str, str]]:
    return [
        {"condition": no_risk, "risk": "NO_RISK"},
        {"condition": high_risk, "risk": "HIGH_RISK"},
        {"condition": medium_risk, "risk": "MEDIUM_RISK"},
    ]


def question(question_id: str = "backup", **changes: Any) -> dict[str, Any]:
    members = {
        "id": question_id,
        "title": "How do you back up?",
        "description": "Backups are read by nobody until the day they are.",
        "choices": [choice("copy"), choice("test"), none_choice()],
        "riskRules": rules("copy && test", "!copy"),
    }
    return changed(members, changes)


def document(*questions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    pillar = {"id": "security", "name": "Security", "questions": [*(questions or (question(),))]}
    members = {
        "schemaVersion": "2021-11-01",
        "name": "A lens",
        "description": "What it is for",
        "pillars": [pillar],
    }
    return changed(members, changes)


def changed(members: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The members with others; those changed to ... are left out."""
    return {key: value for key, value in {**members, **changes}.items() if value is not ...}


def read_document(value: Any) -> Reading:
    return read(json.dumps(value, ensure_ascii=False, indent=1).encode())


def lens_of(value: Any) -> Lens:
    reading = read_document(value)
    assert reading.lens is not None, [problem.what for problem in reading.errors]
    return reading.lens


def question_of(value: dict[str, Any]) -> Question:
    return lens_of(document(value)).questions[0]


def told(reading: Reading, *, strict: bool = False) -> dict[str, str]:
    """Severity by code."""
    return {problem.code: problem.severity for problem in _of(reading, strict)}


def place_of(reading: Reading, code: str, *, strict: bool = False) -> tuple[str, int]:
    """Pointer and line of the only problem with a code."""
    (problem,) = [problem for problem in _of(reading, strict) if problem.code == code]
    return problem.pointer, problem.line


def _of(reading: Reading, strict: bool) -> Any:
    return reading.strict if strict else reading.problems
