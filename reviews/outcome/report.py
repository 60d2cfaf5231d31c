"""The report of a workload as a value: what every printer (screen, PDF) prints.

Numbers and choices are made here, words in the templates. Nothing is averaged over lenses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk
from reviews.outcome.changes import Changes, Hand, TrendMoment, changes, trend_of
from reviews.outcome.choosing import EVERYTHING, Chosen
from reviews.outcome.compared import Before, Change, MilestoneFacts, change
from reviews.outcome.gaps import Gap, Strength
from reviews.outcome.impact import AcceptedRow, Matrix, accepted, matrix
from reviews.outcome.schedule import Plan, schedule
from reviews.outcome.scoring import WEIGHTS, Counts, Outcome, PillarOutcome, QuestionOutcome, Span
from reviews.outcome.spoken import AnswerRow, spoken
from reviews.outcome.standing import OpenRisk, Standing, standing
from reviews.outcome.state import DecisionAsked, Facts, ReviewState, State, ToFindOut
from reviews.outcome.trend import Trend

TOP = 3
NOTHING_IS_BEST_BELOW = 50


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
class Letterhead:
    """What the organisation puts on its reports: a logo (a data: address), a classification."""

    classification: str = ""
    logo: str = ""


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
    chosen: Chosen = EVERYTHING
    accepted: tuple[AcceptedRow, ...] = ()
    changes: Changes | None = None
    trends: tuple[Trend[TrendMoment], ...] = ()
    letterhead: Letterhead = Letterhead()

    @property
    def matrix(self) -> Matrix:
        return matrix(self.plan)

    @property
    def has_changes(self) -> bool:
        return bool(self.changes and not self.changes.is_empty) or bool(self.trends)

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
    chosen: Chosen = EVERYTHING,
    hands: Sequence[Hand] = (),
    past: Sequence[tuple[TrendMoment, State]] = (),
    letterhead: Letterhead = Letterhead(),
) -> Report:
    """`as_of` is the day from which the plan counts: today, or the day of the milestone."""
    state, previous = chosen.of(state), chosen.of_before(previous)
    name = milestone.name if milestone else ""
    now = TrendMoment(name, as_of, is_last=True)
    summed = standing(state)
    gaps = tuple(_gap(risk) for risk in summed.risks)
    reviews = tuple(_review(review, gaps, previous) for review in state.reviews)
    return Report(
        facts=state.facts,
        as_of=as_of,
        milestone=chosen.of_milestone(milestone) if milestone else None,
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
        chosen=chosen,
        accepted=accepted(state, as_of),
        changes=changes(state, previous, hands if chosen.has_names else ()),
        trends=trend_of(past, (now, state)),
        letterhead=letterhead,
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
