"""Our own keys of a lens, under `x-wellarch`, which other readers of the format ignore.

    {"questions": {question id: {"calculators": [name, ...], "none": choice id,
                                 "practices": {choice id: {"severity": "HIGH|MEDIUM|LOW",
                                                           "effort": person-days,
                                                           "evidence": "calculator.output"}}}},
     "translations": {...}, "targets": {...}}

`none` says which choice means "none of these" where its id does not say so by ending in `_no`.
What is wrong here has no effect and is noted; the object is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from .content import Extra, Json, Lens, Severity
from .elements import kind_of, pointer_to
from .problems import Finding, finding

KEY = "x-wellarch"

_KEYS = ("questions", "translations", "targets")
_QUESTION_KEYS = ("calculators", "none", "practices")
_PRACTICE_KEYS = ("severity", "effort", "evidence")
_EVIDENCE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_CALCULATOR = re.compile(r"[a-z][a-z0-9_]*")
# A hundred years of one person: more is a slip.
_MOST_EFFORT = 36_500


@dataclass(frozen=True, slots=True)
class PracticeNotes:
    severity: Severity | None = None
    effort: float | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class QuestionNotes:
    calculators: tuple[str, ...] = ()
    none: str = ""
    practices: dict[str, PracticeNotes] = field(default_factory=dict)


def notes_on(extension: Json, question_id: str) -> QuestionNotes:
    """What the extension says of one question; whatever is unusable is left out."""
    entry = _object(_object(_object(extension).get("questions")).get(question_id))
    calculators = entry.get("calculators")
    none = entry.get("none")
    practices = _object(entry.get("practices"))
    return QuestionNotes(
        tuple(n for n in calculators if _is_calculator(n)) if isinstance(calculators, list) else (),
        none if isinstance(none, str) else "",
        {choice_id: _practice_notes(_object(notes)) for choice_id, notes in practices.items()},
    )


def _practice_notes(notes: Extra) -> PracticeNotes:
    severity, effort, evidence = notes.get("severity"), notes.get("effort"), notes.get("evidence")
    return PracticeNotes(
        Severity(severity) if _is_severity(severity) else None,
        float(effort) if _is_effort(effort) else None,
        evidence if _is_evidence(evidence) else "",
    )


def _object(value: Json) -> Extra:
    return value if isinstance(value, dict) else {}


def _is_severity(value: Json) -> TypeGuard[str]:
    return isinstance(value, str) and value in Severity.__members__


def _is_effort(value: Json) -> TypeGuard[float]:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 0 <= value <= _MOST_EFFORT


def _is_evidence(value: Json) -> TypeGuard[str]:
    return isinstance(value, str) and _EVIDENCE.fullmatch(value) is not None


def _is_calculator(value: Json) -> bool:
    return isinstance(value, str) and _CALCULATOR.fullmatch(value) is not None


# Checking: the same rules, with a word for each thing that has no effect.


def findings(lens: Lens) -> Iterator[Finding]:
    """Everything in the extension of a lens that has no effect."""
    place = pointer_to("", KEY)
    yield from _object_findings(lens.extension, place, _KEYS)
    for key in _KEYS:
        if key in lens.extension and not isinstance(lens.extension[key], dict):
            yield _wrong_type(pointer_to(place, key), "an object", lens.extension[key])
    questions = pointer_to(place, "questions")
    for question_id, entry in _object(lens.extension.get("questions")).items():
        here = pointer_to(questions, question_id)
        if lens.question(question_id) is None:
            yield finding("extension-question", here, id=question_id)
        else:
            yield from _question_findings(lens, question_id, entry, here)


def _question_findings(lens: Lens, question_id: str, entry: Json, place: str) -> Iterator[Finding]:
    yield from _object_findings(entry, place, _QUESTION_KEYS)
    entry = _object(entry)
    yield from _calculator_findings(entry.get("calculators", []), pointer_to(place, "calculators"))
    if "none" in entry:
        yield from _choice_findings(lens, question_id, entry["none"], pointer_to(place, "none"))
    practices = pointer_to(place, "practices")
    if "practices" in entry and not isinstance(entry["practices"], dict):
        yield _wrong_type(practices, "an object", entry["practices"])
    for choice_id, notes in _object(entry.get("practices")).items():
        here = pointer_to(practices, choice_id)
        yield from _choice_findings(lens, question_id, choice_id, here)
        yield from _practice_findings(notes, here)


def _calculator_findings(value: Json, place: str) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _wrong_type(place, "a list", value)
        return
    for number, name in enumerate(value):
        if not _is_calculator(name):
            yield _no_value(pointer_to(place, number), name, "the name of a calculator")


def _choice_findings(
    lens: Lens, question_id: str, choice_id: Json, place: str
) -> Iterator[Finding]:
    question = lens.question(question_id)
    if not isinstance(choice_id, str):
        yield _wrong_type(place, "a choice id", choice_id)
    elif question is not None and question.choice(choice_id) is None:
        known = ", ".join(choice.id for choice in question.choices)
        params = {"id": choice_id, "question": question_id, "choices": known}
        yield finding("extension-choice", place, **params)


def _practice_findings(notes: Json, place: str) -> Iterator[Finding]:
    yield from _object_findings(notes, place, _PRACTICE_KEYS)
    tests: dict[str, tuple[Callable[[Json], bool], str]] = {
        "severity": (_is_severity, "HIGH, MEDIUM or LOW"),
        "effort": (_is_effort, "a number of person-days, 0 or more"),
        "evidence": (_is_evidence, "the name of a calculator and its output"),
    }
    for key, (is_good, expected) in tests.items():
        value = _object(notes).get(key)
        # null is a way to say nothing: the question bank of ours writes "evidence": null
        if value is not None and not is_good(value):
            yield _no_value(pointer_to(place, key), value, expected)


def _object_findings(value: Json, place: str, known: tuple[str, ...]) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _wrong_type(place, "an object", value)
        return
    for key in value:
        if key not in known:
            params = {"key": key, "known": ", ".join(known)}
            yield finding("extension-key", pointer_to(place, key), **params)


def _wrong_type(place: str, expected: str, value: Json) -> Finding:
    return finding("extension-type", place, expected=expected, kind=kind_of(value))


def _no_value(place: str, value: Json, expected: str) -> Finding:
    found = value if isinstance(value, (str, int)) else kind_of(value)
    return finding("extension-value", place, found=str(found), expected=expected)
