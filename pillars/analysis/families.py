"""The families of databases, as `families.json` states them, checked when they are loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "families.json").read_text(encoding="utf-8")
)

FAMILIES: tuple[str, ...] = tuple(_DATA["families"])
QUESTIONS: tuple[str, ...] = tuple(_DATA["weights"])
CLOSE_CALL: int = _DATA["close_call_margin"]


def answers_to(question: str) -> tuple[str, ...]:
    return tuple(_DATA["fit"][question])


def weight(question: str, answer: str) -> int:
    """How much a question counts; some answers count double."""
    doubled = {"question": question, "answer": answer} in _DATA["doubled"]
    return int(_DATA["weights"][question]) * (2 if doubled else 1)


def fit(question: str, answer: str, family: str) -> int:
    """How well a family fits an answer, 0 to 3."""
    return int(_DATA["fit"][question][answer][FAMILIES.index(family)])


def knockouts(answers: Mapping[str, str], durable_memory: bool) -> dict[str, tuple[str, ...]]:
    """The families that some answer rules out, each with the codes of the rules."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in _DATA["knockouts"]:
        is_lifted = rule.get("unless") == "durable_memory" and durable_memory
        if answers.get(rule["question"]) == rule["answer"] and not is_lifted:
            for family in rule["families"]:
                found[family] = (*found.get(family, ()), rule["code"])
    return found


def products(family: str) -> list[dict[str, str]]:
    """Products of a family with their status: current, closed (to new customers) or ended."""
    return [dict(product) for product in _DATA["products"][family]]
