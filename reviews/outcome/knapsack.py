"""Which options to take within a limit: every best answer at once, from doing nothing to doing all.

Parts are chosen one option each. What an option is worth is a whole number that also breaks ties,
so that no two sets are worth the same. The answer is a frontier: options by cost, each dearer one
worth more. Parts that depend on each other share bits ("bridges"): the search keeps one frontier
for each way to set the bridges that later parts still ask for, and forgets the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Option = tuple[int, int]  # cost, worth
Frontier = list[Option]

# Beyond these the search leaves some out, and says so.
MOST_STATES = 512
MOST_STEPS = 20_000


class Part(Protocol):
    @property
    def bridges(self) -> int:
        """The bits that this part shares with others."""

    def options(self, chosen: int) -> Frontier:
        """What can be done when of its bridges exactly those in `chosen` are set."""


@dataclass(frozen=True, slots=True)
class Found:
    frontier: Frontier
    is_exact: bool


def search(parts: Iterable[Part], limit: int | None = None) -> Found:
    """The best set for every cost up to the limit."""
    tables: dict[int, Frontier] = {0: [(0, 0)]}
    seen, is_exact = 0, True
    for part, live in _in_order(list(parts)):
        pairs: dict[int, list[tuple[Frontier, Frontier]]] = defaultdict(list)
        for state, table in tables.items():
            for added in _subsets(part.bridges & ~seen):
                now = state | added
                if options := part.options(now & part.bridges):
                    pairs[now & live].append((table, options))
        seen |= part.bridges
        grown = {state: _joined(several, limit) for state, several in pairs.items()}
        tables = _thinned(grown)
        is_exact = is_exact and _size(tables) == _size(grown)
    return Found(tables[0], is_exact)


def pareto(options: Iterable[Option]) -> Frontier:
    """Without those for which another costs no more and is worth as much."""
    kept: Frontier = []
    for cost, worth in sorted(options, key=lambda one: (one[0], -one[1])):
        if not kept or worth > kept[-1][1]:
            kept.append((cost, worth))
    return kept


def _in_order(parts: list[Part]) -> Iterator[tuple[Part, int]]:
    """Each part with the bridges that later ones ask for; parts that share bridges stand together,
    so that few bridges are open at once."""
    live = 0
    seen = 0
    while parts:
        place = min(range(len(parts)), key=lambda one: _distance(parts[one], live, seen))
        part = parts.pop(place)
        seen |= part.bridges
        later = 0
        for other in parts:
            later |= other.bridges
        live = seen & later
        yield part, live


def _distance(part: Part, live: int, seen: int) -> tuple[bool, bool, int]:
    new = part.bridges & ~seen
    return not part.bridges, not part.bridges & live, new.bit_count()


def _subsets(mask: int) -> Iterator[int]:
    subset = mask
    while subset:
        yield subset
        subset = (subset - 1) & mask
    yield 0


def _joined(pairs: Sequence[tuple[Frontier, Frontier]], limit: int | None) -> Frontier:
    best: dict[int, int] = {}
    known = best.get
    for table, options in pairs:
        most = table[-1][0] + options[-1][0] if limit is None else limit
        for cost, worth in options:
            for start, before in table:
                total = start + cost
                if total > most:
                    break
                value = before + worth
                now = known(total)
                if now is None or value > now:
                    best[total] = value
    return pareto(best.items())


def _thinned(tables: dict[int, Frontier]) -> dict[int, Frontier]:
    """Never without the state in which no bridge is set: from there doing nothing is possible."""
    full = {state: table for state, table in tables.items() if table}
    if len(full) > MOST_STATES:
        ranked = sorted(full, key=lambda state: (state != 0, -full[state][-1][1]))
        full = {state: full[state] for state in ranked[:MOST_STATES]}
    room = max(MOST_STEPS // len(full), 2)
    return {state: _some(table, room) for state, table in full.items()}


def _some(table: Frontier, room: int) -> Frontier:
    if len(table) <= room:
        return table
    step = -(-len(table) // (room - 1))
    kept = table[::step]
    return kept if kept[-1] == table[-1] else [*kept, table[-1]]


def _size(tables: dict[int, Frontier]) -> int:
    return sum(len(table) for table in tables.values())
