"""Where a workload stands: what its page says first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pillars.questionnaire.content import Choice, Pillar, Risk
from reviews.outcome.scoring import Counts, QuestionOutcome
from reviews.outcome.state import PlanItem, ReviewState, State

FIRST_PICTURE_BELOW = 80


class Standing(StrEnum):
    NOT_STARTED = "NOT_STARTED"
    FIRST_PICTURE = "FIRST_PICTURE"
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    NO_RISK = "NO_RISK"


@dataclass(frozen=True, slots=True)
class OpenRisk:
    """A question at risk, the gravest practice that is missing, and what is planned for it."""

    alias: str
    pillar: Pillar
    outcome: QuestionOutcome
    plan: tuple[PlanItem, ...]

    @property
    def practice(self) -> Choice | None:
        return next(iter(self.outcome.missing), None)


@dataclass(frozen=True, slots=True)
class Summing:
    """The sums of a workload over its reviews. Scores of different lenses are never averaged."""

    standing: Standing
    counts: Counts
    risks: tuple[OpenRisk, ...]

    @property
    def open_high_without_plan(self) -> int:
        return sum(1 for one in self.risks if one.outcome.risk is Risk.HIGH and not one.plan)


def standing(state: State) -> Summing:
    counts = add(review.outcome.counts for review in state.reviews)
    risks = sorted(_risks(state), key=lambda one: _order(state, one))
    return Summing(_kind(counts), counts, tuple(risks))


def add(several: Iterator[Counts]) -> Counts:
    total = Counts()
    for one in several:
        total = Counts(
            total.high + one.high,
            total.medium + one.medium,
            total.none + one.none,
            total.unanswered + one.unanswered,
            total.not_applicable + one.not_applicable,
        )
    return total


def _kind(counts: Counts) -> Standing:
    if not counts.answered:
        return Standing.NOT_STARTED
    if 100 * counts.answered < FIRST_PICTURE_BELOW * counts.total:
        return Standing.FIRST_PICTURE
    if counts.high:
        return Standing.HIGH
    return Standing.MEDIUM if counts.medium else Standing.NO_RISK


def _risks(state: State) -> Iterator[OpenRisk]:
    for review in state.reviews:
        for pillar in review.outcome.pillars:
            for outcome in pillar.questions:
                if outcome.risk in (Risk.HIGH, Risk.MEDIUM):
                    plan = _plan_of(state, review, outcome)
                    yield OpenRisk(review.alias, pillar.pillar, outcome, plan)


def _plan_of(state: State, review: ReviewState, outcome: QuestionOutcome) -> tuple[PlanItem, ...]:
    return tuple(
        item
        for item in state.plan
        if item.alias == review.alias and item.question_id == outcome.question.id
    )


def _order(state: State, risk: OpenRisk) -> tuple[bool, int, float]:
    """High before medium, then the team's pillar priorities, then the heavier question."""
    priorities = state.facts.pillar_priorities
    rank = priorities.index(risk.pillar.id) if risk.pillar.id in priorities else len(priorities)
    weight = risk.outcome.part.weight if risk.outcome.part else 0
    return risk.outcome.risk is not Risk.HIGH, rank, -weight
