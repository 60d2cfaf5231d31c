"""The open actions of a plan by impact and effort, and the risks that are borne."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pillars.questionnaire.content import Severity
from reviews.outcome.schedule import Plan, PlanRow
from reviews.outcome.scoring import QuestionOutcome
from reviews.outcome.state import RISK_ACCEPTED, PlanItem, State


class Effort(StrEnum):
    """In person-days."""

    SMALL = "SMALL"  # up to 3
    MEDIUM = "MEDIUM"  # up to 10
    LARGE = "LARGE"
    UNSAID = "UNSAID"


ENDS = ((3, Effort.SMALL), (10, Effort.MEDIUM))


@dataclass(frozen=True, slots=True)
class Cell:
    impact: Severity
    effort: Effort
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Each open action stands in one cell, told by its number in the plan."""

    rows: tuple[PlanRow, ...]

    @property
    def efforts(self) -> tuple[Effort, ...]:
        said = any(effort_of(row) is Effort.UNSAID for row in self.rows)
        return tuple(one for one in Effort if said or one is not Effort.UNSAID)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(
            Cell(impact, effort, tuple(self._in(impact, effort)))
            for impact in Severity
            for effort in self.efforts
        )

    def _in(self, impact: Severity, effort: Effort) -> Iterator[PlanRow]:
        for row in self.rows:
            if impact_of(row) is impact and effort_of(row) is effort:
                yield row


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A risk that is borne until a day, or was until a day that has passed."""

    item: PlanItem
    outcome: QuestionOutcome | None
    is_expired: bool


def matrix(plan: Plan) -> Matrix:
    return Matrix(plan.open)


def impact_of(row: PlanRow) -> Severity:
    """What the team said; else the severity of the practice, else the risk of the question."""
    if row.item.severity:
        return Severity(row.item.severity)
    if row.outcome is None:
        return Severity.LOW
    choice = row.outcome.question.choice(row.item.choice_id)
    if choice is not None:
        return choice.severity
    risk = row.outcome.risk.value
    return Severity(risk) if risk in (Severity.HIGH, Severity.MEDIUM) else Severity.LOW


def effort_of(row: PlanRow) -> Effort:
    days = row.item.effort_days
    if days is None:
        return Effort.UNSAID
    return next((effort for end, effort in ENDS if days <= end), Effort.LARGE)


def accepted(state: State, as_of: date) -> tuple[AcceptedRow, ...]:
    """The next to run out first."""
    items = [item for item in state.plan if item.status == RISK_ACCEPTED and item.accepted_until]
    rows = (
        AcceptedRow(item, state.question(item.alias, item.question_id), item.is_expired(as_of))
        for item in items
    )
    return tuple(sorted(rows, key=lambda row: row.item.accepted_until or date.max))
