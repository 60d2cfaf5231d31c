"""The ways to improve one question: for each risk and gain it can reach, the cheapest set.

Rules may be any condition, so every set of missing practices counts. They are held as in
`pillars.questionnaire.proving`, one bit a set, and halved practice by practice; halves that are
equal are looked at once, which keeps questions of 15 practices quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from pillars.questionnaire.content import Question, Risk
from pillars.questionnaire.proving import names_in_rules, selections_where, selections_with

# What rules or prerequisites speak of, at once; each more doubles the work.
MOST_TOGETHER = 16
_RISKS = (Risk.HIGH, Risk.MEDIUM, Risk.NONE)

Level = tuple[Risk, int]  # the risk, and the weight of what is put in place
Ways = dict[Level, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A practice to put in place. `rank` says how little it costs: of two sets the higher sum is
    the better one."""

    choice_id: str
    weight: int
    rank: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What prerequisites ask: `needs` within the question, and what must or cannot be chosen."""

    needs: Mapping[str, Set[str]] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    @property
    def names(self) -> set[str]:
        return {*self.needs, *self.forced}.union(*self.needs.values())


def ways(
    question: Question, base: frozenset[str], steps: Sequence[Step], wanted: Wanted
) -> tuple[Ways, bool]:
    """The best rank for each level that some set reaches, and whether every set was tried.

    `base` counts as selected whatever is added. The empty set is of weight 0.
    """
    steps = [step for step in steps if step.choice_id not in wanted.barred]
    spoken_of = wanted.names.union(names_in_rules(question))
    tabled = [step for step in steps if step.choice_id in spoken_of]
    free = [step for step in steps if step.choice_id not in spoken_of]
    tried = sorted(tabled, key=lambda s: (s.choice_id not in wanted.forced, -s.weight, -s.rank))
    tried = tried[:MOST_TOGETHER]
    sets = _sets(question, base, tried, wanted)
    return _Walk(tried, _sums(free)).reach(sets), len(tried) == len(tabled)


def _sets(
    question: Question, base: frozenset[str], tabled: Sequence[Step], wanted: Wanted
) -> tuple[int, ...]:
    """For each risk the sets of steps that lead to it, one bit a set."""
    count = len(tabled)
    every = (1 << (1 << count)) - 1
    members = {step.choice_id: selections_with(at, count) for at, step in enumerate(tabled)}
    members |= dict.fromkeys(base, every)
    left = every
    for need in _asked(members, wanted):
        left &= need
    by_risk = dict.fromkeys(_RISKS, 0)
    for rule in question.rules:
        fired = left & selections_where(rule.condition, members, every)
        by_risk[rule.risk] |= fired
        left &= ~fired
    by_risk[Risk.HIGH] |= left
    return tuple(by_risk.values())


def _asked(members: Mapping[str, int], wanted: Wanted) -> Iterator[int]:
    for choice_id, needs in wanted.needs.items():
        for need in needs:
            yield ~members.get(choice_id, 0) | members.get(need, 0)
    for choice_id in wanted.forced:
        yield members.get(choice_id, 0)


def _sums(steps: Sequence[Step]) -> dict[int, int]:
    """The best rank for each weight of what no rule speaks of."""
    best = {0: 0}
    for step in steps:
        for weight, rank in list(best.items()):
            key, value = weight + step.weight, rank + step.rank
            best[key] = max(best.get(key, value), value)
    return best


class _Walk:
    def __init__(self, steps: Sequence[Step], free: Mapping[int, int]) -> None:
        self.steps = steps
        self.leaves = {risk: {(risk, w): rank for w, rank in free.items()} for risk in _RISKS}
        self.known: dict[tuple[int, ...], Ways] = {}

    def reach(self, sets: tuple[int, ...]) -> Ways:
        return self._below(len(self.steps), sets)

    def _below(self, level: int, sets: tuple[int, ...]) -> Ways:
        if not any(sets):
            return {}
        if level == 0:
            return self.leaves[_RISKS[sets.index(1)]]
        key = (level, *sets)
        if key not in self.known:
            half = 1 << (level - 1)
            low = (1 << half) - 1
            without = self._below(level - 1, tuple(one & low for one in sets))
            added = self._below(level - 1, tuple(one >> half for one in sets))
            self.known[key] = _with(without, added, self.steps[level - 1])
        return self.known[key]


def _with(without: Ways, added: Ways, step: Step) -> Ways:
    best = dict(without)
    for (risk, weight), rank in added.items():
        key, value = (risk, weight + step.weight), rank + step.rank
        if value > best.get(key, value - 1):
            best[key] = value
    return best
