"""Arithmetic that several calculators share."""

from __future__ import annotations

import math
from collections.abc import Sequence

_SLACK = 1e-12


def ceil(number: float) -> int:
    """The next whole number, where 8.000000000000001 stays 8: 1e-12 is subtracted first, or
    four units in the last place where those are more."""
    return math.ceil(number - _slack(number))


def floor(number: float) -> int:
    """The whole number below, where 7.9999999999999991 is 8."""
    return math.floor(number + _slack(number))


def _slack(number: float) -> float:
    if not math.isfinite(number):
        raise OverflowError
    return max(_SLACK, 4 * math.ulp(number))


def failed_counts(unavailabilities: Sequence[float]) -> list[float]:
    """P(exactly j parts are down) for j = 0..n; the parts are independent and may differ.

    Dynamic programme over the parts, O(n^2). Every term is positive, so each probability keeps
    its relative precision, however small.
    """
    chances = [1.0]
    for u in unavailabilities:
        before = [*chances, 0.0]
        shifted = [0.0, *chances]
        chances = [
            stays * (1 - u) + falls * u for stays, falls in zip(before, shifted, strict=True)
        ]
    return chances


def convolved(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The distribution of the sum of two independent counts."""
    sums = [0.0] * (len(one) + len(other) - 1)
    for i, p in enumerate(one):
        for j, q in enumerate(other):
            sums[i + j] += p * q
    return sums


def share(part: float, whole: float) -> float:
    return 100 * part / whole
