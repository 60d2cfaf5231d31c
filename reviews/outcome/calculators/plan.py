"""The best set of items whose risks may be added; and two published ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pillars.analysis.calculator import Calculator, Operation
from pillars.analysis.findings import Computed, Json, Problem, Refused, pointer
from pillars.analysis.kinds import RATIO, ListOf, MapOf, Number, Text
from pillars.analysis.records import Record, given
from pillars.analysis.texts import _, say
from reviews.outcome.additive import Candidate, Method, best_additive, rice, wsjf
from reviews.outcome.ordering import Cyclic

from .ties import smallest_ids

_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    risk: float = given(Number(low=0), _("Risk removed"))
    effort: float = given(Number(low=0, unit="person-days"), _("Effort"))
    needs: tuple[str, ...] = given(ListOf(Text(), most=200), _("Prerequisites"), default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    items: Mapping[str, Item] = given(MapOf(Record(Item), most=200), _("Items by id"))
    budget: float = given(Number(low=0, unit="person-days"), _("Budget"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wsjf:
    business_value: float = given(Number(low=0), _("Business value"))
    time_criticality: float = given(Number(low=0), _("Time criticality"))
    risk_opportunity: float = given(Number(low=0), _("Risk reduced or opportunity enabled"))
    job_size: float = given(Number(above=0), _("Size of the job"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rice:
    reach: float = given(Number(low=0), _("Reach"))
    impact: float = given(Number(low=0), _("Impact"))
    confidence: float = given(RATIO, _("Confidence"))
    effort: float = given(Number(above=0), _("Effort"))


def _plan(given: Plan) -> Computed:
    items = {id: Candidate(item.risk, item.effort, item.needs) for id, item in given.items.items()}
    try:
        found = best_additive(items, given.budget + _SLACK)
    except Cyclic as error:
        said = say(_("These items need each other: {circle}."), circle=" -> ".join(error.circle))
        raise Refused([Problem(pointer("/items", error.circle[0]) + "/needs", said)]) from None
    exact = found.method is Method.EXACT
    if exact:
        found = smallest_ids(items, given.budget + _SLACK, found)
    warnings = () if exact else (say(_("Too large to be exact: a good set, maybe not the best.")),)
    return Computed(
        {
            "selected": list(found.selected),
            "order": list(found.order),
            "risk_removed": found.risk_removed,
            "effort": found.effort,
            "exact": exact,
        },
        warnings,
    )


def _unknown_needs(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    given = value.get("items")
    items = given if isinstance(given, Mapping) else {}
    for id, item in items.items():
        needs = item.get("needs") if isinstance(item, Mapping) else None
        for at, need in enumerate(needs if isinstance(needs, list) else ()):
            if isinstance(need, str) and need not in items:
                place = pointer(f"{pointer(f'{path}/items', id)}/needs", at)
                yield Problem(place, say(_('"{id}" is not among the items.'), id=need))


def _wsjf(given: Wsjf) -> Computed:
    return Computed(
        {
            "wsjf": wsjf(
                business_value=given.business_value,
                time_criticality=given.time_criticality,
                risk_opportunity=given.risk_opportunity,
                job_size=given.job_size,
            )
        }
    )


def _rice(given: Rice) -> Computed:
    found = rice(
        reach=given.reach,
        impact=given.impact,
        confidence=given.confidence,
        effort=given.effort,
    )
    return Computed({"rice": found})


_RATIOS = (_("Ratios order an endless queue; they do not fill a fixed budget well."),)

PLAN = Calculator(
    name="plan",
    title=_("Improvement plan"),
    help=_("Which items remove most risk within a budget, each with all that it needs."),
    operations=(
        Operation(
            name="best",
            inputs=Plan,
            compute=_plan,
            check=_unknown_needs,
            default=True,
            title=_("The best set within a budget"),
            formula=_(
                "The set with the largest sum of risk removed whose effort is within the budget; "
                "of equal ones the one of less effort, then of the smaller ids."
            ),
            assumptions=(_("The risks are in one unit, and may be added."),),
        ),
        Operation(
            name="wsjf",
            inputs=Wsjf,
            compute=_wsjf,
            title=_("Weighted shortest job first"),
            formula=_("(value + time criticality + risk or opportunity) / size"),
            assumptions=_RATIOS,
            source="Reinertsen, The Principles of Product Development Flow (2009)",
        ),
        Operation(
            name="rice",
            inputs=Rice,
            compute=_rice,
            title=_("RICE"),
            formula=_("reach x impact x confidence / effort"),
            assumptions=_RATIOS,
            source="McBride, RICE: simple prioritization for product managers (2018)",
        ),
    ),
)
