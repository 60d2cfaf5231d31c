"""What putting one practice in place does to risk and score: computed, before anybody ticks it."""

from __future__ import annotations

from dataclasses import dataclass

from pillars.questionnaire.content import Choice, Pillar, Question, Risk
from reviews.outcome.answers import UNSAID, Sheet
from reviews.outcome.items import ticked
from reviews.outcome.scoring import Counts, Span, score
from reviews.outcome.state import ReviewState


@dataclass(frozen=True, slots=True)
class Moment:
    risk: Risk
    pillar: Span
    review: Span
    counts: Counts


@dataclass(frozen=True, slots=True)
class Effect:
    pillar: Pillar
    question: Question
    choice: Choice
    sheet: Sheet  # with the practice in place
    is_in_place: bool
    before: Moment
    after: Moment

    @property
    def lowers_risk(self) -> bool:
        return self.before.risk is not self.after.risk

    @property
    def points(self) -> int:
        """Whole points that the low value of the pillar gains."""
        return round((self.after.pillar.low or 0) - (self.before.pillar.low or 0))


def effect(review: ReviewState, question_id: str, choice_id: str) -> Effect | None:
    """None where a tick means nothing: the question, its pillar or the practice does not apply."""
    question = review.lens.question(question_id)
    choice = question.choice(choice_id) if question else None
    if question is None or choice is None or choice.reads_as_none:
        return None
    sheet = review.sheets.get(question_id, UNSAID)
    pillar = review.lens.pillar_of(question_id)
    aside = sheet.not_applicable or choice_id in sheet.set_aside
    if aside or pillar.id in review.pillars_set_aside:
        return None
    is_in_place = choice_id in sheet.selected
    after = sheet if is_in_place else ticked(question, sheet, frozenset({choice_id}))
    return Effect(
        pillar,
        question,
        choice,
        after,
        is_in_place,
        _moment(review, pillar, question, sheet),
        _moment(review, pillar, question, after),
    )


def _moment(review: ReviewState, pillar: Pillar, question: Question, sheet: Sheet) -> Moment:
    outcome = score(
        review.lens, {**review.sheets, question.id: sheet}, dict(review.pillars_set_aside)
    )
    of_pillar = next(one for one in outcome.pillars if one.pillar.id == pillar.id)
    of_question = next(one for one in of_pillar.questions if one.question.id == question.id)
    return Moment(of_question.risk, of_pillar.span, outcome.span, outcome.counts)
