"""Problems of a document in the reader's language, as pages and commands show them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pillars.questionnaire import content
from pillars.questionnaire.problems import Problem
from pillars.questionnaire.texts import without_forbidden

SEVERITIES = ("error", "warning", "note")
_QUESTION = re.compile(r"/pillars/(\d+)/questions/(\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """One problem; `number` counts from 1 in the list that it stands in."""

    number: int
    code: str
    severity: str
    pointer: str
    line: int
    column: int
    what: str
    mend: str

    @property
    def question(self) -> tuple[int, int] | None:
        """The places of the pillar and of the question that it is about, from 0."""
        found = _QUESTION.match(self.pointer)
        return (int(found[1]), int(found[2])) if found else None

    def where(self, lens: content.Lens) -> str:
        """The title of the question that it is about; empty for the lens as a whole."""
        place = self.question
        try:
            return lens.pillars[place[0]].questions[place[1]].title if place else ""
        except IndexError:
            return ""


@dataclass(frozen=True, slots=True)
class Telling:
    problems: tuple[Told, ...]

    @property
    def counts(self) -> dict[str, int]:
        return counted(self.problems)

    @property
    def errors(self) -> tuple[Told, ...]:
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def by_gravity(self) -> list[Told]:
        """Errors first; within a severity as in the document."""
        return sorted(self.problems, key=lambda one: SEVERITIES.index(one.severity))


def tell(problems: Iterable[Problem], translate: Callable[[str], str] = str) -> Telling:
    return Telling(tuple(_told(n, one, translate) for n, one in enumerate(problems, 1)))


def _told(number: int, problem: Problem, translate: Callable[[str], str]) -> Told:
    # A sentence repeats what the document holds: half a surrogate pair, or a terminal's escape.
    what, mend = map(without_forbidden, problem.told(translate))
    return Told(
        number,
        problem.code,
        problem.severity,
        without_forbidden(problem.pointer),
        problem.line,
        problem.column,
        what,
        mend,
    )


def counted(problems: Iterable[Told | Problem]) -> dict[str, int]:
    """How many of each severity, keyed error, warning, note."""
    found = Counter(one.severity for one in problems)
    return {severity: found[severity] for severity in SEVERITIES}
