"""Shuffle sharding: each tenant gets k of n workers, and few tenants share all of theirs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from ..calculator import Operation
from ..findings import Computed, Json, Problem
from ..kinds import ListOf, is_number, whole
from ..records import given
from ..texts import _, say

MOST_WORKERS = 4_096
_WORKERS = whole(1, MOST_WORKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    workers: int = given(_WORKERS, _("Workers"))
    shard: int = given(_WORKERS, _("Workers of a shard"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimOut(Shards):
    need_healthy: int = given(whole(0, MOST_WORKERS), _("Workers that a tenant needs"), default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered(Shards):
    poison_tenants: int = given(whole(0, 1_000_000), _("Bad tenants"), default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin(Shards):
    tenants: int = given(whole(1), _("Tenants"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAware:
    az_sizes: tuple[int, ...] = given(
        ListOf(whole(0, MOST_WORKERS), least=1, most=20), _("Workers in each zone")
    )
    per_az: int = given(_WORKERS, _("Workers of a shard in each zone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded(Shards):
    max_overlap: int = given(whole(0, MOST_WORKERS), _("Workers that two shards may share"))


def _shards(given: Shards) -> Computed:
    count = math.comb(given.workers, given.shard)
    times = Fraction(count * given.shard, given.workers)
    return Computed(
        {
            "shards": count,
            "impact_fraction": 1 / count if count < 10**300 else 0.0,
            "vs_four_plain_shards": _plain(times),
        }
    )


def _plain(number: Fraction) -> int | float:
    """Whole where it is whole, or too large for a fraction to show."""
    is_whole = number.denominator == 1 or number > 10**300
    return int(number) if is_whole else float(number)


def overlaps(workers: int, shard: int) -> list[int]:
    """How many of all C(n, k) shards share o workers with one of them, for o = 0..k."""
    return [math.comb(shard, o) * math.comb(workers - shard, shard - o) for o in range(shard + 1)]


def _overlap_pmf(given: Shards) -> Computed:
    counts = overlaps(given.workers, given.shard)
    total = math.comb(given.workers, given.shard)
    return Computed({"pmf": [count / total for count in counts], "counts": counts})


def _victim_out(given: VictimOut) -> Computed:
    counts = overlaps(given.workers, given.shard)
    out = sum(counts[max(0, given.shard - given.need_healthy + 1) :])
    return Computed({"p": out / math.comb(given.workers, given.shard)})


def _covered(given: Covered) -> Computed:
    return Computed({"p": covered(given.workers, given.shard, given.poison_tenants)})


def covered(workers: int, shard: int, poison: int) -> float:
    """P(all k workers of a tenant lie in the union of j random shards), each drawn independently.

    Inclusion and exclusion over the workers that all j miss: sum of (-1)^i C(k, i) (C(n-i, k) /
    C(n, k))^j. The terms cancel, so they have as many digits as the largest of them and the
    smallest possible result need.
    """
    if poison == 0:
        return 0.0
    digits = len(str(math.comb(workers, shard))) + shard // 3 + 40
    with localcontext() as context:
        context.prec = digits
        total, missed, ways, before = Decimal(0), Decimal(1), Decimal(1), Decimal(2)
        for i in range(min(shard, workers - shard) + 1):
            term = ways * missed**poison
            total += term if i % 2 == 0 else -term
            if term < before / 2 and term.adjusted() < -digits:
                break  # terms shrink faster and faster from here on
            missed = missed * (workers - i - shard) / (workers - i)
            ways, before = ways * (shard - i) / (i + 1), term
        return float(total)


def _twin(given: Twin) -> Computed:
    others, shards = given.tenants - 1, math.comb(given.workers, given.shard)
    if shards == 1:
        return Computed({"p": 1.0 if others else 0.0})
    chance = 1 / shards if shards < 10**300 else 0.0
    return Computed({"p": -math.expm1(others * math.log1p(-chance))})


def _az_aware(given: ZoneAware) -> Computed:
    return Computed({"shards": math.prod(math.comb(n, given.per_az) for n in given.az_sizes)})


def _johnson(given: Bounded) -> Computed:
    bound = 1
    for i in range(given.max_overlap, -1, -1):
        bound = (given.workers - i) * bound // (given.shard - i)
    return Computed({"max_shards": bound})


def _shard_fits(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    workers, shard, overlap = (value.get(key) for key in ("workers", "shard", "max_overlap"))
    if is_number(workers) and is_number(shard) and shard > workers:
        yield Problem(f"{path}/shard", say(_("A shard cannot have more workers than there are.")))
    if is_number(overlap) and is_number(shard) and overlap >= shard:
        said = say(_("The overlap must be smaller than the shard."))
        yield Problem(f"{path}/max_overlap", said)


_RANDOM = _("Every tenant gets a shard at random, all shards being equally likely.")
_SOURCE = "Amazon Builders' Library, Workload isolation using shuffle-sharding"


SHUFFLE_OPERATIONS = (
    Operation(
        name="shards",
        inputs=Shards,
        compute=_shards,
        check=_shard_fits,
        title=_("Number of shards"),
        formula=_("C(n, k) shards; one bad tenant takes all workers from 1 / C(n, k) of them"),
        assumptions=(_RANDOM, _("Clients retry on the other workers of their shard.")),
        source=_SOURCE,
    ),
    Operation(
        name="overlap_pmf",
        inputs=Shards,
        compute=_overlap_pmf,
        check=_shard_fits,
        title=_("Workers that two shards share"),
        formula=_("C(k, o) C(n - k, k - o) / C(n, k)"),
        assumptions=(_RANDOM,),
        source=_SOURCE,
    ),
    Operation(
        name="victim_out",
        inputs=VictimOut,
        compute=_victim_out,
        check=_shard_fits,
        title=_("A tenant beside one bad tenant"),
        formula=_("The chance that fewer than the needed workers are not shared."),
        assumptions=(_RANDOM, _("The bad tenant kills all its workers.")),
        source=_SOURCE,
    ),
    Operation(
        name="covered",
        inputs=Covered,
        compute=_covered,
        check=_shard_fits,
        title=_("A tenant beside several bad tenants"),
        formula=_("sum of (-1)^i C(k, i) (C(n - i, k) / C(n, k))^j"),
        assumptions=(_RANDOM, _("Shards are drawn independently and may repeat.")),
        source=_SOURCE,
    ),
    Operation(
        name="twin",
        inputs=Twin,
        compute=_twin,
        check=_shard_fits,
        title=_("Another tenant with the same shard"),
        formula=_("1 - (1 - 1 / C(n, k))^(tenants - 1)"),
        assumptions=(_RANDOM,),
        source=_SOURCE,
    ),
    Operation(
        name="az_aware",
        inputs=ZoneAware,
        compute=_az_aware,
        title=_("Number of shards that span all zones"),
        formula=_("The product over the zones of C(workers in the zone, workers per zone)."),
        source=_SOURCE,
    ),
    Operation(
        name="johnson_bound",
        inputs=Bounded,
        compute=_johnson,
        check=_shard_fits,
        title=_("Number of shards of bounded overlap"),
        formula=_("b = 1; for i from the overlap down to 0: b = floor((n - i) b / (k - i))"),
        assumptions=(_("An upper bound; not every bound can be attained."),),
        source="Johnson (1962), a new upper bound for error-correcting codes",
    ),
)
