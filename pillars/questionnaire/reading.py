"""From the bytes of a file to a lens, with everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .catalogue import CATALOGUE
from .checking import examine
from .content import Lens
from .decoding import Decoded, UnreadableError, decode
from .elements import MAX_FINDINGS, Log, pointer_to
from .positions import Parsed, Places, parse
from .problems import Finding, Problem, finding, grade
from .shaping import shape


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: a lens, unless there is an error.

    `problems` is what reading minds, `strict` what publishing minds, both in the order of the
    file; whatever reading minds and publishing has no other view of is in both.
    """

    lens: Lens | None
    problems: tuple[Problem, ...]
    strict: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read(data: bytes) -> Reading:
    """Read a lens in the custom-lens format ("2021-11-01").

    Never raises for any bytes. A file that is no JSON document, or is over a limit, has exactly
    one error; of any other file all problems are told.
    """
    try:
        decoded = decode(data)
        parsed = parse(decoded.text)
    except UnreadableError as error:
        return _unreadable(error)
    return _reading(decoded, parsed)


def _unreadable(error: UnreadableError) -> Reading:
    found = finding(error.code, "", **error.params)
    problem = grade(found, strict=False, line=error.line, column=error.column)
    assert problem is not None
    return Reading(None, (problem,), (problem,))


def _reading(decoded: Decoded, parsed: Parsed) -> Reading:
    log = Log(parsed.nan)
    for found in (*decoded.findings, *parsed.findings):
        log.add(found)
    lens = shape(parsed.value, log)
    for place in sorted(log.nan_to_judge):
        log.note("number-not-finite", place, found="NaN")
    told = tuple(log.findings)
    log.add_all(_beyond(told, examine(lens, _broken(told))))
    problems = _graded(log, parsed.places, strict=False)
    strict = _graded(log, parsed.places, strict=True)
    usable = all(problem.severity != "error" for problem in problems)
    return Reading(lens if usable else None, problems, strict)


def _broken(found: Iterable[Finding]) -> set[str]:
    """Every pointer at or around an error."""
    pointers: set[str] = set()
    for item in found:
        if CATALOGUE[item.code].reading == "error":
            pointers.update(_around(item.pointer))
    return pointers


def _around(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _beyond(told: Iterable[Finding], more: Iterable[Finding]) -> Iterator[Finding]:
    """Of more findings those that do not repeat, of an empty stand-in, what has been told."""
    empty = set()
    for item in told:
        if item.code == "wrong-type":
            empty.add(item.pointer)
        elif item.code == "key-missing":
            empty.add(pointer_to(item.pointer, str(item.params["key"])))
    for item in more:
        if empty.isdisjoint((*_around(item.pointer), "")):
            yield item


def _graded(log: Log, places: Places, *, strict: bool) -> tuple[Problem, ...]:
    problems = []
    for item in log.findings:
        line, column = places.line_and_column(item.pointer)
        problem = grade(item, strict=strict, line=line, column=column)
        if problem is not None:
            problems.append(problem)
    problems.sort(key=lambda problem: (problem.line, problem.column))
    if log.full:
        problems.append(Problem("problems-omitted", "error", "", params={"limit": MAX_FINDINGS}))
    return tuple(problems)
