"""How many cells, and how many instances to stay up without a zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..calculator import Operation
from ..findings import Computed, Json, Problem, pointer
from ..kinds import ListOf, Number, is_number, whole
from ..numbers import ceil
from ..records import given
from ..texts import Said, _, say

_RATE = Number(low=0, unit="req/s")
_CELLS = whole(1, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    load: float = given(_RATE, _("Load at peak"))
    cell_capacity: float = given(Number(above=0, unit="req/s"), _("Tested capacity of a cell"))
    headroom: float = given(
        Number(low=0, high=0.99), _("Headroom"), _("Share of the capacity kept free."), default=0.3
    )
    max_blast_pct: float = given(
        Number(above=0, high=100, unit="%"), _("Largest share of customers in a cell"), default=10
    )
    tenants: int = given(whole(0), _("Tenants"), default=0)
    tenants_per_cell: int = given(
        whole(0), _("Tenants in a cell at most"), _("0 is no limit."), default=0
    )
    largest_tenant: float = given(_RATE, _("Load of the largest tenant"), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blast:
    cells: int = given(_CELLS, _("Cells"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticStability:
    need: int = given(whole(0, 1_000_000), _("Instances needed"))
    azs: tuple[int, ...] = given(ListOf(whole(1, 100), least=1, most=100), _("Numbers of zones"))
    tolerate: int = given(whole(0, 100), _("Zones that may be lost"), default=1)


def _sizing(given: Sizing) -> Computed:
    usable = given.cell_capacity * (1 - given.headroom)
    counts = {
        "load": ceil(given.load / usable),
        "blast": ceil(100 / given.max_blast_pct),
        "tenants": ceil(given.tenants / given.tenants_per_cell) if given.tenants_per_cell else 0,
    }
    binding = max(counts, key=lambda name: counts[name])  # ties: the first
    cells = max(1, counts[binding])
    capacity = cells * given.cell_capacity
    fits = given.largest_tenant <= usable
    return Computed(
        {
            "cells": cells,
            "binding": binding,
            "blast_pct": 100 / cells,
            "load_per_cell": given.load / cells,
            "utilisation": given.load / capacity,
            "largest_tenant_fits": fits,
            "capacity_overhead_pct": 100 * (capacity / given.load - 1) if given.load else None,
        },
        () if fits else (_too_large(given.largest_tenant, usable),),
    )


def _too_large(tenant: float, usable: float) -> Said:
    sentence = _(
        "The largest tenant needs {tenant} req/s and a cell offers {usable}: it needs a larger "
        "cell of its own, or must be split."
    )
    return say(sentence, tenant=float(tenant), usable=float(usable))


def _blast(given: Blast) -> Computed:
    return Computed({"blast_pct": 100 / given.cells})


def _static_stability(given: StaticStability) -> Computed:
    left = [azs - given.tolerate for azs in given.azs]
    pairs = list(zip(given.azs, left, strict=True))
    return Computed(
        {
            "totals": [azs * ceil(given.need / rest) for azs, rest in pairs],
            "overprovision_pct": [100 * (azs / rest - 1) for azs, rest in pairs],
        }
    )


def _zones_remain(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    tolerate = value.get("tolerate", 1)
    azs = value.get("azs")
    for at, count in enumerate(azs if isinstance(azs, list) else []):
        if is_number(count) and is_number(tolerate) and 1 <= count <= tolerate:
            said = say(
                _("No zone is left of {count} when {lost} are lost."), count=count, lost=tolerate
            )
            yield Problem(pointer(f"{path}/azs", at), said)


SIZING_OPERATIONS = (
    Operation(
        name="sizing",
        inputs=Sizing,
        compute=_sizing,
        title=_("Number of cells"),
        formula=_(
            "The largest of load / (capacity x (1 - headroom)), 100 / largest share, and tenants / "
            "tenants per cell, each rounded up."
        ),
        assumptions=(_("Load and tenants spread evenly over the cells."),),
        source="AWS, Reducing the Scope of Impact with Cell-Based Architecture (2023)",
    ),
    Operation(
        name="blast",
        inputs=Blast,
        compute=_blast,
        title=_("Share of customers in a cell"),
        formula=_("100 / cells"),
        assumptions=(_("Customers spread evenly over the cells."),),
        source="AWS, Reducing the Scope of Impact with Cell-Based Architecture (2023)",
    ),
    Operation(
        name="static_stability",
        inputs=StaticStability,
        compute=_static_stability,
        check=_zones_remain,
        title=_("Instances that stay up without a zone"),
        formula=_("zones x (need / (zones - lost zones), rounded up)"),
        assumptions=(_("The zones that remain take over at once, without starting anything."),),
        source="Amazon Builders' Library, Static stability using Availability Zones",
    ),
)
