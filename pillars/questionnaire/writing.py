"""From a lens to its JSON document.

Reading what was written gives an equal lens, and the keys stand in the order in which they stood
when the lens was read. The notes of ours (severity, effort, evidence, calculators) are written from
`Lens.extension` alone: to change one, change it there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from .content import Choice, Extra, Lens, Link, Pillar, Question, Resource, Rule
from .extension import KEY
from .rule_checks import RISK_NAMES


def write(lens: Lens) -> str:
    """The document of a lens, indented by two blanks, with a line end at its end."""
    members = {
        "schemaVersion": lens.schema_version,
        "name": lens.name,
        "description": lens.description or None,
        "pillars": [_pillar(pillar) for pillar in lens.pillars],
        KEY: lens.extension or None,
    }
    document = _ordered(members, lens.extra, lens.keys)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _ordered(members: Extra, extra: Extra, keys: Sequence[str] = ()) -> Extra:
    """The members that are there, with the unknown ones, in the order of the document read."""
    present = {key: value for key, value in members.items() if value is not None}
    everything = {**present, **extra}
    known_order = [key for key in keys if key in everything]
    return {key: everything[key] for key in dict.fromkeys((*known_order, *everything))}


def _pillar(pillar: Pillar) -> Extra:
    members = {
        "id": pillar.id,
        "name": pillar.name,
        "description": pillar.description or None,
        "questions": [_question(question) for question in pillar.questions],
    }
    return _ordered(members, pillar.extra, pillar.keys)


def _question(question: Question) -> Extra:
    members = {
        "id": question.id,
        "title": question.title,
        "description": question.description or None,
        "helpfulResource": _link(question.helpful),
        "choices": [_choice(choice) for choice in question.choices],
        "riskRules": [_rule(rule) for rule in question.rules],
    }
    return _ordered(members, question.extra, question.keys)


def _choice(choice: Choice) -> Extra:
    members = {
        "id": choice.id,
        "title": choice.title,
        "description": choice.description or None,
        "helpfulResource": _link(choice.helpful),
        "improvementPlan": _link(choice.improvement),
        "additionalResources": [_resource(resource) for resource in choice.resources] or None,
    }
    return _ordered(members, choice.extra, choice.keys)


def _link(link: Link | None) -> Extra | None:
    if link is None:
        return None
    return _ordered({"displayText": link.text, "url": link.url or None}, link.extra)


def _resource(resource: Resource) -> Extra:
    members = {"type": resource.type, "content": [_link(link) for link in resource.links]}
    return _ordered(members, resource.extra)


def _rule(rule: Rule) -> Extra:
    return _ordered({"condition": rule.source, "risk": RISK_NAMES[rule.risk]}, rule.extra)
