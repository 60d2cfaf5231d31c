"""What the page "What is the best I can do?" shows, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, isfinite

from reviews.budgeting import in_plan
from reviews.gathering import review_state
from reviews.models import LensReview
from reviews.outcome import planning
from reviews.outcome.items import ASSUMED_DAYS, Item
from reviews.outcome.planning import Change, Prospect, Selection
from reviews.outcome.scoring import Outcome
from reviews.outcome.searching import Notch

FIRST_DAYS = 10
FINEST = (1, 0.5, 0.1)


@dataclass(frozen=True, slots=True)
class Step:
    """A budget from which one more question can be cleared."""

    days: float
    high: int
    medium: int
    low: float
    is_high: bool
    is_reached: bool
    x: str


@dataclass(frozen=True, slots=True)
class Next:
    """What the next step would bring that this budget does not."""

    days: float
    more: float
    cleared: tuple[Change, ...]


@dataclass(frozen=True)
class BudgetPage:
    review: LensReview
    prospect: Prospect
    planned: frozenset[str]
    asked: str

    @classmethod
    def of(cls, review: LensReview, asked: str) -> BudgetPage:
        """`asked` is the number of days as it was sent; what is no number counts as not asked."""
        efforts, planned = in_plan(review)
        outcome = review_state(review).outcome
        return cls(review, planning.prospect(outcome, efforts), planned, asked)

    @property
    def before(self) -> Outcome:
        return self.prospect.outcome

    @property
    def items(self) -> tuple[Item, ...]:
        return self.prospect.items

    # ---- the slider ----

    @cached_property
    def step(self) -> float:
        efforts = [notch.effort for notch in self.prospect.notches]
        fits = (step for step in FINEST if all(_divides(step, effort) for effort in efforts))
        return next(fits, FINEST[-1])

    @cached_property
    def most(self) -> float:
        """The days after which more days change nothing."""
        return _tidy(ceil(self.prospect.notches[-1].effort / self.step - 1e-9) * self.step)

    @cached_property
    def days(self) -> float:
        try:
            days = float(self.asked)
        except ValueError:
            days = FIRST_DAYS
        if not isfinite(days):
            days = FIRST_DAYS
        return _tidy(min(max(days, 0), self.most))

    # ---- what it brings ----

    @cached_property
    def notch(self) -> Notch:
        return self.prospect.at(self.days)

    @cached_property
    def selection(self) -> Selection:
        return self.prospect.selection(self.notch)

    @property
    def new_items(self) -> list[Item]:
        return [item for item in self.selection.items if item.id not in self.planned]

    @property
    def has_assumed(self) -> bool:
        return any(item.is_assumed for item in self.items)

    @property
    def assumed_days(self) -> dict[str, float]:
        return {severity.value.lower(): days for severity, days in ASSUMED_DAYS.items()}

    @cached_property
    def next(self) -> Next | None:
        notch = next((one for one in self._clearing if one.effort > self.notch.effort), None)
        if notch is None:
            return None
        here = {change.before.question.id: change for change in self.selection.cleared}
        cleared = tuple(
            change
            for change in self.prospect.selection(notch).cleared
            if change.before.question.id not in here
            or change.high > here[change.before.question.id].high
        )
        return Next(notch.effort, _tidy(notch.effort - self.days), cleared)

    # ---- the figure ----

    @cached_property
    def steps(self) -> list[Step]:
        first = self.prospect.notches[0].gain
        steps, high = [], first.high
        for notch in self._clearing:
            steps.append(
                Step(
                    notch.effort,
                    notch.gain.high,
                    notch.gain.medium,
                    self._low(notch),
                    notch.gain.high > high,
                    notch.effort <= self.days,
                    self._x(notch.effort),
                )
            )
            high = notch.gain.high
        return steps

    @property
    def lows(self) -> tuple[float, float]:
        """The least and the most of what the figure shows."""
        lows = [self._low(notch) for notch in self.prospect.notches]
        return min(lows), max(lows)

    @property
    def cursor(self) -> str:
        return self._x(self.days)

    @property
    def line(self) -> str:
        """The low score over days as a path, 1000 units wide and 100 high."""
        return "".join(self._corners())

    @property
    def area(self) -> str:
        return f"{self.line}V100H0Z"

    def _corners(self) -> Iterator[str]:
        least, most = self.lows
        for place, notch in enumerate(self.prospect.notches):
            y = 100 - 100 * (self._low(notch) - least) / (most - least or 1)
            x = 1000 * notch.effort / (self.most or 1)
            yield f"M{x:.1f} {y:.1f}" if place == 0 else f"H{x:.1f}V{y:.1f}"
        yield "H1000"

    @cached_property
    def _clearing(self) -> list[Notch]:
        """The notches at which more questions are cleared than at the one before."""
        return [
            notch
            for before, notch in pairwise(self.prospect.notches)
            if (notch.gain.high, notch.gain.medium) > (before.gain.high, before.gain.medium)
        ]

    def _low(self, notch: Notch) -> float:
        return (self.before.span.low or 0) + notch.gain.points

    def _x(self, days: float) -> str:
        return f"{100 * days / (self.most or 1):.2f}%"


def _divides(step: float, effort: float) -> bool:
    return abs(effort / step - round(effort / step)) < 1e-6


def _tidy(days: float) -> float:
    days = round(days, 3)
    return int(days) if days == int(days) else days
