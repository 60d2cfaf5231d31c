"""Every single fault of a model, each judged.

Where a fault can strike any one of many equal cells, the model is evaluated once for all of them;
of the copies in cells, the cell that takes most customers stands for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from ..texts import _
from .faults import (
    BadPush,
    CellLoss,
    ComponentCellLoss,
    ComponentLoss,
    Fault,
    RegionLoss,
    ReplicaLoss,
    ZoneLoss,
    written,
)
from .judging import Impact, Judge
from .model import ANY_CELL, Component

Judged: TypeAlias = tuple[Fault, Impact]


def every_single_fault(judge: Judge, kinds: Collection[str]) -> list[Judged]:
    """The faults of some kinds (names in KINDS), worst first."""
    found = [judged for kind, faults in KINDS.items() if kind in kinds for judged in faults(judge)]
    unique = {repr(written(fault)): (fault, impact) for fault, impact in found}
    return sorted(unique.values(), key=_worst_first)


def _worst_first(judged: Judged) -> tuple[float, float]:
    """Faults of equal impact stay in the order of kinds and of the model."""
    return -judged[1].customers_pct, -judged[1].requests_pct


def _replicas(judge: Judge) -> Iterator[Judged]:
    for component in judge.model.components:
        yield from _one_copy(judge, component)


def _one_copy(judge: Judge, component: Component) -> Iterator[Judged]:
    for replica in component.replicas:
        if replica.count > 0 and component.is_in_cells:
            yield _in_worst_cell(judge, component, replica.az)
        elif replica.count > 0:
            fault = ReplicaLoss(id=component.id, az=replica.az)
            yield fault, judge.impact(fault)


def _in_worst_cell(judge: Judge, component: Component, az: str) -> Judged:
    """One copy belongs to one cell. All cells lose one; then only the worst of them counts."""
    spanning = judge.after(ReplicaLoss(id=component.id, az=az))
    where = judge.worst_cell(spanning)
    cell = judge.land.cell_of(where)
    if cell.az is None or not judge.model.cells:
        return ReplicaLoss(id=component.id, az=az, cell=_named(judge, cell.id)), judge.told(
            spanning, where
        )
    fault = ReplicaLoss(id=component.id, az=cell.az, cell=cell.id)
    return fault, judge.impact(fault)


def _named(judge: Judge, cell: str) -> str | None:
    return cell if judge.model.cells else None


def _components(judge: Judge) -> Iterator[Judged]:
    for component in judge.model.components:
        fault = ComponentLoss(id=component.id)
        yield fault, judge.impact(fault)


def zones(judge: Judge) -> list[str]:
    """Every zone in which something stands, or that belongs to a region."""
    found = dict.fromkeys(cell.az for cell in judge.model.cells if cell.az is not None)
    for component in judge.model.components:
        if not component.is_in_cells or judge.land.spanning:
            found |= dict.fromkeys(replica.az for replica in component.replicas)
    for azs in judge.model.regions.values():
        found |= dict.fromkeys(azs)
    return list(found)


def _zones(judge: Judge) -> Iterator[Judged]:
    for az in zones(judge):
        yield ZoneLoss(az=az), judge.impact(ZoneLoss(az=az))


def _regions(judge: Judge) -> Iterator[Judged]:
    for region in judge.model.regions:
        yield RegionLoss(region=region), judge.impact(RegionLoss(region=region))


def _cells(judge: Judge) -> Iterator[Judged]:
    if not judge.model.cells:
        return
    after = judge.after(CellLoss(cell=ANY_CELL)) if ANY_CELL not in judge.land.bit else None
    for cell in judge.model.cells:
        fault = CellLoss(cell=cell.id)
        one = after or judge.after(fault)
        yield fault, judge.told(one, judge.land.bit[cell.id])


def _pushes(judge: Judge) -> Iterator[Judged]:
    for component in judge.model.components:
        yield from _PUSHES[component.reach](judge, component)


def _push_to_cell(judge: Judge, component: Component) -> Iterator[Judged]:
    """To the cell where it hurts most. A global component is down as that cell sees it."""
    after = judge.after(ComponentLoss(id=component.id))
    where = judge.worst_cell(after)
    cell = judge.land.cell_of(where).id
    fault: Fault = ComponentCellLoss(id=component.id, cell=cell)
    if component.is_in_cells:
        fault = BadPush(ids=(component.id,), cells=(cell,))
    yield fault, judge.told(after, where)


def _push_to_zones(judge: Judge, component: Component) -> Iterator[Judged]:
    for az in zones(judge):
        fault = BadPush(ids=(component.id,), azs=(az,))
        yield fault, judge.impact(fault)


def _push_to_regions(judge: Judge, component: Component) -> Iterator[Judged]:
    for azs in judge.model.regions.values():
        fault = BadPush(ids=(component.id,), azs=azs)
        yield fault, judge.impact(fault)
    if not judge.model.regions:
        yield from _push_everywhere(judge, component)


def _push_everywhere(judge: Judge, component: Component) -> Iterator[Judged]:
    cells = (ANY_CELL,) if component.is_in_cells else ()
    fault = BadPush(ids=(component.id,), cells=cells, is_global=True)
    yield fault, judge.impact(fault)


_PUSHES: dict[str, Callable[[Judge, Component], Iterator[Judged]]] = {
    "copy": _one_copy,
    "az": _push_to_zones,
    "cell": _push_to_cell,
    "region": _push_to_regions,
    "global": _push_everywhere,
}

KINDS: dict[str, Callable[[Judge], Iterator[Judged]]] = {
    "replica": _replicas,
    "az": _zones,
    "cell": _cells,
    "component": _components,
    "region": _regions,
    "deploy": _pushes,
}

KIND_LABELS = {
    "replica": _("one copy lost"),
    "az": _("a zone lost"),
    "cell": _("a cell lost"),
    "component": _("a bug in all copies"),
    "region": _("a region lost"),
    "deploy": _("a bad change, as far as one push reaches"),
}
