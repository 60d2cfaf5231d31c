"""The door through which every answer goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.models import User
from pillars.questionnaire.content import Question, Risk
from reviews.models import Answer, AnswerRevision, LensReview
from reviews.outcome.answers import UNSAID, Sheet

COUNTERS = {
    Risk.HIGH: "high",
    Risk.MEDIUM: "medium",
    Risk.NONE: "no_risk",
    Risk.UNANSWERED: "unanswered",
    Risk.NOT_APPLICABLE: "not_applicable",
}


@dataclass
class StaleAnswer(Exception):
    """Somebody saved this answer since it was loaded: nothing is overwritten."""

    current: Answer
    sent: Sheet


class UnknownIds(Exception):
    """The answer names a question or practice that its lens does not have."""


@transaction.atomic
def record_answer(
    *,
    review: LensReview,
    question_id: str,
    sheet: Sheet,
    base_version: int,
    by: User | None,
    action: str = "answer.saved",
) -> Answer:
    """Save what was said to a question, with its revision and the review's running counts.

    Raises StaleAnswer when `base_version` is not the version that is stored, UnknownIds for an id
    that the lens does not have.
    """
    question = _question(review, question_id, sheet)
    hold(review)
    answer = _answer(review, question_id)
    if answer.version != base_version:
        raise StaleAnswer(answer, sheet)
    if answer.version and answer.value == sheet:
        return answer
    before = answer.risk
    answer.sheet = sheet.to_json()
    answer.risk = sheet.rating(question).risk
    answer.version += 1
    answer.updated_by = by
    answer.save()
    _witness(answer, by)
    _move_count(review, question_id, before, answer.risk)
    audit.record(
        action=action,
        by=by,
        organisation=review.organisation,
        target=review,
        question=question_id,
        version=answer.version,
    )
    return answer


def _question(review: LensReview, question_id: str, sheet: Sheet) -> Question:
    question = review.questionnaire.question(question_id)
    if question is None:
        raise UnknownIds(question_id)
    known = {choice.id for choice in question.choices}
    unknown = (sheet.selected | set(sheet.practices)) - known
    if unknown:
        raise UnknownIds(", ".join(sorted(unknown)))
    return question


def hold(review: LensReview) -> None:
    """One change at a time: an answer and its pillar set aside at once would count it twice.

    The counts of `review` are then those that stand.
    """
    held = LensReview.objects.select_for_update().filter(pk=review.pk).values(*COUNTERS.values())
    for counter, count in held.get().items():
        setattr(review, counter, count)


def _answer(review: LensReview, question_id: str) -> Answer:
    """The answer as it stands, or one that says nothing; call it while the review is held."""
    found = Answer.objects.filter(review=review, question_id=question_id).first()
    return found or Answer(
        organisation_id=review.organisation_id,
        review=review,
        question_id=question_id,
        sheet=UNSAID.to_json(),
    )


def _witness(answer: Answer, by: User | None) -> None:
    AnswerRevision.objects.create(
        organisation_id=answer.organisation_id,
        answer=answer,
        version=answer.version,
        sheet=answer.sheet,
        risk=answer.risk,
        saved_by=by,
    )


def _move_count(review: LensReview, question_id: str, before: str, after: str) -> None:
    """A question of a pillar that is set aside counts as not applicable, whatever is said."""
    if before == after:
        return
    down, up = COUNTERS[Risk(before)], COUNTERS[Risk(after)]
    pillar = review.questionnaire.pillar_of(question_id)
    counted = LensReview.objects.exclude(pillars_set_aside__pillar_id=pillar.id)
    if counted.filter(pk=review.pk).update(**{down: F(down) - 1, up: F(up) + 1}):
        setattr(review, down, getattr(review, down) - 1)
        setattr(review, up, getattr(review, up) + 1)


def undo(*, review: LensReview, question_id: str, base_version: int, by: User) -> Answer:
    """Bring back the revision before the current one, as a new revision."""
    answer = Answer.objects.exclude(version=0).get(review=review, question_id=question_id)
    earlier = answer.revisions.filter(version__lt=answer.version).order_by("-version").first()
    return record_answer(
        review=review,
        question_id=question_id,
        sheet=earlier.value if earlier else UNSAID,
        base_version=base_version,
        by=by,
        action="answer.undone",
    )


@transaction.atomic
def flag(*, review: LensReview, question_id: str, flagged: bool, by: User) -> Answer:
    hold(review)
    answer = _answer(review, question_id)
    if answer.flagged == flagged:
        return answer
    answer.flagged = flagged
    if answer.pk is None:
        answer.save()
    else:  # `updated_at` is when it was last answered
        answer.save(update_fields=["flagged"])
    audit.record(
        action="answer.flagged" if flagged else "answer.unflagged",
        by=by,
        organisation=review.organisation,
        target=review,
        question=question_id,
    )
    return answer


@transaction.atomic
def remember_risk(*, user: User, shows: bool) -> None:
    user.shows_risk = shows
    user.save(update_fields=["shows_risk"])
    audit.record(action="risk.shown" if shows else "risk.hidden", by=user, organisation=None)
