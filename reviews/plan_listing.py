"""The plan as one looks at it: rows with what they mean today, filters, columns, the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reviews.models.improvement import ItemSeverity, Status
from reviews.outcome.proposals import Proposal
from reviews.outcome.scoring import QuestionOutcome
from reviews.outcome.state import PlanItem, State

VIEWS = {
    "table": (_("Table"), "table"),
    "board": (_("Board"), "layout-kanban"),
    "matrix": (_("Impact by effort"), "layout-grid"),
    "proposed": (_("Proposals"), "bulb"),
}
NOBODY = "-"
CARDS_SHOWN = 25
CHIPS_SHOWN = 6
# Days to which an effort counts as small, and as medium.
SMALL, MEDIUM = 3, 10
EFFORTS = {
    "small": _("up to 3 days"),
    "medium": _("4 to 10 days"),
    "large": _("more than 10 days"),
    "unknown": _("effort not said"),
}


@dataclass(frozen=True)
class Row:
    """A plan item, today, beside the question it comes from."""

    item: PlanItem
    today: date
    outcome: QuestionOutcome | None

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def title(self) -> str:
        return self.item.title

    @property
    def status(self) -> Status:
        return Status(self.item.status_on(self.today))

    @property
    def is_overdue(self) -> bool:
        return self.item.is_overdue(self.today)

    @property
    def is_expired(self) -> bool:
        return self.item.is_expired(self.today)

    @property
    def is_accepted(self) -> bool:
        return self.item.is_accepted(self.today)

    @property
    def severity(self) -> str:
        return self.item.severity

    @property
    def effort(self) -> float | None:
        return self.item.effort_days

    @property
    def risk(self) -> str:
        return self.outcome.risk.value if self.outcome and not self.item.is_done else ""


def rows_of(state: State, today: date) -> list[Row]:
    return [Row(item, today, state.question(item.alias, item.question_id)) for item in state.plan]


@dataclass(frozen=True)
class PlanFilter:
    """What was asked for; a value that does not exist counts as not asked."""

    view: str = ""
    owner: str = ""
    status: str = ""
    severity: str = ""
    overdue: bool = False
    mine: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> PlanFilter:
        return cls(
            view=_known(query.get("view"), VIEWS),
            owner=query.get("owner", "")[:255],
            status=_known(query.get("status"), Status.values),
            severity=_known(query.get("severity"), ItemSeverity.values),
            overdue=query.get("overdue") == "1",
            mine=query.get("mine") == "1",
        )

    @property
    def is_set(self) -> bool:
        return bool(self.owner or self.status or self.severity or self.overdue or self.mine)

    def apply(self, rows: Sequence[Row], email: str) -> list[Row]:
        return [row for row in rows if self._fits(row, email)]

    def _fits(self, row: Row, email: str) -> bool:
        owner = row.item.owner or NOBODY
        return (
            (not self.owner or owner == self.owner)
            and (not self.status or row.status == self.status)
            and (not self.severity or row.severity == self.severity)
            and (not self.overdue or row.is_overdue)
            and (not self.mine or email in (row.item.owner_email, row.item.owner.lower()))
        )


def _known(value: str | None, allowed: Any) -> str:
    return value if value is not None and value in allowed else ""


@dataclass(frozen=True)
class Column:
    status: Status
    rows: Sequence[Row]

    @property
    def shown(self) -> Sequence[Row]:
        return self.rows[:CARDS_SHOWN]

    @property
    def further(self) -> int:
        return max(0, len(self.rows) - CARDS_SHOWN)

    @property
    def days(self) -> float:
        return sum(row.effort or 0 for row in self.rows)


def columns(rows: Sequence[Row]) -> list[Column]:
    return [Column(status, [row for row in rows if row.status == status]) for status in Status]


@dataclass(frozen=True)
class Chip:
    """One link in the matrix: an item of the plan, or a practice that is proposed."""

    title: str
    severity: str
    effort: float | None
    row: Row | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Cell:
    severity: str
    effort: str
    chips: Sequence[Chip]

    @property
    def shown(self) -> Sequence[Chip]:
        return self.chips[:CHIPS_SHOWN]

    @property
    def further(self) -> Sequence[Chip]:
        return self.chips[CHIPS_SHOWN:]

    @property
    def comes_first(self) -> bool:
        return self.severity == "HIGH" and self.effort == "small"


@dataclass(frozen=True)
class Matrix:
    """Impact upwards, effort to the right. What is done or accepted has left it."""

    chips: Sequence[Chip]

    @cached_property
    def lines(self) -> list[tuple[str, list[Cell]]]:
        severities = [*ItemSeverity.values]
        if any(not chip.severity for chip in self.chips):
            severities.append("")
        return [(one, [self._cell(one, effort) for effort in self.efforts]) for one in severities]

    @cached_property
    def efforts(self) -> dict[str, Any]:
        unknown = any(chip.effort is None for chip in self.chips)
        return {key: words for key, words in EFFORTS.items() if unknown or key != "unknown"}

    def _cell(self, severity: str, effort: str) -> Cell:
        here = [
            chip
            for chip in self.chips
            if chip.severity == severity and effort_size(chip.effort) == effort
        ]
        return Cell(severity, effort, here)


def effort_size(days: float | None) -> str:
    if days is None:
        return "unknown"
    if days <= SMALL:
        return "small"
    return "medium" if days <= MEDIUM else "large"


def matrix(rows: Sequence[Row], proposed: Sequence[Proposal]) -> Matrix:
    chips = [
        Chip(row.title, row.severity, row.effort, row=row)
        for row in rows
        if row.item.is_open(row.today)
    ]
    chips += [Chip(one.title, one.severity, one.effort, proposal=one) for one in proposed]
    return Matrix(chips)
