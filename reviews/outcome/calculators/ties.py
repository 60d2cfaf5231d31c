"""Of the sets that remove the same risk for the same effort, the one of the smaller ids.

Lists of ids are compared id by id, and the start of a list is smaller than the list. The search
for the best set prefers fewer items without effort instead; so this matters only where there are
such items.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from reviews.outcome.additive import Candidate, Chosen, best_additive
from reviews.outcome.ordering import ordered


def smallest_ids(items: Mapping[str, Candidate], budget: float, best: Chosen) -> Chosen:
    """The best set whose sorted list of ids is the smallest.

    Id by id: taken if some set as good takes it along with all that was decided before.
    """
    if all(item.effort for item in items.values()):
        return best
    taken: frozenset[str] = frozenset()
    left = dict(items)
    for id in sorted(items):
        if _is_whole(items, taken, best):
            break
        if id in left and _is_as_good(items, left, budget, taken | {id}, best):
            taken |= {id}
        else:
            left = _without(left, id)
    selected = tuple(sorted(taken))
    needs = {id: items[id].needs for id in selected}
    ratios = {id: _ratio(items[id]) for id in selected}
    return replace(best, selected=selected, order=ordered(ratios, needs))


def _ratio(item: Candidate) -> float:
    return item.risk / item.effort if item.effort else float("inf")


def _sums(items: Mapping[str, Candidate], ids: frozenset[str]) -> tuple[Fraction, Fraction]:
    risk = sum((Fraction(str(items[id].risk)) for id in ids), Fraction(0))
    return risk, sum((Fraction(str(items[id].effort)) for id in ids), Fraction(0))


def _is_whole(items: Mapping[str, Candidate], taken: frozenset[str], best: Chosen) -> bool:
    has_needs = all(need in taken for id in taken for need in items[id].needs)
    return has_needs and _sums(items, taken) == _sums(items, frozenset(best.selected))


def _is_as_good(
    items: Mapping[str, Candidate],
    left: Mapping[str, Candidate],
    budget: float,
    wanted: frozenset[str],
    best: Chosen,
) -> bool:
    """Whether what is left allows a set as good that holds the wanted ids."""
    forced = _closure(items, wanted)
    if not forced <= left.keys():
        return False
    risk, effort = _sums(items, forced)
    if effort > Fraction(str(budget)):
        return False
    rest = {
        id: replace(item, needs=tuple(need for need in item.needs if need not in forced))
        for id, item in left.items()
        if id not in forced
    }
    more = best_additive(rest, float(Fraction(str(budget)) - effort)).selected
    found = _sums(items, frozenset(more))
    target = _sums(items, frozenset(best.selected))
    return (risk + found[0], effort + found[1]) == target


def _closure(items: Mapping[str, Candidate], ids: frozenset[str]) -> frozenset[str]:
    found, open_ = set(), list(ids)
    while open_:
        id = open_.pop()
        if id not in found:
            found.add(id)
            open_.extend(items[id].needs)
    return frozenset(found)


def _without(left: Mapping[str, Candidate], id: str) -> dict[str, Candidate]:
    """What is left without an id and all that needs it."""
    gone = {id}
    while True:
        more = {one for one, item in left.items() if gone.intersection(item.needs)} - gone
        if not more:
            return {one: item for one, item in left.items() if one not in gone}
        gone |= more
