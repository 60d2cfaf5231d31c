"""How a fault spreads: the least fixpoint of "too few copies, or all of some group down"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .landscape import Landscape, Mask, Need, lowest


@dataclass(frozen=True, slots=True)
class Cause:
    """In the cells of `mask` a component fell because all targets of a need were down."""

    mask: Mask
    need: Need


@dataclass(slots=True)
class Spread:
    """Where each component is down, by itself and in all; and why."""

    own: list[Mask]
    down: list[Mask]
    causes: dict[int, list[Cause]] = field(default_factory=dict)


def at_rest(landscape: Landscape) -> Spread:
    """The state before any fault; a component with too few copies is down from the start."""
    own = [landscape.without(component, ()) for component in landscape.components]
    none = [0] * len(own)
    return spread(landscape, Spread(none, none), dict(enumerate(own)))


def spread(landscape: Landscape, before: Spread, fallen: Mapping[int, Mask]) -> Spread:
    """The state once components (by number) fell in some cells, from a state before that.

    Least fixpoint: a circle of dependencies alone takes nothing down. Each component is looked at
    again only when something that it needs fell in further cells, for all cells at once.
    """
    own, down = list(before.own), list(before.down)
    waiting = []
    for number, mask in fallen.items():
        own[number] |= mask
        if mask & ~down[number]:
            down[number] |= mask
            waiting.append(number)
    causes: dict[int, list[Cause]] = {}
    while waiting:
        for need in landscape.needed_by[waiting.pop()]:
            new = _all_down(need, down) & ~down[need.source]
            if new:
                down[need.source] |= new
                causes.setdefault(need.source, []).append(Cause(new, need))
                waiting.append(need.source)
    return Spread(own, down, {**before.causes, **_joined(causes, before.causes)})


def _all_down(need: Need, down: list[Mask]) -> Mask:
    mask = down[need.targets[0]]
    for target in need.targets[1:]:
        mask &= down[target]
    return mask


def _joined(
    new: Mapping[int, list[Cause]], before: Mapping[int, list[Cause]]
) -> dict[int, list[Cause]]:
    return {number: [*before.get(number, ()), *causes] for number, causes in new.items()}


def touched(landscape: Landscape, spread: Spread) -> Mask:
    """The cells in which the entry of any flow is down."""
    mask = 0
    for entry, _share in landscape.flows:
        mask |= spread.down[entry]
    return mask


def chain(landscape: Landscape, spread: Spread, before: Spread, mask: Mask) -> tuple[str, ...]:
    """Why a flow is down in the largest cell of a mask: the ids of components from its entry along
    hard dependencies to the one that lost its copies. Empty when no flow is down there."""
    bit = lowest(mask)
    entries = [entry for entry, _share in landscape.flows if spread.down[entry] & bit]
    fresh = [entry for entry in entries if not before.down[entry] & bit]
    if not entries:
        return ()
    numbers = [(fresh or entries)[0]]
    while not spread.own[numbers[-1]] & bit:
        need = next(c.need for c in spread.causes[numbers[-1]] if c.mask & bit)
        targets = [target for target in need.targets if not before.down[target] & bit]
        numbers.append((targets or list(need.targets))[0])
    return tuple(landscape.components[number].id for number in numbers)
