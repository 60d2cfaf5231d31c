"""An architecture, as far as faults can spread in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..database import Answers
from ..kinds import Flag, ListOf, MapOf, Number, OneOf, Text, whole
from ..quorum import Survival
from ..records import Record, given
from ..texts import _

MOST_COMPONENTS = 1_000
MOST_CELLS = 5_000
MOST_DEPENDENCIES = 5_000

# The only cell of an architecture that has none, and "all cells" in a fault.
ANY_CELL = "*"
# Written as the zone of copies in cells that each stand in a zone of their own.
ANY_ZONE = "*"

SCOPES = {"global": _("one for everybody"), "cell": _("one in each cell")}
CHANGE_SCOPES = {
    "copy": _("one copy at a time"),
    "az": _("one zone at a time"),
    "cell": _("one cell at a time"),
    "region": _("one region at a time"),
    "global": _("everywhere at once"),
}
_ID = Text(longest=128)
_NOTE = Text(longest=2_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    az: str = given(_ID, _("Zone"))
    count: int = given(whole(0, 100_000), _("Copies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Something that can fail. `change_scope` says how far one push reaches; default its scope."""

    id: str = given(_ID, _("Id"))
    name: str | None = given(Text(), _("Name"), default=None)
    kind: str | None = given(Text(), _("Kind"), _("Service, store, queue ..."), default=None)
    technology: str | None = given(Text(), _("Technology"), default=None)
    note: str | None = given(_NOTE, _("Note"), default=None)
    scope: str = given(OneOf(SCOPES), _("Scope"), default="global")
    replicas: tuple[Replica, ...] = given(ListOf(Record(Replica), most=100), _("Copies by zone"))
    min_healthy: int = given(whole(0, 1_000_000), _("Copies needed"), default=1)
    change_scope: str | None = given(
        OneOf(CHANGE_SCOPES), _("Reach of one change"), _("Default: its scope."), default=None
    )
    no_lever: bool = given(
        Flag(), _("No lever"), _("Its copies and limits cannot be raised."), default=False
    )

    @property
    def copies(self) -> int:
        return sum(replica.count for replica in self.replicas)

    @property
    def is_in_cells(self) -> bool:
        return self.scope == "cell"

    @property
    def reach(self) -> str:
        return self.change_scope or self.scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """`source` needs `target`. Hard ones of one source with the same group are alternatives."""

    source: str = given(_ID, _("From"), key="from")
    target: str = given(_ID, _("To"), key="to")
    kind: str = given(
        OneOf({"hard": _("hard"), "soft": _("soft")}),
        _("Kind"),
        _("What depends softly goes on without."),
        default="hard",
    )
    group: str | None = given(
        _ID, _("Group"), _("Alternatives: one of a group is enough."), default=None
    )
    note: str | None = given(_NOTE, _("Note"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    id: str = given(_ID, _("Id"))
    customers: float = given(Number(above=0, unit="customers"), _("Customers"))
    az: str | None = given(_ID, _("Zone"), _("If the whole cell stands in one."), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    id: str = given(_ID, _("Id"))
    name: str | None = given(Text(), _("Name"), default=None)
    entry: str = given(_ID, _("Component where it enters"))
    request_share: float = given(
        Number(low=0), _("Share of requests"), _("All shares should sum to 1.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What an architecture says of one of its stores, for the calculators about stores."""

    id: str = given(_ID, _("Id"))
    name: str | None = given(Text(), _("Name"), default=None)
    component: str | None = given(_ID, _("Component"), default=None)
    answers: Answers | None = given(
        Record(Answers), _("Access patterns"), _("Answers for the database choice."), default=None
    )
    quorum: Survival | None = given(Record(Survival), _("Quorum"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An architecture. Without cells there is one cell, `*`, with one customer."""

    name: str | None = given(Text(), _("Name"), default=None)
    description: str | None = given(_NOTE, _("Description"), default=None)
    components: tuple[Component, ...] = given(
        ListOf(Record(Component), most=MOST_COMPONENTS), _("Components")
    )
    deps: tuple[Dependency, ...] = given(
        ListOf(Record(Dependency), most=MOST_DEPENDENCIES), _("Dependencies")
    )
    cells: tuple[Cell, ...] = given(ListOf(Record(Cell), most=MOST_CELLS), _("Cells"), default=())
    flows: tuple[Flow, ...] = given(ListOf(Record(Flow), most=200), _("Flows"))
    stores: tuple[Store, ...] = given(
        ListOf(Record(Store), most=MOST_COMPONENTS), _("Stores"), default=()
    )
    regions: Mapping[str, tuple[str, ...]] = given(
        MapOf(ListOf(_ID, most=100), most=200), _("Regions and their zones"), default={}
    )
