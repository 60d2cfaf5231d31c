"""The single faults that a model may meet, as files spell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from ..findings import Json
from ..kinds import BAD, Flag, ListOf, OneOf, Reading, Text, expected, whole
from ..records import Record, fields_of, given
from ..texts import _
from .model import ANY_CELL, MOST_CELLS, MOST_COMPONENTS

_ID = Text(longest=128)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaLoss:
    """`count` copies of a component in one zone are lost; in one cell, or in every cell."""

    type: ClassVar[str] = "replica"
    id: str = given(_ID, _("Component"))
    az: str = given(_ID, _("Zone"))
    count: int = given(whole(0), _("Copies"), default=1)
    cell: str | None = given(_ID, _("Cell"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLoss:
    """A bug: all copies of a component in all cells."""

    type: ClassVar[str] = "component"
    id: str = given(_ID, _("Component"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentCellLoss:
    """All copies of a component, as seen by one cell."""

    type: ClassVar[str] = "component_cell"
    id: str = given(_ID, _("Component"))
    cell: str = given(_ID, _("Cell"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneLoss:
    """Every copy that stands in a zone."""

    type: ClassVar[str] = "az"
    az: str = given(_ID, _("Zone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLoss:
    """Every copy that stands in a zone of a region."""

    type: ClassVar[str] = "region"
    region: str = given(_ID, _("Region"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLoss:
    """All that a cell has of its own; what is global stays."""

    type: ClassVar[str] = "cell"
    cell: str = given(_ID, _("Cell"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPush:
    """A bad push of components: those in cells fall in `cells` (`*`: in all), global ones only
    when `is_global`; and what stands in `azs` falls of both."""

    type: ClassVar[str] = "deploy"
    ids: tuple[str, ...] = given(ListOf(_ID, most=MOST_COMPONENTS), _("Components"))
    cells: tuple[str, ...] = given(ListOf(_ID, most=MOST_CELLS), _("Cells"), default=())
    is_global: bool = given(Flag(), _("Reaches what is global"), key="global", default=False)
    azs: tuple[str, ...] = given(ListOf(_ID, most=100), _("Zones"), default=())


Fault: TypeAlias = (
    ReplicaLoss | ComponentLoss | ComponentCellLoss | ZoneLoss | RegionLoss | CellLoss | BadPush
)

FAULTS: Mapping[str, type[Fault]] = {
    cls.type: cls
    for cls in (
        ReplicaLoss,
        ComponentLoss,
        ComponentCellLoss,
        ZoneLoss,
        RegionLoss,
        CellLoss,
        BadPush,
    )
}


@dataclass(frozen=True, slots=True)
class Given:
    """A fault, and how it was written."""

    fault: Fault
    written: Json = field(hash=False)


@dataclass(frozen=True, slots=True)
class FaultKind:
    """The kind of input that is a fault."""

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return expected(reading, path, _("an object"), value)
        if "type" not in value:
            return reading.refuse(f"{path}/type", _("The input {key} is missing."), key="type")
        type_ = OneOf(dict.fromkeys(FAULTS, "")).read(value["type"], f"{path}/type", reading)
        if type_ is BAD:
            return BAD
        record = Record(FAULTS[type_], also=frozenset({"type", "name", "note"}))
        fault = record.read(value, path, reading)
        return BAD if fault is BAD else Given(fault, value)

    def schema(self) -> dict[str, Json]:
        return {"type": "object", "properties": {"type": {"enum": list(FAULTS)}}}


def written(fault: Fault) -> Json:
    """A fault as a file spells it; what has its default is left out."""
    cls: type = type(fault)
    found: dict[str, Json] = {"type": fault.type}
    for one in fields_of(cls):
        value = getattr(fault, one.attribute)
        if one.is_required or value != one.default:
            found[one.key] = list(value) if isinstance(value, tuple) else value
    return found


def in_all_cells(cells: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a push names all cells by the star. A cell of that name is that cell."""
    return ANY_CELL in cells and ANY_CELL not in known
