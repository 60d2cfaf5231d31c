"""Downtime, error budgets and how fast they burn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..calculator import Operation
from ..findings import Computed
from ..kinds import RATIO, ListOf, MapOf, Number
from ..records import given
from ..texts import _
from .formulas import YEAR_S

_DAY_S = 86_400
_YEAR_MINUTES = YEAR_S / 60
_PERIOD = Number(above=0, unit="h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Downtime:
    availability: float = given(RATIO, _("Availability"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnRate:
    budget_fraction: float = given(RATIO, _("Share of the budget used"))
    window_h: float = given(_PERIOD, _("In this window"))
    period_h: float = given(_PERIOD, _("Period of the budget"), default=720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhaust:
    burn_rate: float = given(Number(low=0), _("Burn rate"), _("1 uses the budget in one period."))
    period_h: float = given(_PERIOD, _("Period of the budget"), default=720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    minutes: Mapping[str, float] = given(
        MapOf(Number(low=0, unit="min")), _("Minutes of each phase"), _("Detect, restore ...")
    )
    slo: tuple[float, ...] = given(ListOf(RATIO, most=100), _("Objectives to compare with"))


def _downtime(given: Downtime) -> Computed:
    u = 1 - given.availability
    return Computed(
        {"week_s": u * 7 * _DAY_S, "month30_s": u * 30 * _DAY_S, "year365_s": u * YEAR_S}
    )


def _burn_rate(given: BurnRate) -> Computed:
    return Computed({"burn_rate": given.budget_fraction * given.period_h / given.window_h})


def _exhaust(given: Exhaust) -> Computed:
    return Computed({"hours": given.period_h / given.burn_rate if given.burn_rate else None})


def _incident(given: Incident) -> Computed:
    down = math.fsum(given.minutes.values())
    return Computed(
        {
            "down_minutes": down,
            "availability_year": 1 - down / _YEAR_MINUTES,
            "budget_used": [_used(down, slo) for slo in given.slo],
        }
    )


def _used(down: float, slo: float) -> float | None:
    """As a share of the year's budget. None: there is no budget, and it was used."""
    budget = (1 - slo) * _YEAR_MINUTES
    if budget == 0:
        return None if down else 0.0
    return down / budget


_PERIODS = _("A year has 365 days, a month 30, a week 7.")
_SRE = "Google, The Site Reliability Workbook, ch. 5"

BUDGET_OPERATIONS = (
    Operation(
        name="downtime",
        inputs=Downtime,
        compute=_downtime,
        title=_("Downtime of an availability"),
        formula=_("Downtime is (1 - availability) x period."),
        assumptions=(_PERIODS,),
        source="Azure Well-Architected Framework, RE:04, reliability targets",
    ),
    Operation(
        name="burn_rate",
        inputs=BurnRate,
        compute=_burn_rate,
        title=_("Burn rate of an error budget"),
        formula=_("Burn rate is share of the budget x period / window."),
        source=_SRE,
    ),
    Operation(
        name="exhaust",
        inputs=Exhaust,
        compute=_exhaust,
        title=_("Time until an error budget is gone"),
        formula=_("Time is period / burn rate."),
        source=_SRE,
    ),
    Operation(
        name="incident",
        inputs=Incident,
        compute=_incident,
        title=_("One incident against a year's budget"),
        formula=_("Share of the budget is minutes down / ((1 - objective) x 525,600)."),
        assumptions=(_PERIODS, _("Everybody is down for all the minutes of the incident.")),
        source=_SRE,
    ),
)
