"""What `manage.py check` says of the bundled lenses: all of them read, may be published, and rate.

It reads `content/`, takes a few hundredths of a second and asks no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, product
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from pillars.questionnaire.content import Lens, Question
from pillars.questionnaire.rating import by_rules
from pillars.questionnaire.reading import read

CONTENT = Path(__file__).parent / "content"

# 4,096 selections; beyond, the strict reading proves the same by other means.
MOST_CHOICES_TRIED = 12

MESSAGES = {"error": Error, "warning": Warning}


def bundled_lenses(**options: Any) -> list[CheckMessage]:
    return check_folder(CONTENT)


def check_folder(folder: Path) -> list[CheckMessage]:
    paths = sorted(folder.glob("*.json"))
    if not paths:
        return [Error(f"No lens is bundled: {folder} is empty.", id="pillars.E001")]
    return [message for path in paths for message in _check_file(path)]


def _check_file(path: Path) -> Iterator[CheckMessage]:
    reading = read(path.read_bytes())
    for problem in reading.strict:
        if problem.severity in MESSAGES:
            yield MESSAGES[problem.severity](
                f"{path.name}, line {problem.line}: {problem.what}",
                hint=problem.mend,
                obj=problem.pointer,
                id=_id(problem.severity),
            )
    if reading.lens is not None:
        yield from _check_rating(reading.lens, path)


def _id(severity: str) -> str:
    return "pillars.E002" if severity == "error" else "pillars.W001"


def _check_rating(lens: Lens, path: Path) -> Iterator[CheckMessage]:
    for question in lens.questions:
        unrated = next(_unrated(question), None)
        if unrated is not None:
            yield Error(
                f"{path.name}: no rule of {question.id} rates the selection of "
                f"{', '.join(unrated) or 'nothing'}.",
                hint="End the rules with the condition `default`.",
                obj=question.id,
                id="pillars.E003",
            )


def _unrated(question: Question) -> Iterator[tuple[str, ...]]:
    if len(question.choices) <= MOST_CHOICES_TRIED:
        for selection in _selections(question):
            if by_rules(question, frozenset(selection)).rule is None:
                yield selection


def _selections(question: Question) -> Iterator[tuple[str, ...]]:
    ids = [choice.id for choice in question.choices]
    for kept in product((False, True), repeat=len(ids)):
        yield tuple(compress(ids, kept))
