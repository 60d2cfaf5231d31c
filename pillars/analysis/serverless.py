"""Serverless functions and microVMs: concurrency, density of hosts, cold starts.

Sources: Lambda developer guide, scaling; Agache et al., Firecracker, NSDI 2020, and its
specification; Little's law.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .calculator import Calculator, Operation
from .cold_starts import cold_share
from .findings import Computed, Problem, Refused
from .kinds import Number, whole
from .numbers import ceil, floor
from .records import given
from .texts import _, say

_RATE = Number(low=0, unit="/s")
_SECONDS = Number(low=0, unit="s")
_MIB = Number(low=0, unit="MiB")
_SOME_MIB = Number(above=0, unit="MiB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concurrency:
    rps: float = given(_RATE, _("Requests"))
    duration_s: float = given(_SECONDS, _("Duration of a request"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Concurrency):
    rps_per_unit: float = given(
        Number(above=0, unit="/s"), _("Requests of one unit of concurrency"), default=10
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleOut:
    target: float = given(Number(low=0), _("Environments wanted"))
    start: float = given(Number(low=0), _("Environments at the start"), default=0)
    burst: float = given(Number(low=0), _("Environments at once"), default=1000)
    per_s: float = given(Number(above=0, unit="/s"), _("Further environments"), default=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Little:
    rate: float = given(_RATE, _("Arrivals"))
    time_s: float = given(_SECONDS, _("Time of each"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    concurrency: float = given(Number(low=0), _("Functions at once"))
    mem_fn_mib: float = given(_SOME_MIB, _("Memory of a function"), default=128)
    overhead_mib: float = given(_MIB, _("Overhead of a microVM"), default=5)
    host_mib: float = given(_SOME_MIB, _("Memory of a host"), default=1_048_576)
    reserve: float = given(Number(low=0, high=1), _("Share of a host kept free"), default=0)
    starts_per_s: float = given(_RATE, _("Starts"), default=0)
    host_start_rate: float = given(Number(above=0, unit="/s"), _("Starts of a host"), default=150)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overhead:
    overhead_mib: float = given(_MIB, _("Overhead of a microVM"))
    mem_fn_mib: float = given(_SOME_MIB, _("Memory of a function"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdSingle:
    rate_per_s: float = given(_RATE, _("Arrivals"))
    keepalive_s: float = given(_SECONDS, _("Time kept idle"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdSimulated(ColdSingle):
    duration_s: float = given(_SECONDS, _("Duration of a request"))
    arrivals: int = given(whole(1, 1_000_000), _("Arrivals simulated"), default=200_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No inputs."""


def _concurrency(given: Concurrency) -> Computed:
    return Computed({"concurrency": given.rps * given.duration_s})


def _required(given: Required) -> Computed:
    by_duration = ceil(given.rps * given.duration_s)
    by_quota = ceil(given.rps / given.rps_per_unit)
    return Computed(
        {
            "by_duration": by_duration,
            "by_rps_quota": by_quota,
            "required": max(by_duration, by_quota),
        }
    )


def _scale_out(given: ScaleOut) -> Computed:
    seconds = (given.target - given.start - given.burst) / given.per_s
    return Computed({"seconds": max(0.0, seconds)})


def _little(given: Little) -> Computed:
    return Computed({"in_flight": given.rate * given.time_s})


def _hosts(given: Hosts) -> Computed:
    each = given.mem_fn_mib + given.overhead_mib
    per_host = floor(given.host_mib * (1 - given.reserve) / each)
    if per_host < 1:
        said = say(_("A host holds no function: it has less memory than one needs."))
        raise Refused([Problem("/host_mib", said)])
    by_memory = ceil(given.concurrency / per_host)
    by_start_rate = ceil(given.starts_per_s / given.host_start_rate)
    return Computed(
        {
            "per_host": per_host,
            "by_memory": by_memory,
            "by_start_rate": by_start_rate,
            "hosts": max(by_memory, by_start_rate),
            "overhead_pct": 100 * given.overhead_mib / given.mem_fn_mib,
            "fill_host_s": per_host / given.host_start_rate,
        }
    )


def _overhead(given: Overhead) -> Computed:
    return Computed({"pct": 100 * given.overhead_mib / given.mem_fn_mib})


def _cold_single(given: ColdSingle) -> Computed:
    return Computed({"p": math.exp(-given.rate_per_s * given.keepalive_s)})


def _cold_simulated(given: ColdSimulated) -> Computed:
    share = cold_share(given.rate_per_s, given.duration_s, given.keepalive_s, given.arrivals)
    return Computed({"p": share})


def _sanity(given: Nothing) -> Computed:
    return Computed(
        {
            "steady_production_cold_share_below": 0.01,
            "cold_ms_min": 100,
            "cold_ms_max_at_least": 1000,
        }
    )


_LAMBDA = "Lambda developer guide, concurrency and scaling"
_FIRECRACKER = "Agache et al., Firecracker, NSDI 2020; Firecracker specification"
_POISSON = _("Requests arrive at random at a constant rate (Poisson).")

SERVERLESS = Calculator(
    name="serverless",
    title=_("Serverless and microVMs"),
    help=_("Concurrency, hosts for microVMs and the share of cold starts."),
    operations=(
        Operation(
            name="concurrency",
            inputs=Concurrency,
            compute=_concurrency,
            title=_("Concurrency"),
            formula=_("requests/s x duration"),
            source=_LAMBDA,
        ),
        Operation(
            name="required_concurrency",
            inputs=Required,
            compute=_required,
            title=_("Concurrency required"),
            formula=_("The larger of requests/s x duration and requests/s / 10, rounded up."),
            source=_LAMBDA,
        ),
        Operation(
            name="scale_out",
            inputs=ScaleOut,
            compute=_scale_out,
            title=_("Time to scale out"),
            formula=_("(target - start - burst) / rate, at least 0"),
            assumptions=(_("The burst is refilled continuously."),),
            source=_LAMBDA,
        ),
        Operation(
            name="little",
            inputs=Little,
            compute=_little,
            title=_("Things in flight"),
            formula=_("rate x time"),
            assumptions=(_("Over a long time, as much leaves as arrives."),),
            source="Little (1961)",
        ),
        Operation(
            name="hosts",
            inputs=Hosts,
            compute=_hosts,
            title=_("Hosts for microVMs"),
            formula=_(
                "The larger of functions / (memory of a host / (function + overhead)) and starts / "
                "starts of a host."
            ),
            assumptions=(_("Memory binds before processors do."),),
            source=_FIRECRACKER,
        ),
        Operation(
            name="overhead_pct",
            inputs=Overhead,
            compute=_overhead,
            title=_("Overhead of a microVM"),
            formula=_("100 x overhead / memory of the function"),
            source=_FIRECRACKER,
        ),
        Operation(
            name="p_cold_single",
            inputs=ColdSingle,
            compute=_cold_single,
            title=_("Cold starts of a rarely used function"),
            formula=_("e^(-rate x time kept idle)"),
            assumptions=(_POISSON, _("One environment is enough: requests are short and rare.")),
        ),
        Operation(
            name="p_cold_simulated",
            inputs=ColdSimulated,
            compute=_cold_simulated,
            title=_("Cold starts of a busy function"),
            formula=_("Simulated arrivals; the environment idle for the shortest time is taken."),
            assumptions=(_POISSON, _("Every request takes the same time.")),
        ),
        Operation(
            name="sanity",
            inputs=Nothing,
            compute=_sanity,
            title=_("Published range of cold starts"),
            formula=_("A table, not a computation."),
            source=_LAMBDA,
        ),
    ),
)
