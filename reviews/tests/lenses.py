"""A small lens for the tests, as a document and as a value, and lenses made to measure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pillars.questionnaire import content
from pillars.questionnaire.conditions import parse
from pillars.questionnaire.content import Choice, Pillar, Question, Risk, Rule, Severity
from pillars.questionnaire.reading import read


def choice(choice_id: str, title: str) -> dict[str, Any]:
    return {
        "id": choice_id,
        "title": title,
        "improvementPlan": {"displayText": f"Begin with: {title.lower()}"},
    }


def question(
    question_id: str, title: str, choices: Sequence[dict[str, Any]], best: str, worst: str
) -> dict[str, Any]:
    """NO_RISK when `best` is true, HIGH_RISK when `worst` is, else MEDIUM_RISK."""
    return {
        "id": question_id,
        "title": title,
        "description": f"Why we ask: {title}",
        "choices": list(choices),
        "riskRules": [
            {"condition": best, "risk": "NO_RISK"},
            {"condition": worst, "risk": "HIGH_RISK"},
            {"condition": "default", "risk": "MEDIUM_RISK"},
        ],
    }


COPY, TRIED = choice("copy", "Copies are taken"), choice("tried", "Copies are tried")
MFA, LOGS = choice("mfa", "Everybody has two factors"), choice("logs", "Sign-ins are kept")
ZONES, DRILLS = choice("zones", "Three zones"), choice("drills", "Failing over is practised")
BACKUP = question(
    "backup",
    "How do you back up?",
    [COPY, TRIED, {"id": "backup_no", "title": "None of these"}],
    "copy && tried",
    "!copy",
)
ACCESS = question("access", "Who gets in?", [MFA, LOGS], "mfa && logs", "!mfa")
FAILOVER = question("failover", "What if a zone is gone?", [ZONES, DRILLS], "drills", "!zones")
DOCUMENT = {
    "schemaVersion": "2021-11-01",
    "name": "A small lens",
    "description": "Three questions in two pillars.",
    "pillars": [
        {"id": "security", "name": "Security", "questions": [BACKUP, ACCESS]},
        {"id": "reliability", "name": "Reliability", "questions": [FAILOVER]},
    ],
}


def written(document: Any = DOCUMENT) -> bytes:
    return json.dumps(document).encode()


def lens_of(document: Any = DOCUMENT) -> content.Lens:
    lens = read(written(document)).lens
    assert lens is not None
    return lens


def measured(
    *pillars: Sequence[tuple[Sequence[Severity], str]],
) -> content.Lens:
    """A lens whose questions have practices of these severities: p0q0 with p0q0c0, p0q0c1, ...

    With each question goes the risk of an answer in which something is missing.
    """
    return content.Lens(
        "Measured",
        "",
        tuple(
            Pillar(
                f"p{p}",
                f"Pillar {p}",
                "",
                tuple(_question(f"p{p}q{q}", *asked) for q, asked in enumerate(questions)),
            )
            for p, questions in enumerate(pillars)
        ),
    )


def _question(question_id: str, severities: Sequence[Severity], otherwise: str) -> Question:
    choices = tuple(
        Choice(f"{question_id}c{place}", f"Practice {place}", severity=severity)
        for place, severity in enumerate(severities)
    )
    everything = " && ".join(one.id for one in choices)
    rules = (
        Rule(everything, parse(everything), Risk.NONE),
        Rule("default", parse("default"), Risk(otherwise)),
    )
    return Question(question_id, question_id, "", choices, rules)
