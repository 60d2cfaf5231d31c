"""The operation over a model and its faults; and over an architecture as it stands in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..calculator import Operation
from ..findings import Computed, Json, Outputs, Problem
from ..kinds import ListOf, OneOf
from ..records import Record, given
from ..texts import Said, _, say
from .enumerating import KIND_LABELS, every_single_fault, zones
from .faults import ComponentLoss, FaultKind, Given, ReplicaLoss, ZoneLoss, written
from .judging import Impact, Judge
from .model import Component, Model
from .references import fault_problems, model_problems

_ALL = 100 - 1e-9
_FAULTS = given(
    ListOf(FaultKind(), most=5_000),
    _("Faults"),
    _("Without them every single fault is computed."),
    default=None,
)
_KINDS = given(
    ListOf(OneOf(KIND_LABELS), least=1, most=100),
    _("Kinds of single faults"),
    _("Counts where no faults are given."),
    default=tuple(KIND_LABELS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    model: Model = given(Record(Model, model_problems), _("Architecture"))
    faults: tuple[Given, ...] | None = _FAULTS
    kinds: tuple[str, ...] = _KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare(Model):
    """An architecture as it stands in its own file."""

    faults: tuple[Given, ...] | None = _FAULTS
    kinds: tuple[str, ...] = _KINDS


def _asked(given: Asked) -> Computed:
    return blast_radius(given.model, given.faults, given.kinds)


def _bare(given: Bare) -> Computed:
    return blast_radius(given, given.faults, given.kinds)


def blast_radius(
    model: Model, faults: tuple[Given, ...] | None, kinds: tuple[str, ...]
) -> Computed:
    """The impact of each fault, in their order; without faults of every single one, worst first.

    Outputs are in percent. `single_copy_worst_pct`, `spofs` and `global_reach` depend on the model
    alone: components of which one lost copy (one push) takes customers down.
    """
    judge = Judge(model)
    if faults is None:
        results = [_row(written(f), i) for f, i in every_single_fault(judge, kinds)]
    else:
        results = [_row(one.written, judge.impact(one.fault)) for one in faults]
    worst = _single_copy(judge)
    outputs: Outputs = {
        "results": results,
        "spofs": sorted(id for id, pct in worst.items() if pct >= _ALL),
        "single_copy_worst_pct": worst,
        "global_reach": _global_reach(judge),
    }
    return Computed(outputs, tuple(_warnings(judge, faults or ())))


def _row(fault: Json, impact: Impact) -> dict[str, Any]:
    return {
        "fault": fault,
        "customers_pct": impact.customers_pct,
        "requests_pct": impact.requests_pct,
        "cells": impact.cells,
        "chain": list(impact.chain),
    }


def _single_copy(judge: Judge) -> dict[str, float]:
    found = {component.id: _worst_copy(judge, component) for component in judge.model.components}
    return {id: pct for id, pct in sorted(found.items()) if pct > 0}


def _worst_copy(judge: Judge, component: Component) -> float:
    """The largest share when one copy is lost; one copy of a component in cells is in one cell."""
    worst = 0.0
    for replica in component.replicas:
        if replica.count > 0:
            after = judge.after(ReplicaLoss(id=component.id, az=replica.az))
            where = judge.land.everywhere
            if component.is_in_cells:
                where = judge.worst_cell(after)
            worst = max(worst, judge.told(after, where).customers_pct)
    return worst


def _global_reach(judge: Judge) -> list[str]:
    """Components that one push reaches everywhere, with customers behind them."""
    return sorted(
        component.id
        for component in judge.model.components
        if component.reach == "global"
        and judge.impact(ComponentLoss(id=component.id)).customers_pct >= _ALL
    )


def _warnings(judge: Judge, faults: tuple[Given, ...]) -> Iterator[Said]:
    shares = sum(flow.request_share for flow in judge.model.flows)
    if abs(shares - 1) > 1e-6:
        yield say(_("The request shares sum to {sum}, not to 1."), sum=float(shares))
    broken = [c.id for c, own in zip(judge.land.components, judge.rest.own, strict=True) if own]
    if broken:
        yield say(
            _("Already broken before any fault, with too few copies: {ids}."), ids=", ".join(broken)
        )
    known = set(zones(judge))
    for one in faults:
        if isinstance(one.fault, ZoneLoss) and one.fault.az not in known:
            yield say(_("Nothing stands in the zone {az}."), az=one.fault.az)


def _asked_problems(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    model = value.get("model")
    yield from fault_problems(value, model if isinstance(model, Mapping) else {}, path)


def _bare_problems(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    yield from model_problems(value, path)
    yield from fault_problems(value, value, path)


_FORMULA = _(
    "A component is down when fewer copies are healthy than it needs, or when all alternatives of "
    "something that it needs are down. Customers are lost in every cell where the entry of a flow "
    "is down."
)
_ASSUMPTIONS = (
    _("A copy works or it does not: slowness, retries and overload are not modelled."),
    _("Faults come one at a time, and failing over takes no time."),
    _("Soft dependencies never take their user down."),
)
_SOURCE = "AWS, Cell-Based Architecture (2023); AWS post-event summary, Seoul 2018-11-22"

FAULTS_OF_MODEL = Operation(
    name="faults",
    inputs=Asked,
    compute=_asked,
    check=_asked_problems,
    default=True,
    title=_("Faults of an architecture"),
    formula=_FORMULA,
    assumptions=_ASSUMPTIONS,
    source=_SOURCE,
)
BARE = Operation(
    name="architecture",
    inputs=Bare,
    compute=_bare,
    check=_bare_problems,
    default=True,
    title=_("An architecture as it stands in its file"),
    formula=_FORMULA,
    assumptions=_ASSUMPTIONS,
    source=_SOURCE,
)
