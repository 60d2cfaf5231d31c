"""Cold starts of a function under random arrivals, simulated."""

from __future__ import annotations

from collections import deque
from random import Random

_SEED = 20181129


def cold_share(rate_per_s: float, duration_s: float, keepalive_s: float, arrivals: int) -> float:
    """Cold starts / arrivals, 0..1: Poisson arrivals, fixed duration, no environment at first.

    An arrival takes the environment that became idle last; one idle for longer than the keep-alive
    is gone; with none idle a new one starts cold. The seed is fixed: same inputs, same answer.
    """
    if rate_per_s == 0:
        return 1.0
    random = Random(_SEED)  # noqa: S311 (no secret depends on it)
    busy: deque[float] = deque()  # until when, in the order of starts, as all take as long
    idle: list[float] = []  # since when; the last is the latest
    now, cold = 0.0, 0
    for _arrival in range(arrivals):
        now += random.expovariate(rate_per_s)
        while busy and busy[0] <= now:
            idle.append(busy.popleft())
        if idle and now - idle[-1] <= keepalive_s:
            idle.pop()
        else:
            idle.clear()
            cold += 1
        busy.append(now + duration_s)
    return cold / arrivals
