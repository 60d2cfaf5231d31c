"""Live migration: load everything while changes keep coming, then catch up.

Backlog in closed form; the bisection for growing change rates is checked against a queue
simulated in steps. Facts: AWS DMS user guide, task settings.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .calculator import Calculator, Operation
from .findings import Computed
from .kinds import Number
from .records import given
from .texts import Said, _, say

DAY_S, HOUR_S, YEAR_S = 86_400, 3_600, 31_536_000
_RATE = Number(low=0, unit="/s")
_HOURS = Number(low=0, unit="h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converge:
    records: float = given(Number(above=0), _("Records"))
    load_rate: float = given(Number(above=0, unit="/s"), _("Records loaded"))
    change_rate: float = given(_RATE, _("Changes that keep coming"))
    apply_rate: float = given(_RATE, _("Changes applied"))
    retry: float = given(Number(low=0, high=0.5), _("Share of writes retried"), default=0)
    growth: float = given(Number(low=-1, high=1000), _("Growth of the changes a year"), default=0)
    verify_h: float = given(_HOURS, _("Time to verify"), default=0)
    soak_h: float = given(_HOURS, _("Time to run both"), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    records: float = given(Number(low=0), _("Records"))
    updates_per_day: float = given(Number(low=0, unit="/day"), _("Updates"))
    shards: float = given(Number(above=0), _("Shards"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    bytes: float = given(Number(low=0, unit="B"), _("Size"))
    days: float = given(Number(above=0, unit="days"), _("Time"))
    records: float = given(Number(above=0), _("Records"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyNeeded:
    change_rate: float = given(_RATE, _("Changes that keep coming"))
    full_load_s: float = given(Number(low=0, unit="s"), _("Time of the full load"))
    target_days: float = given(Number(above=0, unit="days"), _("Converged after"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No inputs."""


def _converge(given: Converge) -> Computed:
    attempts = 1 / (1 - given.retry)
    load_s = given.records / given.load_rate * attempts
    growth = math.log1p(max(0.0, given.growth)) / YEAR_S
    applied = given.apply_rate * (1 - given.retry)
    converged = converges_at(load_s, given.change_rate, applied, growth)
    extra = (given.verify_h + given.soak_h) * HOUR_S
    catchup = None if converged is None else converged - load_s
    return Computed(
        {
            "full_load_s": load_s,
            "backlog_at_load_end": changes(given.change_rate, growth, load_s),
            "catchup_s": catchup,
            "converge_s": converged,
            "dual_write_window_s": None if catchup is None else catchup + extra,
            "peak_target_writes_per_s": given.load_rate + given.apply_rate,
            "attempts_per_record": attempts,
            "extra_writes_from_retries": given.records * (attempts - 1),
        },
        _slow(catchup, load_s),
    )


def changes(rate: float, growth: float, until: float) -> float:
    """Changes made in `until` seconds at a rate that grows by e^growth each second:
    c (e^(kT) - 1) / k, or c T without growth."""
    return rate * math.expm1(growth * until) / growth if growth else rate * until


def converges_at(load_s: float, rate: float, applied: float, growth: float) -> float | None:
    """The least T >= load_s (seconds) at which all changes are applied; None: never.

    Without growth T = Tf A' / (A' - c). With growth the backlog shrinks only until the changes
    come as fast as they are applied, at T* = ln(A'/c) / k; the root lies before T* or nowhere.
    """
    if rate == 0:
        return load_s
    if applied <= rate:
        return None
    if not growth:
        return load_s * applied / (applied - rate)

    def backlog(at: float) -> float:
        return changes(rate, growth, at) - applied * (at - load_s)

    latest = math.log(applied / rate) / growth
    if latest <= load_s or backlog(latest) > 0:
        return None
    return _root(backlog, load_s, latest)


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function passes 0, by bisection to the last digit."""
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return high
        if falling(middle) > 0:
            low = middle
        else:
            high = middle


def _slow(catchup: float | None, load_s: float) -> tuple[Said, ...]:
    if catchup is None:
        sentence = _("It never converges: changes come as fast as they are applied, or faster.")
        return (say(sentence),)
    if catchup > load_s:
        sentence = _("Catching up takes longer than loading; apply changes at a multiple of them.")
        return (say(sentence),)
    return ()


def _rates(given: Rates) -> Computed:
    per_s = given.updates_per_day / DAY_S
    return Computed(
        {
            "updates_per_s": per_s,
            "updates_per_s_per_shard": per_s / given.shards,
            "records_per_shard": given.records / given.shards,
        }
    )


def _throughput(given: Throughput) -> Computed:
    seconds = given.days * DAY_S
    return Computed(
        {
            "mb_per_s": given.bytes / 1e6 / seconds,
            "records_per_s": given.records / seconds,
            "bytes_per_record": given.bytes / given.records,
        }
    )


def _apply_needed(given: ApplyNeeded) -> Computed:
    target = given.target_days * DAY_S
    left = target - given.full_load_s
    return Computed({"apply_rate": given.change_rate * target / left if left > 0 else None})


def _dms(given: Nothing) -> Computed:
    return Computed(
        {
            "MaxFullLoadSubTasks_default": 8,
            "MaxFullLoadSubTasks_max": 49,
            "BatchApplyTimeoutMin_s": 1,
            "BatchApplyTimeoutMax_s": 30,
            "BatchApplyMemoryLimit_mb": 500,
            "MemoryLimitTotal_mb": 1024,
        },
        (say(_("There is no promise about the delay of ongoing changes.")),),
    )


_STEADY = _("Loading and applying run at constant rates, side by side.")

MIGRATION = Calculator(
    name="migration",
    title=_("Live migration"),
    help=_(
        "How long loading and catching up take while changes keep coming, or that they never do."
    ),
    operations=(
        Operation(
            name="converge",
            inputs=Converge,
            compute=_converge,
            default=True,
            title=_("Time until both sides are equal"),
            formula=_(
                "Full load is records / (rate x (1 - retries)); both sides are equal at the first "
                "moment when the changes applied since then reach the changes made since the start."
            ),
            assumptions=(_STEADY, _("Changes wait until the load has ended.")),
        ),
        Operation(
            name="rates",
            inputs=Rates,
            compute=_rates,
            title=_("Rates of each shard"),
            formula=_("Updates a day / 86,400, and per shard."),
            assumptions=(_("Updates spread evenly over the day and the shards."),),
        ),
        Operation(
            name="throughput",
            inputs=Throughput,
            compute=_throughput,
            title=_("Throughput of a migration"),
            formula=_("Size and records / time."),
            assumptions=(_("Evenly over the days; 1 MB is 1,000,000 bytes."),),
        ),
        Operation(
            name="apply_needed",
            inputs=ApplyNeeded,
            compute=_apply_needed,
            title=_("Apply rate needed for a date"),
            formula=_("change rate x target / (target - full load)"),
            assumptions=(_STEADY, _("Without growth and without retries.")),
        ),
        Operation(
            name="dms",
            inputs=Nothing,
            compute=_dms,
            title=_("Settings of a migration service"),
            formula=_("A table, not a computation."),
            source="AWS Database Migration Service user guide, task settings",
        ),
    ),
    limits=_("Waiting, locks and uneven load are not modelled."),
)
