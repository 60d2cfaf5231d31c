"""The order in which chosen items are done: nothing before what it needs, best ratio first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any


class Cyclic(ValueError):
    """Items need each other in a circle."""

    def __init__(self, circle: Sequence[str]) -> None:
        super().__init__(" -> ".join(circle))
        self.circle = tuple(circle)


def require_no_circle(needs: Mapping[str, Sequence[str]]) -> None:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise Cyclic(error.args[1]) from None


def ordered(ratios: Mapping[str, Any], needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids of `ratios`, each after those that it needs; of equal ones the smaller id first."""
    by_id = sorted(ratios)
    left = sorted(by_id, key=lambda name: ratios[name], reverse=True)
    done: list[str] = []
    while left:
        ready = (name for name in left if not _waits(name, left, needs))
        name = next(ready)
        done.append(name)
        left.remove(name)
    return tuple(done)


def _waits(name: str, left: Sequence[str], needs: Mapping[str, Sequence[str]]) -> bool:
    return any(need in left for need in needs.get(name, ()))
