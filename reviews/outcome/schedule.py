"""A plan by when its items are due: what is overdue, 30, 60 and 90 days, later, without a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pillars.questionnaire.content import Risk
from reviews.outcome.scoring import QuestionOutcome
from reviews.outcome.state import PlanItem, State

QUICK_WIN_DAYS = 3


class When(StrEnum):
    OVERDUE = "OVERDUE"
    IN_30 = "IN_30"
    IN_60 = "IN_60"
    IN_90 = "IN_90"
    LATER = "LATER"
    NO_DATE = "NO_DATE"
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan item beside the question it came from, where there is one."""

    item: PlanItem
    outcome: QuestionOutcome | None
    days_left: int | None
    number: int = 0

    @property
    def is_done(self) -> bool:
        return self.item.is_done

    @property
    def when(self) -> When:
        if self.is_done:
            return When.DONE
        return _when(self.days_left)

    @property
    def is_quick_win(self) -> bool:
        """A few days of work against a risk that is open."""
        effort = self.item.effort_days
        risk = self.outcome.risk if self.outcome else None
        return (
            not self.is_done
            and effort is not None
            and effort <= QUICK_WIN_DAYS
            and risk in (Risk.HIGH, Risk.MEDIUM)
        )


@dataclass(frozen=True, slots=True)
class Slot:
    when: When
    rows: tuple[PlanRow, ...]

    @property
    def effort_days(self) -> float:
        return effort(self.rows)


@dataclass(frozen=True, slots=True)
class Plan:
    rows: tuple[PlanRow, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that hold something, in the order of time."""
        slots = (Slot(when, tuple(r for r in self.rows if r.when is when)) for when in When)
        return tuple(slot for slot in slots if slot.rows)

    @property
    def open(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if not row.is_done)

    @property
    def quick_wins(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.is_quick_win)

    @property
    def overdue(self) -> int:
        return sum(1 for row in self.rows if row.when is When.OVERDUE)

    @property
    def effort_days(self) -> float:
        """Of the open items that have an effort."""
        return effort(self.open)

    @property
    def next_due(self) -> date | None:
        ahead = (row for row in self.open if row.when is not When.OVERDUE)
        return min((row.item.due_on for row in ahead if row.item.due_on), default=None)


def schedule(state: State, as_of: date) -> Plan:
    """In the order of time, numbered; a risk that is borne is no action."""
    rows = [_row(state, item, as_of) for item in state.plan if not item.is_accepted(as_of)]
    in_order = sorted(rows, key=_order)
    return Plan(tuple(replace(row, number=place) for place, row in enumerate(in_order, 1)))


def effort(rows: Iterable[PlanRow]) -> float:
    return sum(row.item.effort_days or 0 for row in rows)


def _order(row: PlanRow) -> tuple[int, date]:
    return list(When).index(row.when), row.item.due_on or date.max


def _row(state: State, item: PlanItem, as_of: date) -> PlanRow:
    left = (item.due_on - as_of).days if item.due_on else None
    now = replace(item, status=item.status_on(as_of))
    return PlanRow(now, state.question(item.alias, item.question_id), left)


def _when(days_left: int | None) -> When:
    if days_left is None:
        return When.NO_DATE
    if days_left < 0:
        return When.OVERDUE
    ends = ((30, When.IN_30), (60, When.IN_60), (90, When.IN_90))
    return next((when for end, when in ends if days_left <= end), When.LATER)
