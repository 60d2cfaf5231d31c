"""The report of a workload as a value: what every printer (screen, PDF) prints.

Numbers and choices are made here, words in the templates. Nothing is averaged over lenses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk, Rule
from reviews.outcome.compared import Before, Change, MilestoneFacts, change
from reviews.outcome.schedule import Plan, schedule
from reviews.outcome.scoring import WEIGHTS, Counts, Outcome, PillarOutcome, QuestionOutcome, Span
from reviews.outcome.spoken import AnswerRow, spoken
from reviews.outcome.standing import OpenRisk, Standing, standing
from reviews.outcome.state import DecisionAsked, Facts, PlanItem, ReviewState, State, ToFindOut

TOP = 3
NOTHING_IS_BEST_BELOW = 50
FIRST_SENTENCE = re.compile(r"^.*?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Strength:
    """A question without a risk, told by its weightiest practice."""

    pillar: Pillar
    question: Question
    practice: Choice
    in_place: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A question at risk: what is missing, by which rule, what is planned."""

    alias: str
    pillar: Pillar
    outcome: QuestionOutcome
    plan: tuple[PlanItem, ...]

    @property
    def question(self) -> Question:
        return self.outcome.question

    @property
    def risk(self) -> Risk:
        return self.outcome.risk

    @property
    def rule(self) -> Rule | None:
        place = self.outcome.rating.rule
        return None if place is None else self.question.rules[place]

    @property
    def missing(self) -> tuple[Choice, ...]:
        return self.outcome.missing

    @property
    def practice(self) -> Choice | None:
        """The gravest practice that is missing."""
        return next(iter(self.missing), None)

    @property
    def why_asked(self) -> str:
        found = FIRST_SENTENCE.match(self.question.description.strip())
        return found.group() if found else self.question.description.strip()


@dataclass(frozen=True, slots=True)
class PillarPart:
    outcome: PillarOutcome
    before: Span | None
    strengths: tuple[Strength, ...]
    gaps: tuple[Gap, ...]
    answers: tuple[AnswerRow, ...]

    @property
    def pillar(self) -> Pillar:
        return self.outcome.pillar

    @property
    def top(self) -> tuple[Gap, ...]:
        return self.gaps[:TOP]

    @property
    def further(self) -> int:
        return max(0, len(self.gaps) - TOP)


@dataclass(frozen=True, slots=True)
class ReviewPart:
    alias: str
    lens: Lens
    version: int
    outcome: Outcome
    before: Outcome | None
    pillars: tuple[PillarPart, ...]
    gaps: tuple[Gap, ...]

    @property
    def unanswered(self) -> tuple[QuestionOutcome, ...]:
        return tuple(one for one in self.outcome.questions if one.risk is Risk.UNANSWERED)

    @property
    def spoken(self) -> tuple[PillarPart, ...]:
        """The pillars in which something was said."""
        return tuple(part for part in self.pillars if part.answers or part.outcome.reason_set_aside)

    @property
    def lowest(self) -> PillarOutcome | None:
        """None with one pillar, which is no comparison, and below half coverage."""
        return self.outcome.weakest if len(self.pillars) > 1 else None

    @property
    def practices_set_aside(self) -> int:
        return sum(pillar.practices_set_aside for pillar in self.outcome.pillars)


@dataclass(frozen=True, slots=True)
class Sponsor:
    """One page for the one who decides: where it stands, what is strong, what is asked."""

    standing: Standing
    counts: Counts
    high_without_plan: int
    summary: str
    decisions: tuple[DecisionAsked, ...]
    strengths: tuple[Strength, ...]
    gaps: tuple[Gap, ...]
    change: Change | None

    @property
    def is_draft(self) -> bool:
        return not self.summary.strip()

    @property
    def is_first_picture(self) -> bool:
        return self.standing is Standing.FIRST_PICTURE


@dataclass(frozen=True, slots=True)
class OpenPointRow:
    point: ToFindOut
    question: Question | None
    practice: Choice | None


