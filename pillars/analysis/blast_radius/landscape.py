"""An architecture made ready for many faults: cells become the bits of whole numbers.

Bit i of a mask is cell i; the cells stand in the order of their customers, most first, so that the
lowest bit of a mask is its largest cell. Cells never influence each other, so one mask operation
answers for all of them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .model import ANY_CELL, ANY_ZONE, Cell, Component, Model

Mask = int


@dataclass(frozen=True, slots=True)
class Need:
    """A component needs one of its targets (indices of components)."""

    source: int
    targets: tuple[int, ...]


@dataclass(slots=True)
class Landscape:
    model: Model
    components: tuple[Component, ...] = field(init=False)
    number: dict[str, int] = field(init=False)
    cells: tuple[Cell, ...] = field(init=False)
    bit: dict[str, Mask] = field(init=False)
    everywhere: Mask = field(init=False)
    standing: dict[str, Mask] = field(init=False)
    spanning: Mask = field(init=False)
    needed_by: list[list[Need]] = field(init=False)
    flows: list[tuple[int, float]] = field(init=False)
    _bytes: list[list[float]] = field(init=False)
    _customers: dict[Mask, float] = field(init=False)

    def __post_init__(self) -> None:
        self.components = self.model.components
        self.number = {one.id: at for at, one in enumerate(self.components)}
        cells = self.model.cells or (Cell(id=ANY_CELL, customers=1),)
        self.cells = tuple(sorted(cells, key=lambda cell: -cell.customers))
        self.bit = {cell.id: 1 << at for at, cell in enumerate(self.cells)}
        self.everywhere = (1 << len(self.cells)) - 1
        self.standing = {}
        for cell in self.cells:
            if cell.az is not None:
                self.standing[cell.az] = self.standing.get(cell.az, 0) | self.bit[cell.id]
        self.spanning = self.everywhere & ~sum(self.standing.values())
        self.needed_by = _needs(self.model, self.number)
        self.flows = [(self.number[f.entry], f.request_share) for f in self.model.flows]
        self._bytes = _customers_by_byte([cell.customers for cell in self.cells])
        self._customers = {}

    def customers(self, mask: Mask) -> float:
        """The customers of the cells in a mask."""
        if mask not in self._customers:
            pieces = mask.to_bytes(len(self._bytes), "little")
            counted = (table[piece] for table, piece in zip(self._bytes, pieces, strict=True))
            self._customers[mask] = math.fsum(counted)
        return self._customers[mask]

    def customers_pct(self, mask: Mask) -> float:
        return 100 * self.customers(mask) / self.customers(self.everywhere)

    def requests_pct(self, down: Collection[tuple[Mask, float]]) -> float:
        """From the cells in which each flow is down, and its share of requests."""
        lost = math.fsum(share * self.customers(mask) for mask, share in down)
        return 100 * lost / self.customers(self.everywhere)

    def cell_of(self, mask: Mask) -> Cell:
        """The largest cell of a mask."""
        return self.cells[lowest(mask).bit_length() - 1]

    def without(self, component: Component, zones: Collection[str]) -> Mask:
        """The cells in which a component has too few copies once some zones are gone."""
        left = sum(replica.count for replica in component.replicas if replica.az not in zones)
        is_short = left < component.min_healthy
        if not component.is_in_cells:
            return self.everywhere if is_short else 0
        gone = sum(mask for az, mask in self.standing.items() if az in zones)
        down = self.spanning if is_short else 0
        down |= gone if component.min_healthy > 0 else 0
        whole = component.copies < component.min_healthy
        return down | (self.everywhere & ~self.spanning & ~gone if whole else 0)

    def with_fewer(self, component: Component, az: str, count: int) -> Mask:
        """The cells in which a component has too few copies once it lost `count` in a zone."""
        written = {replica.az: replica.count for replica in component.replicas}
        left = component.copies - min(count, written.get(az, 0))
        is_short = left < component.min_healthy
        if not component.is_in_cells:
            return self.everywhere if is_short else 0
        own = self._standing_at(az, written)
        lost = count if az in self.standing else min(count, written.get(az, 0))
        all_there = max(0, component.copies - lost) < component.min_healthy
        down = (self.spanning if is_short else 0) | (own if all_there else 0)
        return down | (self.everywhere if component.copies < component.min_healthy else 0)

    def _standing_at(self, az: str, written: Mapping[str, int]) -> Mask:
        """Where a cell stands in one zone, the zone written at its copies is a placeholder; a
        fault that names the star means the copies that are written so, wherever they stand."""
        if az == ANY_ZONE and az in written:
            return self.everywhere & ~self.spanning
        return self.standing.get(az, 0)


def _customers_by_byte(customers: list[float]) -> list[list[float]]:
    """For each eight cells the customers of every combination of them."""
    tables = []
    for start in range(0, len(customers), 8):
        table = [0.0]
        for each in customers[start : start + 8]:
            table += [before + each for before in table]
        tables.append(table)
    return tables


def lowest(mask: Mask) -> Mask:
    return mask & -mask


def _needs(model: Model, number: Mapping[str, int]) -> list[list[Need]]:
    """For each component the needs in which it is a target."""
    groups: dict[tuple[str, str | int], list[int]] = {}
    for at, dep in enumerate(model.deps):
        if dep.kind == "hard":
            key = (dep.source, dep.group if dep.group is not None else at)
            groups.setdefault(key, []).append(number[dep.target])
    needed_by: list[list[Need]] = [[] for _one in model.components]
    for (source, _group), targets in groups.items():
        need = Need(number[source], tuple(dict.fromkeys(targets)))
        for target in need.targets:
            needed_by[target].append(need)
    return needed_by
