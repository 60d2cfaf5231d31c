"""Plans of items whose risks may be added, in one unit (customer-hours a year, say).

Which items to choose within a budget so that the most risk is removed and each has what it needs;
and the two published ratios, which are right for an endless queue and wrong for a fixed budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from reviews.outcome.knapsack import Frontier, search
from reviews.outcome.ordering import ordered, require_no_circle


def wsjf(
    *, business_value: float, time_criticality: float, risk_opportunity: float, job_size: float
) -> float:
    """Weighted shortest job first: the cost of delay for each unit of work (Reinertsen 2009)."""
    return (business_value + time_criticality + risk_opportunity) / job_size


def rice(*, reach: float, impact: float, confidence: float, effort: float) -> float:
    return reach * impact * confidence / effort


class UnknownNeed(ValueError):
    """An item needs one that is not among the items."""


class Method(StrEnum):
    EXACT = "EXACT"
    GREEDY = "GREEDY"


@dataclass(frozen=True, slots=True)
class Candidate:
    risk: float
    effort: float
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """`selected` by id; `order`: what is needed first, then the best ratio. GREEDY is a fallback
    that may miss the best set."""

    selected: tuple[str, ...]
    order: tuple[str, ...]
    risk_removed: float
    effort: float
    method: Method


def best_additive(items: Mapping[str, Candidate], budget: float) -> Chosen:
    """The most risk that can be removed; of equal sets the one of less effort, then of ids."""
    _require_sense(items)
    found, is_exact = _search(items, budget)
    if is_exact:
        return _chosen(items, found, Method.EXACT)
    fallback = greedy(items, budget)
    better = max(found, fallback, key=lambda ids: sum(_exactly(items[name].risk) for name in ids))
    return _chosen(items, better, Method.GREEDY)


def greedy(items: Mapping[str, Candidate], budget: float) -> frozenset[str]:
    """Again and again the item that brings most for its effort, with all that it needs."""
    chosen: frozenset[str] = frozenset()
    left = _exactly(budget)
    while True:
        closures = (_closure(items, name) - chosen for name in items if name not in chosen)
        fitting = [ids for ids in closures if _effort(items, ids) <= left]
        fitting = [ids for ids in fitting if _risk(items, ids) > 0]
        if not fitting:
            return chosen
        best = min(fitting, key=lambda ids: _greed(items, ids))
        chosen, left = chosen | best, left - _effort(items, best)


def _require_sense(items: Mapping[str, Candidate]) -> None:
    for name, item in items.items():
        if item.effort < 0:
            raise ValueError(f"{name}: effort is less than 0")
        for need in item.needs:
            if need not in items:
                raise UnknownNeed(f"{name} needs {need}")
    require_no_circle({name: item.needs for name, item in items.items()})


def _exactly(number: float) -> Fraction:
    """As people wrote it: 0.1 is a tenth."""
    return Fraction(str(number))


def _closure(items: Mapping[str, Candidate], name: str) -> frozenset[str]:
    found, open_ = set(), [name]
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_.extend(items[one].needs)
    return frozenset(found)


def _effort(items: Mapping[str, Candidate], ids: Iterable[str]) -> Fraction:
    return sum((_exactly(items[name].effort) for name in ids), Fraction(0))


def _risk(items: Mapping[str, Candidate], ids: Iterable[str]) -> Fraction:
    return sum((_exactly(items[name].risk) for name in ids), Fraction(0))


def _greed(items: Mapping[str, Candidate], ids: frozenset[str]) -> tuple[object, ...]:
    effort = _effort(items, ids)
    ratio = _risk(items, ids) / effort if effort else None
    return ratio is not None, -(ratio or 0), effort, sorted(ids)


def _chosen(items: Mapping[str, Candidate], ids: Iterable[str], method: Method) -> Chosen:
    selected = sorted(ids)
    ratios = {name: _ratio(items[name]) for name in selected}
    return Chosen(
        tuple(selected),
        ordered(ratios, {name: items[name].needs for name in selected}),
        float(_risk(items, selected)),
        float(_effort(items, selected)),
        method,
    )


def _ratio(item: Candidate) -> float:
    return item.risk / item.effort if item.effort else float("inf")


def _search(items: Mapping[str, Candidate], budget: float) -> tuple[frozenset[str], bool]:
    """Items become whole numbers: first risk, then less effort, then ids."""
    names = sorted(items, reverse=True)
    bits = {name: 1 << place for place, name in enumerate(names)}
    wanted = {need for item in items.values() for need in item.needs}
    days = _whole([items[name].effort for name in names])
    risks = _whole([items[name].risk for name in names])
    scale = len(names) + 1  # room for a bit of effort of each item that takes none
    costs = [effort * scale + (effort == 0) for effort in days.numbers]
    shift = len(names) + sum(costs).bit_length() + 1
    parts = [
        _Part(
            bits[name],
            sum(bits[need] for need in set(items[name].needs)),
            name in wanted,
            cost,
            (risk << shift) - (cost << len(names)) + bits[name],
        )
        for name, cost, risk in zip(names, costs, risks.numbers, strict=True)
    ]
    limit = int(_exactly(budget) * days.scale // 1) * scale + len(names)
    found = search(parts, limit)
    mask = found.frontier[-1][1]
    return frozenset(name for name in names if bits[name] & mask), found.is_exact


@dataclass(frozen=True, slots=True)
class _Whole:
    numbers: list[int]
    scale: int


def _whole(numbers: Sequence[float]) -> _Whole:
    exact = [_exactly(number) for number in numbers]
    scale = lcm(*(one.denominator for one in exact))
    return _Whole([int(one * scale) for one in exact], scale)


@dataclass(frozen=True, slots=True)
class _Part:
    """An item, which is done or not. Where others wait for it, its own bit says which."""

    bit: int
    needs: int
    is_wanted: bool
    cost: int
    worth: int

    @property
    def bridges(self) -> int:
        return self.needs | (self.bit if self.is_wanted else 0)

    def options(self, chosen: int) -> Frontier:
        can_be_done = self.needs & chosen == self.needs
        if self.is_wanted and chosen & self.bit:
            return [(self.cost, self.worth)] if can_be_done else []
        if can_be_done and self.worth > 0:
            return [(0, 0), (self.cost, self.worth)]
        return [(0, 0)]
