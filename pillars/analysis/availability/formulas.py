"""Unavailability of a whole from that of its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..findings import Outputs
from ..numbers import failed_counts

YEAR_S = 31_536_000


def serial(parts: Sequence[float]) -> float:
    """All are needed: u = -expm1(sum log1p(-u_i)); 1 as soon as one part is always down."""
    if any(u >= 1 for u in parts):
        return 1.0
    return -math.expm1(math.fsum(math.log1p(-u) for u in parts))


def parallel(parts: Sequence[float]) -> float:
    """One is enough: u = the product of u_i."""
    return math.prod(parts)


def k_of_n(k: int, parts: Sequence[float]) -> float:
    """Up while at least k are up: u = P(more than n - k are down), parts may differ.

    k <= 0 is always up, k > n always down.
    """
    if k <= 0:
        return 0.0
    if k > len(parts):
        return 1.0
    return min(1.0, math.fsum(failed_counts(parts)[len(parts) - k + 1 :]))


def with_common_cause(k: int, count: int, u: float, beta: float) -> float:
    """k of `count` equal parts of which the share `beta` of failures takes all down at once:
    u = 1 - (1 - beta u)(1 - u_kofn((1 - beta) u)) (beta-factor model, meant for small u)."""
    if k <= 0:
        return 0.0
    if k > count:
        return 1.0
    alone = k_of_n(k, [(1 - beta) * u] * count)
    return beta * u + alone - beta * u * alone


def availability_set(u: float) -> Outputs:
    """What every answer about availability holds. nines is None where u is 0."""
    u = abs(u)
    return {
        "availability": 1 - u,
        "unavailability": u,
        "nines": abs(math.log10(u)) if u else None,
        "downtime_s_per_year": u * YEAR_S,
        "downtime_ms_per_year": u * YEAR_S * 1000,
    }
