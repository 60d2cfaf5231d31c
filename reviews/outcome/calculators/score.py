"""The score of one pillar, and one component of a published resilience score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pillars.analysis.calculator import Calculator, Operation
from pillars.analysis.findings import Computed
from pillars.analysis.kinds import RATIO, Flag, ListOf, MapOf, Number, OneOf
from pillars.analysis.records import Record, given
from pillars.analysis.texts import _
from reviews.outcome.scoring import CAPS, WEIGHTS, Part, span

_SEVERITIES = OneOf({"HIGH": _("high"), "MEDIUM": _("medium"), "LOW": _("low")})
_RISKS = OneOf({"HIGH": _("high"), "MEDIUM": _("medium"), "NONE": _("none")})
_WEIGHTS = {severity.value: weight for severity, weight in WEIGHTS.items()}
_CAPS = {risk.value: cap for risk, cap in CAPS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    severity: str = given(_SEVERITIES, _("Severity"), key="sev")
    done: bool = given(Flag(), _("In place"))
    applicable: bool = given(Flag(), _("Applicable"), default=True)
    evidence: str | None = given(
        OneOf({"contradicted": _("contradicted"), "confirmed": _("confirmed")}),
        _("Evidence"),
        _("A practice that is contradicted counts as not in place."),
        default=None,
    )

    @property
    def counts(self) -> bool:
        return self.done and self.evidence != "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    bps: tuple[Practice, ...] = given(ListOf(Record(Practice)), _("Practices"))
    risk: str = given(_RISKS, _("Risk"), _("As rated; it picks the cap."))
    answered: bool = given(Flag(), _("Answered"), default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarInputs:
    questions: tuple[Rated, ...] = given(ListOf(Record(Rated)), _("Questions of one pillar"))
    severity_weights: Mapping[str, float] = given(
        MapOf(Number(above=0)), _("Weight of each severity"), default=_WEIGHTS
    )
    caps: Mapping[str, float] = given(MapOf(RATIO), _("Cap of each risk"), default=_CAPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    implemented: float = given(Number(low=0), _("Implemented"))
    recommended: float = given(Number(above=0), _("Recommended"))
    weight: float = given(Number(low=0), _("Weight"))


def _pillar(given: PillarInputs) -> Computed:
    weights, caps = {**_WEIGHTS, **given.severity_weights}, {**_CAPS, **given.caps}
    found = span(_part(question, weights, caps) for question in given.questions)
    return Computed({"low": found.low, "high": found.high, "coverage_pct": found.coverage})


def _part(question: Rated, weights: Mapping[str, float], caps: Mapping[str, float]) -> Part | None:
    """None when no practice is applicable: the question leaves both sums."""
    applicable = [practice for practice in question.bps if practice.applicable]
    if not applicable:
        return None
    each = [weights[practice.severity] for practice in applicable]
    if not question.answered:
        return Part(max(each), None)
    done = sum(w for w, practice in zip(each, applicable, strict=True) if practice.counts)
    return Part(max(each), min(done / sum(each), caps[question.risk]))


def _component(given: Component) -> Computed:
    raw = given.implemented / given.recommended * given.weight
    return Computed({"raw": raw, "rounded": math.floor(raw + 0.5)})


SCORE = Calculator(
    name="score",
    title=_("Score of a pillar"),
    help=_("The span of a pillar's score and its coverage, from rated questions."),
    operations=(
        Operation(
            name="pillar",
            inputs=PillarInputs,
            compute=_pillar,
            default=True,
            title=_("Score of a pillar"),
            formula=_(
                "A question is its weighted share of practices in place, capped by its risk; a "
                "pillar is the mean weighted by severity; what is unanswered counts 0 in low and "
                "1 in high."
            ),
            assumptions=(_("Differences below about five points mean nothing."),),
        ),
        Operation(
            name="component",
            inputs=Component,
            compute=_component,
            default=True,
            title=_("One component of a resilience score"),
            formula=_("implemented / recommended x weight"),
            source="AWS Resilience Hub (first generation), resiliency score",
        ),
    ),
)