@dataclass(frozen=True, slots=True)
class Report:
    facts: Facts
    as_of: date
    milestone: MilestoneFacts | None
    sponsor: Sponsor
    reviews: tuple[ReviewPart, ...]
    plan: Plan
    to_find_out: tuple[OpenPointRow, ...]
    people: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        return self.sponsor.counts

    @property
    def has_answers(self) -> bool:
        return any(review.spoken for review in self.reviews)

    @property
    def has_gaps(self) -> bool:
        return any(review.gaps for review in self.reviews)

    @property
    def has_unanswered(self) -> bool:
        return any(review.unanswered for review in self.reviews)


def report(
    state: State,
    *,
    as_of: date,
    milestone: MilestoneFacts | None = None,
    previous: Before | None = None,
) -> Report:
    """`as_of` is the day from which the plan counts: today, or the day of the milestone."""
    summed = standing(state)
    gaps = tuple(_gap(risk) for risk in summed.risks)
    reviews = tuple(_review(review, gaps, previous) for review in state.reviews)
    return Report(
        facts=state.facts,
        as_of=as_of,
        milestone=milestone,
        sponsor=Sponsor(
            standing=summed.standing,
            counts=summed.counts,
            high_without_plan=summed.open_high_without_plan,
            summary=state.summary,
            decisions=state.decisions[:TOP],
            strengths=_best(_strengths_of(reviews), state),
            gaps=gaps[:TOP],
            change=change(state, previous),
        ),
        reviews=reviews,
        plan=schedule(state, as_of),
        to_find_out=tuple(_open_point(state, point) for point in state.to_find_out),
        people=state.people,
    )


def _gap(risk: OpenRisk) -> Gap:
    return Gap(risk.alias, risk.pillar, risk.outcome, risk.plan)


def _review(review: ReviewState, gaps: Iterable[Gap], previous: Before | None) -> ReviewPart:
    outcome = review.outcome
    before = previous.outcome(review) if previous else None
    mine = tuple(gap for gap in gaps if gap.alias == review.alias)
    return ReviewPart(
        alias=review.alias,
        lens=review.lens,
        version=review.version,
        outcome=outcome,
        before=before,
        pillars=tuple(_pillar(review, pillar, mine, before) for pillar in outcome.pillars),
        gaps=mine,
    )


def _pillar(
    review: ReviewState, pillar: PillarOutcome, gaps: Iterable[Gap], before: Outcome | None
) -> PillarPart:
    then = {one.pillar.id: one.span for one in before.pillars} if before else {}
    strengths = sorted(_strengths(pillar), key=lambda one: -WEIGHTS[one.practice.severity])
    return PillarPart(
        outcome=pillar,
        before=then.get(pillar.pillar.id),
        strengths=tuple(strengths[:TOP]),
        gaps=tuple(gap for gap in gaps if gap.pillar.id == pillar.pillar.id),
        answers=spoken(review, pillar),
    )


def _strengths(pillar: PillarOutcome) -> Iterator[Strength]:
    for outcome in pillar.questions:
        here = [c for c in outcome.question.practices if c.id in outcome.sheet.selected]
        if outcome.risk is Risk.NONE and here:
            weightiest = max(here, key=lambda choice: WEIGHTS[choice.severity])
            yield Strength(pillar.pillar, outcome.question, weightiest, len(here))


def _strengths_of(reviews: Iterable[ReviewPart]) -> Iterator[Strength]:
    for review in reviews:
        if (review.outcome.span.coverage or 0) >= NOTHING_IS_BEST_BELOW:
            for pillar in review.pillars:
                yield from pillar.strengths


def _best(strengths: Iterable[Strength], state: State) -> tuple[Strength, ...]:
    """One of each pillar as long as there are others; the weightiest, then by priority."""
    ranks = {id: rank for rank, id in enumerate(state.facts.pillar_priorities)}
    seen: dict[str, int] = {}
    places = []
    for place, one in enumerate(strengths):
        nth = seen[one.pillar.id] = seen.get(one.pillar.id, 0) + 1
        rank = ranks.get(one.pillar.id, len(ranks))
        places.append((nth, -WEIGHTS[one.practice.severity], rank, place, one))
    return tuple(one for *_order, one in sorted(places, key=lambda entry: entry[:4])[:TOP])


def _open_point(state: State, point: ToFindOut) -> OpenPointRow:
    outcome = state.question(point.alias, point.question_id)
    question = outcome.question if outcome else None
    return OpenPointRow(point, question, question.choice(point.choice_id) if question else None)
