"""The blast radius to expect of events that happen at some rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..calculator import Operation
from ..findings import Computed
from ..kinds import ListOf, Number
from ..records import Record, given
from ..texts import _

_YEAR_H = 8760


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    rate_per_year: float = given(Number(low=0, unit="1/year"), _("Events a year"))
    hours: float = given(Number(low=0, unit="h"), _("Hours of each"))
    pct: float = given(Number(low=0, high=100, unit="%"), _("Customers touched"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    rows: tuple[Row, ...] = given(ListOf(Record(Row)), _("Events"))


def _expected(given: Rows) -> Computed:
    rate = math.fsum(row.rate_per_year for row in given.rows)
    weighted = math.fsum(row.rate_per_year * row.pct for row in given.rows)
    lost = math.fsum(row.rate_per_year * row.hours * row.pct / 100 for row in given.rows) / _YEAR_H
    return Computed(
        {
            "expected_blast_pct": weighted / rate if rate else 0.0,
            "customer_unavailability": lost,
            "minutes_per_customer_year": lost * _YEAR_H * 60,
            "worst_pct": max((row.pct for row in given.rows), default=0.0),
        }
    )


EXPECTED = Operation(
    name="expected",
    inputs=Rows,
    compute=_expected,
    title=_("Expected blast radius"),
    formula=_(
        "Expected share is sum(rate x share) / sum(rate); unavailability for a customer is "
        "sum(rate x hours x share) / 8,760."
    ),
    assumptions=(_("Events do not overlap."), _("Every customer counts alike.")),
    source="AWS, Reducing the Scope of Impact with Cell-Based Architecture (2023)",
)
