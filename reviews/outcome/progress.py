"""What changed between two moments of a workload: scores, risks, answers, plan.

Questions are matched by their id, so the two moments may have answered different versions of a
lens. Scores of different lenses are never averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor
from typing import Generic, TypeVar

from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk
from reviews.outcome.scoring import NOTHING, Counts, PillarOutcome, QuestionOutcome, Span
from reviews.outcome.standing import add
from reviews.outcome.state import PlanItem, ReviewState, State

DONE = "DONE"
NO_FINER_THAN = 5  # points: a smaller change of a score says nothing
GRAVITY = {Risk.NONE: 0, Risk.MEDIUM: 1, Risk.HIGH: 2}

Value = TypeVar("Value")


class Direction(StrEnum):
    UP = "UP"
    DOWN = "DOWN"


class Kind(StrEnum):
    """What became of one question. Every question of either moment is of exactly one kind."""

    WORSE = "WORSE"
    BETTER = "BETTER"
    ANSWERED = "ANSWERED"
    OPEN_AGAIN = "OPEN_AGAIN"
    SET_ASIDE = "SET_ASIDE"
    APPLIES_AGAIN = "APPLIES_AGAIN"
    NEW = "NEW"
    GONE = "GONE"
    EDITED = "EDITED"  # other practices, the same risk
    SAME = "SAME"


@dataclass(frozen=True, slots=True)
class Pair(Generic[Value]):
    before: Value
    after: Value

    @property
    def is_same(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Measure:
    """The span and the counts of a pillar or a review at both moments."""

    span: Pair[Span]
    counts: Pair[Counts]

    @property
    def points(self) -> int | None:
        """By how many whole points the low value moved; None where one of the two has no score."""
        return _points(self.span.before.low, self.span.after.low)

    @property
    def worst(self) -> Pair[Risk | None]:
        return Pair(worst(self.counts.before), worst(self.counts.after))

    @property
    def arrow(self) -> Direction | None:
        """Only where the score moved by more than 5 points or the worst risk is another one.

        Where the two contradict each other there is none: the numbers beside it say more.
        """
        moved = {self.of_score, self.of_risk} - {None}
        return moved.pop() if len(moved) == 1 else None

    @property
    def of_score(self) -> Direction | None:
        """A span that shrinks or widens at both ends is known better or less well, not moved."""
        low = self.points or 0
        high = _points(self.span.before.high, self.span.after.high) or 0
        if low > NO_FINER_THAN and high >= -NO_FINER_THAN:
            return Direction.UP
        if low < -NO_FINER_THAN and high <= NO_FINER_THAN:
            return Direction.DOWN
        return None

    @property
    def of_risk(self) -> Direction | None:
        before, after = self.worst.before, self.worst.after
        if before is None or after is None or before is after:
            return None
        return Direction.UP if GRAVITY[after] < GRAVITY[before] else Direction.DOWN

    @property
    def is_narrower(self) -> bool:
        """What was open is known now, and lies inside what was possible."""
        before, after = self.span.before, self.span.after
        if before.low is None or before.high is None or after.low is None or after.high is None:
            return False
        within = before.low <= after.low and after.high <= before.high
        return within and after.high - after.low < before.high - before.low


@dataclass(frozen=True, slots=True)
class PillarProgress:
    pillar: Pillar
    measure: Measure


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """One question at both moments; a risk is None where the question was not there.

    `gained` and `lost` are the practices that are in place at only one of them.
    """

    alias: str
    pillar: Pillar
    question: Question
    kind: Kind
    risk: Pair[Risk | None]
    gained: tuple[Choice, ...] = ()
    lost: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    alias: str
    lens: Lens
    version: Pair[int | None]
    measure: Measure
    pillars: tuple[PillarProgress, ...]
    questions: tuple[QuestionProgress, ...]

    @property
    def is_new(self) -> bool:
        return self.version.before is None

    @property
    def is_gone(self) -> bool:
        return self.version.after is None


@dataclass(frozen=True, slots=True)
class Progress:
    reviews: tuple[ReviewProgress, ...]
    done: tuple[PlanItem, ...]
    planned: tuple[PlanItem, ...]

    @property
    def by_kind(self) -> Mapping[Kind, tuple[QuestionProgress, ...]]:
        return {kind: tuple(self._of(kind)) for kind in Kind}

    def _of(self, kind: Kind) -> Iterator[QuestionProgress]:
        return (one for review in self.reviews for one in review.questions if one.kind is kind)

    @property
    def counts(self) -> Pair[Counts]:
        both = [review.measure.counts for review in self.reviews]
        return Pair(add(one.before for one in both), add(one.after for one in both))

    @property
    def unchanged(self) -> int:
        return len(self.by_kind[Kind.SAME])

    @property
    def is_empty(self) -> bool:
        questions = (one for review in self.reviews for one in review.questions)
        changed = any(one.kind is not Kind.SAME for one in questions)
        return not (changed or self.done or self.planned)


def compare(before: State, after: State) -> Progress:
    aliases = dict.fromkeys(one.alias for state in (after, before) for one in state.reviews)
    then = {item.id: item for item in before.plan}
    return Progress(
        reviews=tuple(_review(a, before.review(a), after.review(a)) for a in aliases),
        done=tuple(item for item in after.plan if item.status == DONE and not _is_done(then, item)),
        planned=tuple(item for item in after.plan if item.id not in then),
    )


def _is_done(items: Mapping[str, PlanItem], item: PlanItem) -> bool:
    return item.id in items and items[item.id].status == DONE


def _review(alias: str, before: ReviewState | None, after: ReviewState | None) -> ReviewProgress:
    latest = after or before
    assert latest is not None
    spans = Pair(*(one.outcome.span if one else NOTHING for one in (before, after)))
    counts = Pair(*(one.outcome.counts if one else Counts() for one in (before, after)))
    return ReviewProgress(
        alias=alias,
        lens=latest.lens,
        version=Pair(before.version if before else None, after.version if after else None),
        measure=Measure(spans, counts),
        pillars=tuple(_pillars(before, after)),
        questions=tuple(_questions(alias, before, after)),
    )


def _pillars(before: ReviewState | None, after: ReviewState | None) -> Iterator[PillarProgress]:
    """Those of the later moment in its order, then those that are gone."""
    then, now = _pillars_of(before), _pillars_of(after)
    for id in {**now, **then}:
        both = (then.get(id), now.get(id))
        spans = Pair(*(one.span if one else NOTHING for one in both))
        counts = Pair(*(one.counts if one else Counts() for one in both))
        yield PillarProgress((now.get(id) or then[id]).pillar, Measure(spans, counts))


def _pillars_of(review: ReviewState | None) -> dict[str, PillarOutcome]:
    return {one.pillar.id: one for one in review.outcome.pillars} if review else {}


def _questions(
    alias: str, before: ReviewState | None, after: ReviewState | None
) -> Iterator[QuestionProgress]:
    then, now = _questions_of(before), _questions_of(after)
    for id in {**now, **then}:
        was, now_is = then.get(id), now.get(id)
        pillar, latest = now.get(id) or then[id]
        risks = Pair(was[1].risk if was else None, now_is[1].risk if now_is else None)
        gained = _only_in(now_is, was) if was else ()
        lost = _only_in(was, now_is) if now_is else ()
        kind = kind_of(risks.before, risks.after)
        if kind is Kind.SAME and (gained or lost):
            kind = Kind.EDITED
        yield QuestionProgress(alias, pillar, latest.question, kind, risks, gained, lost)


def _questions_of(review: ReviewState | None) -> dict[str, tuple[Pillar, QuestionOutcome]]:
    if review is None:
        return {}
    return {
        outcome.question.id: (pillar.pillar, outcome)
        for pillar in review.outcome.pillars
        for outcome in pillar.questions
    }


def _only_in(
    one: tuple[Pillar, QuestionOutcome] | None, other: tuple[Pillar, QuestionOutcome] | None
) -> tuple[Choice, ...]:
    """The practices in place here that are not in place there."""
    if one is None:
        return ()
    there = other[1].sheet.selected if other else frozenset()
    here = one[1].sheet.selected
    return tuple(c for c in one[1].question.practices if c.id in here and c.id not in there)


def kind_of(before: Risk | None, after: Risk | None) -> Kind:
    if before is after:
        return Kind.SAME
    for risk, gone, came in (
        (None, Kind.GONE, Kind.NEW),
        (Risk.UNANSWERED, Kind.OPEN_AGAIN, Kind.ANSWERED),
        (Risk.NOT_APPLICABLE, Kind.SET_ASIDE, Kind.APPLIES_AGAIN),
    ):
        if after is risk:
            return gone
        if before is risk:
            return came
    assert before is not None
    assert after is not None
    return Kind.BETTER if GRAVITY[after] < GRAVITY[before] else Kind.WORSE


def worst(counts: Counts) -> Risk | None:
    """The gravest risk that was found; None where nothing was judged."""
    return next((risk for risk in (Risk.HIGH, Risk.MEDIUM, Risk.NONE) if counts.of(risk)), None)


def _points(before: float | None, after: float | None) -> int | None:
    return None if before is None or after is None else whole(after) - whole(before)


def whole(percent: float) -> int:
    """As it is shown, so that what a reader subtracts comes out."""
    return floor(percent + 0.5 + 1e-9)
