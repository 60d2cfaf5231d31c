"""The unavailability of a tree in which one thing may stand in several places.

A subtree that shares nothing with the rest is computed by itself. What remains is a decision
diagram: things are decided one after the other, and equal remainders are kept once. Each path adds
positive terms only, so that small unavailabilities keep their digits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from .formulas import k_of_n, with_common_cause
from .tree import Node

# Shared things beyond these bounds make diagrams that take long.
MAX_THINGS = 300
MAX_STEPS = 200_000


class Entangled(ValueError):
    """A tree whose shared things cannot be decided in reasonable time."""


@dataclass(frozen=True, slots=True)
class Unequal(ValueError):
    """A node with common causes over children that differ, or that share an id."""

    path: str
    shares: bool


# A function of things: down (True), up (False), or the number of a decision in the diagram.
Ref: TypeAlias = int
_UP, _DOWN = 0, 1


def unavailability(root: Node) -> float:
    """u of a tree. A thing that stands in several places is decided once, never multiplied.

    Raises Unequal where beta stands over children that differ or share, Entangled where shared
    things are too many. Source: decision diagrams for fault trees (Rauzy 1993).
    """
    places = Counter(leaf.id for leaf in root.leaves() if leaf.id is not None)
    diagram = _Diagram(frozenset(id for id, count in places.items() if count > 1), places)
    return diagram.chance(diagram.build(root))


@dataclass(slots=True)
class _Diagram:
    shared: frozenset[str]
    places: Counter[str]
    chances: list[float] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    decisions: list[tuple[int, Ref, Ref]] = field(default_factory=lambda: [(-1, 0, 0), (-1, 1, 1)])
    known: dict[tuple[int, Ref, Ref], Ref] = field(default_factory=dict)
    merged: dict[tuple[Ref, Ref, Ref], Ref] = field(default_factory=dict)

    def build(self, node: Node) -> Ref:
        """The failure of a node as a function of things."""
        if node.is_always_up:
            return _UP
        if node.is_leaf:
            return self._thing(node.u, node.id)
        if node.beta:
            return self._thing(self._common(node))
        if not self._shares(node):
            return self._thing(self._alone(node))
        return self._at_least(node)

    def chance(self, ref: Ref) -> float:
        """P(down), each decision reckoned once, those that stand below first."""
        found = {_UP: 0.0, _DOWN: 1.0}
        for number in range(2, len(self.decisions)):
            thing, up, down = self.decisions[number]
            u = self.chances[thing]
            found[number] = (1 - u) * found[up] + u * found[down]
        return found[ref]

    def _shares(self, node: Node) -> bool:
        return any(leaf.id in self.shared for leaf in node.leaves())

    def _alone(self, node: Node) -> float:
        if node.is_leaf:
            return node.u
        if node.is_always_up:
            return 0.0
        if node.beta:
            return self._common(node)
        return k_of_n(node.k, [self._alone(child) for child in node.children])

    def _common(self, node: Node) -> float:
        """A node with common causes: its children are equal and share with nobody."""
        parts = [unavailability(child) for child in node.children]
        if any(abs(part - parts[0]) > 1e-12 * parts[0] for part in parts):
            raise Unequal(node.path, shares=False)
        for child in node.children:
            inside = Counter(leaf.id for leaf in child.leaves() if leaf.id is not None)
            if any(self.places[id] > count for id, count in inside.items()):
                raise Unequal(node.path, shares=True)
        return with_common_cause(node.k, len(parts), parts[0], node.beta)

    def _thing(self, u: float, id: str | None = None) -> Ref:
        if id is not None and id in self.by_id:
            return self._decide(self.by_id[id], _UP, _DOWN)
        self.chances.append(u)
        if len(self.chances) > MAX_THINGS:
            raise Entangled
        if id is not None:
            self.by_id[id] = len(self.chances) - 1
        return self._decide(len(self.chances) - 1, _UP, _DOWN)

    def _at_least(self, node: Node) -> Ref:
        """Down when more than n - k children are down; a row counts how many still may."""
        spare = len(node.children) - node.k
        if spare < 0:
            return _DOWN
        row = [_UP] * (spare + 1)  # nothing left to look at, this many may still fail
        for child in reversed([self.build(child) for child in node.children]):
            row = [
                self._choose(child, row[left], row[left - 1] if left else _DOWN)
                for left in range(spare + 1)
            ]
        return row[spare]

    def _decide(self, thing: int, up: Ref, down: Ref) -> Ref:
        if up == down:
            return up
        key = (thing, up, down)
        if key not in self.known:
            if len(self.decisions) > MAX_STEPS:
                raise Entangled
            self.decisions.append(key)
            self.known[key] = len(self.decisions) - 1
        return self.known[key]

    def _choose(self, test: Ref, up: Ref, down: Ref) -> Ref:
        """`down` where `test` is down, else `up`."""
        if test in (_UP, _DOWN):
            return down if test == _DOWN else up
        if up == down:
            return up
        key = (test, up, down)
        if key not in self.merged:
            if len(self.merged) > MAX_STEPS:
                raise Entangled
            self.merged[key] = self._choose_afresh(test, up, down)
        return self.merged[key]

    def _choose_afresh(self, test: Ref, up: Ref, down: Ref) -> Ref:
        refs = (test, up, down)
        thing = min(self.decisions[ref][0] for ref in refs if ref > _DOWN)
        if_up = [self.decisions[r][1] if self.decisions[r][0] == thing else r for r in refs]
        if_down = [self.decisions[r][2] if self.decisions[r][0] == thing else r for r in refs]
        return self._decide(thing, self._choose(*if_up), self._choose(*if_down))
