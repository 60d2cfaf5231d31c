"""What is the best a team can do in so many days?

For a review the gain of a practice depends on what else is put in place, because risk caps the
score of its question. So sets are compared by the outcome they lead to: most questions out of high
risk, then most out of medium risk, then the highest low score, then the least effort, then ids.
Each question's rules say which sets reach what (`ways`), and the best sets over all questions are
found together for every budget (`knapsack`). What is not answered is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviews.outcome.items import Item, open_items, ticked
from reviews.outcome.ordering import ordered, require_no_circle
from reviews.outcome.scoring import Outcome, QuestionOutcome, Span, judge, score
from reviews.outcome.searching import Needs, Notch, Search
from reviews.outcome.worth import high_cleared, medium_cleared


@dataclass(frozen=True)
class Change:
    """One question before and after, and the chosen items that make the difference."""

    before: QuestionOutcome
    after: QuestionOutcome
    items: tuple[Item, ...]

    @property
    def high(self) -> int:
        return high_cleared(self.before.risk, self.after.risk)

    @property
    def medium(self) -> int:
        return medium_cleared(self.before.risk, self.after.risk)

    @property
    def clears(self) -> bool:
        return self.high > 0 or self.medium > 0

    @property
    def only_together(self) -> bool:
        """It takes several: no item alone would lower the risk."""
        alone = [self._alone(item).risk for item in self.items]
        return self.clears and len(alone) > 1 and all(risk is self.before.risk for risk in alone)

    @property
    def worth_nothing_alone(self) -> bool:
        """Not even the score would move if only one of them were done."""
        alone = [self._alone(item).part for item in self.items]
        return self.only_together and all(part == self.before.part for part in alone)

    def _alone(self, item: Item) -> QuestionOutcome:
        question = self.before.question
        return judge(question, ticked(question, self.before.sheet, frozenset([item.choice.id])))


@dataclass(frozen=True)
class Selection:
    """The best set for a budget, and the review as it would be after it."""

    items: tuple[Item, ...]  # in the order to do them
    before: Outcome
    after: Outcome
    is_exact: bool = True

    @property
    def selected(self) -> tuple[str, ...]:
        return tuple(sorted(item.id for item in self.items))

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)

    @property
    def effort(self) -> float:
        return round(sum(item.effort for item in self.items), 3)

    @property
    def high_cleared(self) -> int:
        return sum(change.high for change in self.changes)

    @property
    def medium_cleared(self) -> int:
        return sum(change.medium for change in self.changes)

    @property
    def span_after(self) -> Span:
        return self.after.span

    @property
    def low_after(self) -> float | None:
        return self.after.span.low

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The questions that are worked on, in the order their first item is done."""
        by_question: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            by_question[item.question.id].append(item)
        before = {one.question.id: one for one in self.before.questions}
        after = {one.question.id: one for one in self.after.questions}
        return tuple(
            Change(before[id], after[id], tuple(items)) for id, items in by_question.items()
        )

    @property
    def cleared(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.clears)


@dataclass(frozen=True)
class Prospect:
    """The best set for every budget, found at once: what a slider moves along."""

    outcome: Outcome
    items: tuple[Item, ...]
    needs: Needs
    notches: tuple[Notch, ...]
    is_exact: bool

    def at(self, budget: float) -> Notch:
        within = [notch for notch in self.notches if notch.effort <= budget + 1e-9]
        return within[-1] if within else self.notches[0]

    def selection(self, notch: Notch) -> Selection:
        by_id = sorted(self.items, key=lambda item: item.id)
        chosen = [item for place, item in enumerate(reversed(by_id)) if notch.mask >> place & 1]
        after = self._after(chosen)
        selection = Selection(tuple(chosen), self.outcome, after, self.is_exact)
        ratios = _ratios(selection)
        order = ordered({item.id: ratios[item.question.id] for item in chosen}, self.needs)
        items = {item.id: item for item in chosen}
        in_order = tuple(items[name] for name in order)
        return Selection(in_order, self.outcome, after, self.is_exact)

    def best(self, budget: float) -> Selection:
        return self.selection(self.at(budget))

    def _after(self, chosen: Sequence[Item]) -> Outcome:
        ticks: dict[str, set[str]] = defaultdict(set)
        for item in chosen:
            ticks[item.question.id].add(item.choice.id)
        sheets = {
            one.question.id: ticked(one.question, one.sheet, frozenset(ticks[one.question.id]))
            for one in self.outcome.questions
        }
        reasons = {p.pillar.id: p.reason_set_aside for p in self.outcome.pillars}
        return score(self.outcome.lens, sheets, reasons)


def _ratios(selection: Selection) -> dict[str, tuple[float, ...]]:
    """What a day on each question brings: high risks, medium risks, share of its score."""
    return {change.before.question.id: _ratio(change) for change in selection.changes}


def _ratio(change: Change) -> tuple[float, ...]:
    days = sum(item.effort for item in change.items) or 0.001
    before, after = change.before.part, change.after.part
    points = 0.0
    if before and after:
        points = before.weight * ((after.value or 0) - (before.value or 0))
    return change.high / days, change.medium / days, points / days


def best(
    outcome: Outcome,
    efforts: Mapping[str, float] | None = None,
    needs: Needs | None = None,
    budget: float = 0,
) -> Selection:
    """The best set of open items whose effort is within the budget.

    `efforts` and `needs` map ids of items ("question/practice"); a practice that is in place is no
    longer needed, one that is neither in place nor open cannot be had. Raises Cyclic for needs
    that go round in a circle.
    """
    return prospect(outcome, efforts, needs, limit=budget).best(budget)


def prospect(
    outcome: Outcome,
    efforts: Mapping[str, float] | None = None,
    needs: Needs | None = None,
    limit: float | None = None,
) -> Prospect:
    items = open_items(outcome, efforts)
    needs = needs or {}
    require_no_circle(needs)
    notches, is_exact = Search(outcome, items, needs).run(limit)
    return Prospect(outcome, items, needs, notches, is_exact)
