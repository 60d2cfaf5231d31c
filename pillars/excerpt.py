"""The lines of a document that its problems stand in, with a few around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pillars.questionnaire.texts import without_forbidden
from pillars.telling import SEVERITIES, Telling, Told

# Shorter documents are shown whole; of longer ones the lines around so many problems.
WHOLE = 60
MOST_PLACES = 60
AROUND = 3
# A longer line is shown in pieces: what stands around each problem.
WIDTH = 240
_BEFORE = 80


@dataclass(frozen=True, slots=True)
class Line:
    """`text` may be a piece of the line: `cut_left` and `cut_right` say where it goes on."""

    number: int
    anchor: str
    text: str
    cut_left: bool
    cut_right: bool
    problems: tuple[Told, ...]

    @property
    def severity(self) -> str:
        """The gravest of its problems; empty if it has none."""
        return min((one.severity for one in self.problems), key=SEVERITIES.index, default="")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Runs of neighbouring lines, out of `total`."""

    runs: tuple[tuple[Line, ...], ...]
    total: int

    @property
    def is_whole(self) -> bool:
        return len({line.number for run in self.runs for line in run}) == self.total

    @property
    def anchors(self) -> dict[int, str]:
        """Where a problem is shown, by its number."""
        lines = (line for run in self.runs for line in run)
        return {one.number: line.anchor for line in lines for one in line.problems}


def excerpt(text: str, telling: Telling) -> Excerpt:
    lines = text.split("\n")
    problems: dict[int, list[Told]] = defaultdict(list)
    for one in telling.by_gravity:
        problems[one.line].append(one)
    runs = tuple(
        tuple(
            piece
            for number in run
            for piece in _pieces(number, lines[number - 1].rstrip("\r"), problems.get(number, []))
        )
        for run in _runs(_shown(len(lines), problems))
    )
    return Excerpt(runs, len(lines))


def _shown(total: int, places: Iterable[int]) -> list[int]:
    if total <= WHOLE:
        return list(range(1, total + 1))
    shown: set[int] = set()
    for place in list(places)[:MOST_PLACES]:
        shown.update(range(max(1, place - AROUND), min(total, place + AROUND) + 1))
    return sorted(shown)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    run = numbers[:1]
    for before, number in pairwise(numbers):
        if number != before + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _pieces(number: int, line: str, problems: list[Told]) -> Iterator[Line]:
    if len(line) <= WIDTH or not problems:
        yield _piece(number, line, 0, problems)
        return
    ahead = sorted(problems[:MOST_PLACES], key=lambda one: one.column)
    while ahead:
        start = max(0, ahead[0].column - _BEFORE)
        held = [one for one in ahead if one.column < start + WIDTH]
        ahead = ahead[len(held) :]
        yield _piece(number, line, start, held)


def _piece(number: int, line: str, start: int, problems: list[Told]) -> Line:
    return Line(
        number,
        f"line-{number}-{start}" if start else f"line-{number}",
        without_forbidden(line[start : start + WIDTH]),
        start > 0,
        start + WIDTH < len(line),
        tuple(problems),
    )
