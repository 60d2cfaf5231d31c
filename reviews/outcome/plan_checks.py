"""What in a plan contradicts itself or the calendar, and what waits for what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reviews.outcome.state import IN_PROGRESS, PLANNED, PlanItem


class Check(StrEnum):
    EXPIRED = "EXPIRED"
    OVERDUE = "OVERDUE"
    NO_OWNER_OR_DATE = "NO_OWNER_OR_DATE"


@dataclass(frozen=True, slots=True)
class Finding:
    check: Check
    item: PlanItem


def plan_checks(plan: Collection[PlanItem], today: date) -> tuple[Finding, ...]:
    """The gravest kind first, then as the plan has them."""
    found = [finding for item in plan for finding in _of(item, today)]
    return tuple(sorted(found, key=lambda one: list(Check).index(one.check)))


def _of(item: PlanItem, today: date) -> Iterator[Finding]:
    if item.is_expired(today):
        yield Finding(Check.EXPIRED, item)
    if item.is_overdue(today):
        yield Finding(Check.OVERDUE, item)
    if item.status in (PLANNED, IN_PROGRESS) and not (item.owner and item.due_on):
        yield Finding(Check.NO_OWNER_OR_DATE, item)


def circle(needs: Mapping[str, Collection[str]], start: str) -> tuple[str, ...]:
    """The way on which `start` would wait for itself, empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for needed in needs.get(way[-1], ()):
            if needed == start:
                return (*way, needed)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()
