"""The search behind `planning`: a review as parts of a knapsack, one for each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor

from pillars.questionnaire.content import Risk
from reviews.outcome.items import Item, item_id
from reviews.outcome.knapsack import Frontier, pareto, search
from reviews.outcome.scoring import WEIGHTS, Outcome, QuestionOutcome
from reviews.outcome.ways import Step, Wanted, ways
from reviews.outcome.worth import Gain, Scale

PARTS_OF_A_DAY = 1000

Needs = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Notch:
    """A budget from which more is possible than before."""

    effort: float
    gain: Gain
    mask: int


class Search:
    """Which bit is whose, what each item costs, and what counts how much."""

    def __init__(self, outcome: Outcome, items: Sequence[Item], needs: Needs) -> None:
        self.outcome, self.items, self.needs = outcome, items, needs
        self.scale = Scale.of(outcome)
        # The first id has the highest bit: of two sets worth the same it is in the better one.
        ids = sorted((item.id for item in items), reverse=True)
        self.bits = {name: 1 << place for place, name in enumerate(ids)}
        self.costs = {item.id: self._cost(item.effort) for item in items}
        self.shift = len(items) + sum(self.costs.values()).bit_length() + 1

    def run(self, limit: float | None) -> tuple[tuple[Notch, ...], bool]:
        """A notch for each budget from which more is possible, and whether each is the best."""
        by_question: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            by_question[item.question.id].append(item)
        outcomes = {one.question.id: one for one in self.outcome.questions}
        parts = [_Part(self, outcomes[id], mine) for id, mine in by_question.items()]
        found = search(parts, self._limit(limit))
        notches = tuple(self._notch(cost, worth) for cost, worth in found.frontier)
        return notches, found.is_exact and all(part.is_exact for part in parts)

    def rank(self, item: Item) -> int:
        return self.bits[item.id] - (self.costs[item.id] << len(self.items))

    def option(self, value: int, rank: int) -> tuple[int, int]:
        return -(rank >> len(self.items)), (value << self.shift) + rank

    @cached_property
    def in_place(self) -> frozenset[str]:
        """What nobody waits for any more: it is there, or it does not apply."""
        return frozenset(
            item_id(one.question.id, choice.id)
            for one in self.outcome.questions
            for choice in one.question.practices
            if one.risk is Risk.NOT_APPLICABLE
            or choice.id in one.sheet.selected | one.sheet.set_aside
        )

    def asked(self, item: Item) -> set[str]:
        return set(self.needs.get(item.id, ())) - self.in_place

    @cached_property
    def bridges(self) -> int:
        """The items that another question waits for."""
        home = {item.id: item.question.id for item in self.items}
        asked = ((item, need) for item in self.items for need in self.asked(item) & home.keys())
        return self.mask({need for item, need in asked if home[need] != item.question.id})

    def mask(self, ids: set[str]) -> int:
        return sum(self.bits[name] for name in ids)

    def _cost(self, effort: float) -> int:
        """In parts of a day; a bit more for what takes none, so that it is not done for nothing."""
        parts = round(effort * PARTS_OF_A_DAY)
        return parts * (len(self.items) + 1) + (parts == 0)

    def _limit(self, limit: float | None) -> int | None:
        if limit is None:
            return None
        parts = floor(limit * PARTS_OF_A_DAY + 1e-6)
        return parts * (len(self.items) + 1) + len(self.items)

    def _notch(self, cost: int, worth: int) -> Notch:
        mask = worth & ((1 << len(self.items)) - 1)
        value = (worth + (cost << len(self.items)) - mask) >> self.shift
        effort = cost // (len(self.items) + 1) / PARTS_OF_A_DAY
        return Notch(effort, self.scale.gain(value), mask)


class _Part:
    """One question: what can be done in it, given what other questions do."""

    def __init__(self, search: Search, outcome: QuestionOutcome, items: Sequence[Item]) -> None:
        self.search, self.outcome, self.items = search, outcome, items
        self.is_exact = True
        self.known: dict[tuple[frozenset[str], frozenset[str]], Frontier] = {}
        mine = {item.id: item.choice.id for item in items}
        self.own = search.mask(set(mine)) & search.bridges
        self.within: dict[str, frozenset[str]] = {}
        self.outside: dict[str, int | None] = {}
        for item in items:
            asked = search.asked(item)
            if here := asked & mine.keys():
                self.within[item.choice.id] = frozenset(mine[need] for need in here)
            there = asked - mine.keys()
            can_be_had = there <= search.bits.keys()
            self.outside[item.choice.id] = search.mask(there) if can_be_had else None

    @property
    def bridges(self) -> int:
        foreign = 0
        for mask in self.outside.values():
            foreign |= mask or 0
        return self.own | foreign

    def options(self, chosen: int) -> Frontier:
        forced = {i.choice.id for i in self.items if self.search.bits[i.id] & chosen & self.own}
        barred = {id for id, mask in self.outside.items() if mask is None or mask & ~chosen}
        key = (frozenset(forced), frozenset(barred))
        if key not in self.known:
            self.known[key] = self._frontier(Wanted(self.within, *key))
        return self.known[key]

    def _frontier(self, wanted: Wanted) -> Frontier:
        before, question = self.outcome, self.outcome.question
        none = {choice.id for choice in question.choices if choice.reads_as_none}
        base = (before.sheet.selected | before.sheet.set_aside) - none
        steps = [
            Step(item.choice.id, WEIGHTS[item.choice.severity], self.search.rank(item))
            for item in self.items
        ]
        found, is_exact = ways(question, base, steps, wanted)
        self.is_exact = self.is_exact and is_exact
        kept = sum(
            WEIGHTS[choice.severity]
            for choice in question.practices
            if choice.id in before.sheet.selected - before.sheet.set_aside - none
        )
        options = [] if wanted.forced else [(0, 0)]
        for (risk, weight), rank in found.items():
            if weight:  # doing nothing leaves the answer as it is, "none of these" included
                value = self.search.scale.value(before, risk, kept + weight)
                options.append(self.search.option(value, rank))
        return pareto(options)
