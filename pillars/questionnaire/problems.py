"""What can be wrong with a lens or an answer sheet, and how to mend it.

A problem has a code that never changes, a place and the values that its sentences mention. The
sentences themselves are in `catalogue`. A web page that speaks another language asks
`Problem.told(gettext)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from .catalogue import CATALOGUE, WORD_PARAMS, WORDS
from .entries import Grade

Params: TypeAlias = dict[str, str | int]
ProblemSeverity: TypeAlias = Literal["error", "warning", "note"]

_LONGEST_VALUE = 200


class Finding(NamedTuple):
    """A problem before anybody graded it or looked up its line."""

    code: str
    pointer: str
    params: Params


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `pointer` is the JSON Pointer of the place. `line` and `column` count from 1 in the file;
    both are 0 where no file is at hand.
    """

    code: str
    severity: ProblemSeverity
    pointer: str
    line: int = 0
    column: int = 0
    params: Params = field(default_factory=dict, hash=False)

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return self.told(str)[0]

    @property
    def mend(self) -> str:
        """How to mend it, in English."""
        return self.told(str)[1]

    def told(self, translate: Callable[[str], str]) -> tuple[str, str]:
        """What is wrong and how to mend it, in the language that `translate` turns English into."""
        entry = CATALOGUE[self.code]
        values = {key: _worded(key, value, translate) for key, value in self.params.items()}
        return fill(translate(entry.what), values), fill(translate(entry.mend), values)


def _worded(key: str, value: str | int, translate: Callable[[str], str]) -> str | int:
    ours = key in WORD_PARAMS and value in WORDS
    return translate(str(value)) if ours else value


def fill(template: str, params: Mapping[str, str | int]) -> str:
    """A sentence of ours with its values. Braces in a value stay as they are."""
    return template.format_map(params)


def sentence(code: str, params: Mapping[str, str | int]) -> str:
    """The English sentence that says what is wrong."""
    return fill(CATALOGUE[code].what, params)


def finding(code: str, pointer: str, **params: str | int) -> Finding:
    """A finding whose texts are short enough for a sentence."""
    return Finding(code, pointer, {key: _clip(value) for key, value in params.items()})


def _clip(value: str | int) -> str | int:
    if isinstance(value, int) or len(value) <= _LONGEST_VALUE:
        return value
    return value[: _LONGEST_VALUE - 1] + "…"


def grade(found: Finding, *, strict: bool, line: int = 0, column: int = 0) -> Problem | None:
    """The problem as reading (or, strictly, as publishing) sees it; None if it does not mind."""
    entry = CATALOGUE[found.code]
    given: Grade = entry.publishing if strict else entry.reading
    if given is None:
        return None
    return Problem(found.code, given, found.pointer, line, column, found.params)
