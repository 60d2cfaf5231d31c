"""What each fault takes down: share of customers and requests, and the chain that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .faults import (
    BadPush,
    CellLoss,
    ComponentCellLoss,
    ComponentLoss,
    Fault,
    RegionLoss,
    ReplicaLoss,
    ZoneLoss,
    in_all_cells,
)
from .landscape import Landscape, Mask
from .model import Component, Model
from .spreading import Spread, at_rest, chain, spread, touched


@dataclass(frozen=True, slots=True)
class Impact:
    """The customers and requests (0..100) that a fault takes down, the number of cells, and the
    chain of hard dependencies in the largest cell touched."""

    customers_pct: float
    requests_pct: float
    cells: int
    chain: tuple[str, ...]


@dataclass(slots=True)
class Judge:
    """Judges any number of faults of one model."""

    model: Model
    land: Landscape = field(init=False)
    rest: Spread = field(init=False)
    touched_at_rest: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.land = Landscape(self.model)
        self.rest = at_rest(self.land)
        self.touched_at_rest = touched(self.land, self.rest)

    def impact(self, fault: Fault) -> Impact:
        """What a fault takes down, evaluated once for each cell."""
        return self.told(self.after(fault), self.land.everywhere)

    def after(self, fault: Fault) -> Spread:
        fallen = _FALLEN[type(fault)](self.land, fault)
        return spread(self.land, self.rest, fallen)

    def told(self, after: Spread, where: Mask) -> Impact:
        """The impact when the fault strikes only the cells in `where`; the others are at rest."""
        land = self.land
        down = [(self._down(after, entry, where), share) for entry, share in land.flows]
        mask = self.touched_at_rest | (touched(land, after) & where)
        new = mask & ~self.touched_at_rest
        return Impact(
            land.customers_pct(mask),
            land.requests_pct(down),
            mask.bit_count(),
            chain(land, after, self.rest, new or mask),
        )

    def worst_cell(self, after: Spread) -> Mask:
        """The cell in which striking alone takes most customers."""
        return self.worst_first(touched(self.land, after) & ~self.touched_at_rest)

    def worst_first(self, mask: Mask) -> Mask:
        wanted = mask or self.land.everywhere
        return wanted & -wanted

    def _down(self, after: Spread, entry: int, where: Mask) -> Mask:
        return self.rest.down[entry] | (after.down[entry] & where)


Fallen = dict[int, Mask]


def _replica(land: Landscape, fault: ReplicaLoss) -> Fallen:
    number = land.number[fault.id]
    component = land.components[number]
    mask = land.with_fewer(component, fault.az, fault.count)
    return {number: mask & (_cells(land, fault.cell) if component.is_in_cells else mask)}


def _cells(land: Landscape, cell: str | None) -> Mask:
    return land.everywhere if cell is None else land.bit.get(cell, land.everywhere)


def _component(land: Landscape, fault: ComponentLoss) -> Fallen:
    return _all_copies(land, [land.number[fault.id]], land.everywhere)


def _component_cell(land: Landscape, fault: ComponentCellLoss) -> Fallen:
    return _all_copies(land, [land.number[fault.id]], _cells(land, fault.cell))


def _all_copies(land: Landscape, numbers: Iterable[int], mask: Mask) -> Fallen:
    """A component that needs no copy stands without any."""
    return {number: mask for number in numbers if land.components[number].min_healthy > 0}


def _zone(land: Landscape, fault: ZoneLoss) -> Fallen:
    return _zones(land, (fault.az,), enumerate(land.components))


def _region(land: Landscape, fault: RegionLoss) -> Fallen:
    return _zones(land, land.model.regions[fault.region], enumerate(land.components))


def _zones(
    land: Landscape, zones: Iterable[str], components: Iterable[tuple[int, Component]]
) -> Fallen:
    gone = frozenset(zones)
    return {number: land.without(component, gone) for number, component in components}


def _cell(land: Landscape, fault: CellLoss) -> Fallen:
    in_cells = (at for at, component in enumerate(land.components) if component.is_in_cells)
    return _all_copies(land, in_cells, _cells(land, fault.cell))


def _push(land: Landscape, fault: BadPush) -> Fallen:
    every = in_all_cells(fault.cells, frozenset(land.bit))
    mask = land.everywhere if every else sum(land.bit[cell] for cell in set(fault.cells))
    fallen: Fallen = {}
    for number in {land.number[id] for id in fault.ids}:
        component = land.components[number]
        reached = mask if component.is_in_cells else land.everywhere * fault.is_global
        fallen |= _all_copies(land, [number], reached)
        if fault.azs:
            in_zones = _zones(land, fault.azs, [(number, component)])[number]
            fallen[number] = fallen.get(number, 0) | in_zones
    return fallen


_FALLEN: dict[type, Callable[[Landscape, Any], Fallen]] = {
    ReplicaLoss: _replica,
    ComponentLoss: _component,
    ComponentCellLoss: _component_cell,
    ZoneLoss: _zone,
    RegionLoss: _region,
    CellLoss: _cell,
    BadPush: _push,
}
