"""Shards, hot keys and growth.

Sources: Zipf as in YCSB (Cooper et al., SoCC 2010); Euler-Maclaurin summation; the documented
limits of DynamoDB partitions and of Kinesis shards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .calculator import Calculator, Operation
from .findings import Computed
from .kinds import ListOf, Number, whole
from .numbers import ceil
from .records import given
from .texts import _

# Summed one by one; what follows is so smooth that two corrections leave less than 1e-14.
_HEAD = 20_000
_RATE = Number(low=0, unit="/s")
_KEYS = whole(1, 1_000_000_000_000_000)
_EXPONENT = Number(low=0, high=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zeta:
    keys: int = given(_KEYS, _("Keys"))
    s: float = given(_EXPONENT, _("Skew"), _("Zipf exponent; 0 is uniform."))


@dataclass(frozen=True, slots=True, kw_only=True)
class HotKey:
    rate: float = given(_RATE, _("Rate of the table"))
    keys: int = given(_KEYS, _("Keys"))
    s: float = given(_EXPONENT, _("Skew"), _("Zipf exponent; 0 is uniform."), default=0.99)
    limit: float = given(Number(above=0, unit="/s"), _("Limit of one partition"), default=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partitions:
    size_gb: float = given(Number(low=0, unit="GB"), _("Size"))
    rcu: float = given(_RATE, _("Read units"))
    wcu: float = given(_RATE, _("Write units"))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsUntil:
    current: float = given(Number(low=0), _("Today"))
    capacity: float = given(Number(low=0), _("Capacity"))
    growth: float = given(Number(above=-1, high=1000), _("Growth a year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardsAfter:
    shards: int = given(whole(0), _("Shards today"))
    growth: float = given(Number(above=-1, high=1000), _("Growth a year"))
    years: tuple[float, ...] = given(
        ListOf(Number(low=0, high=1000, unit="years"), most=100), _("After these years")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamShards:
    mb_per_s: float = given(Number(low=0, unit="MB/s"), _("Written"))
    records_per_s: float = given(_RATE, _("Records written"))
    read_mb_per_s: float = given(Number(low=0, unit="MB/s"), _("Read"))


def zeta(keys: int, s: float) -> float:
    """H(n, s) = 1 + 2^-s + ... + n^-s, relative 1e-11 or better for n to 1e15 and s 0..2.

    Up to 20,000 terms are summed; the tail is the integral, half the difference of the end terms
    and the first derivative term of Euler and Maclaurin.
    """
    head = min(keys, _HEAD)
    total: float = math.fsum(i**-s for i in range(1, head + 1))
    return total if keys == head else total + _tail(head, keys, s)


def _tail(a: int, b: int, s: float) -> float:
    """The terms after a, up to b."""
    ends = (b**-s - a**-s) / 2
    slopes = s * (a ** (-s - 1) - b ** (-s - 1)) / 12
    return _integral(a, b, s) + float(ends + slopes)


def _integral(a: int, b: int, s: float) -> float:
    """Of x^-s from a to b; near s = 1 the power form would lose its digits."""
    spread = math.log(b / a)
    if s == 1:
        return spread
    return float(a ** (1 - s) * math.expm1((1 - s) * spread) / (1 - s))


def _zeta(given: Zeta) -> Computed:
    found = zeta(given.keys, given.s)
    return Computed({"zeta": found, "top_share_pct": 100 / found})


def _hot_key(given: HotKey) -> Computed:
    found = zeta(given.keys, given.s)
    top = given.rate / found
    return Computed(
        {
            "zeta": found,
            "top_share_pct": 100 / found,
            "top_rate": top,
            "throttled": top > given.limit,
            "suffixes_needed": max(1, ceil(top / given.limit)),
            "max_table_rate_before_throttle": given.limit * found,
        }
    )


def _partitions(given: Partitions) -> Computed:
    by_size = ceil(given.size_gb / 10)
    by_throughput = ceil(given.rcu / 3000 + given.wcu / 1000)
    return Computed(
        {
            "by_size": by_size,
            "by_throughput": by_throughput,
            "partitions": max(1, by_size, by_throughput),
        }
    )


def _years_until(given: YearsUntil) -> Computed:
    return Computed({"years": years_until(given.current, given.capacity, given.growth)})


def years_until(current: float, capacity: float, growth: float) -> float | None:
    """ln(capacity / current) / ln(1 + growth); 0 when it is reached, None when it never will be."""
    if current >= capacity:
        return 0.0
    if growth <= 0 or current <= 0:
        return None
    return math.log(capacity / current) / math.log1p(growth)


def _shards_after(given: ShardsAfter) -> Computed:
    grown = (given.shards * (1 + given.growth) ** years for years in given.years)
    return Computed({"shards": [ceil(count) for count in grown]})


def _stream_shards(given: StreamShards) -> Computed:
    needed = (given.mb_per_s, given.records_per_s / 1000, given.read_mb_per_s / 2)
    return Computed({"shards": max(ceil(one) for one in needed)})


_ZIPF = _("Keys are used by rank: the i-th key i^-s as often as the first (Zipf).")
_SMOOTH = _("Growth compounds, the same share every year.")

SHARDS = Calculator(
    name="shards",
    title=_("Shards, hot keys and growth"),
    help=_("When a hot key is throttled, and how many partitions or shards are needed, and when."),
    operations=(
        Operation(
            name="zeta",
            inputs=Zeta,
            compute=_zeta,
            title=_("Share of the hottest key"),
            formula=_("H = 1 + 2^-s + ... + n^-s; the hottest key takes 1 / H"),
            assumptions=(_ZIPF,),
            source="Cooper et al., YCSB, SoCC 2010",
        ),
        Operation(
            name="hot_key",
            inputs=HotKey,
            compute=_hot_key,
            title=_("Whether the hottest key is throttled"),
            formula=_("The hottest key gets rate / H; suffixes are that / limit, rounded up."),
            assumptions=(_ZIPF, _("Real catalogues may be flatter.")),
            source="Cooper et al., YCSB, SoCC 2010; DynamoDB developer guide, partition limits",
        ),
        Operation(
            name="partitions",
            inputs=Partitions,
            compute=_partitions,
            title=_("Partitions by size and throughput"),
            formula=_("The larger of size / 10 GB and rcu / 3000 + wcu / 1000, rounded up."),
            assumptions=(_("Load spreads evenly over the partitions."),),
            source="DynamoDB developer guide, partition limits",
        ),
        Operation(
            name="years_until",
            inputs=YearsUntil,
            compute=_years_until,
            title=_("Years until capacity"),
            formula=_("ln(capacity / today) / ln(1 + growth)"),
            assumptions=(_SMOOTH,),
        ),
        Operation(
            name="shards_after",
            inputs=ShardsAfter,
            compute=_shards_after,
            title=_("Shards after some years"),
            formula=_("shards x (1 + growth)^years, rounded up"),
            assumptions=(_SMOOTH, _("Each shard carries as much as today.")),
        ),
        Operation(
            name="stream_shards",
            inputs=StreamShards,
            compute=_stream_shards,
            title=_("Shards of a stream"),
            formula=_("The largest of MB/s, records/s / 1000 and MB/s read / 2, rounded up."),
            assumptions=(_("Load spreads evenly over the shards."),),
            source="Kinesis Data Streams developer guide, shard limits",
        ),
    ),
)
