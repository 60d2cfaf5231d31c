"""The door through which every answer goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

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
    answer = _locked(review, question_id)
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
    if not review.pillars_set_aside.filter(
        pillar_id=review.questionnaire.pillar_of(question_id).id
    ).exists():
        move_count(review, before, answer.risk)
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
    """One change at a time: an answer and its pillar set aside at once would count it twice."""
    LensReview.objects.select_for_update().filter(pk=review.pk).first()


def _locked(review: LensReview, question_id: str) -> Answer:
    answer, _created = Answer.objects.select_for_update().get_or_create(
        review=review,
        question_id=question_id,
        defaults={
            "organisation_id": review.organisation_id,
            "sheet": UNSAID.to_json(),
            "version": 0,
        },
    )
    return answer


def _witness(answer: Answer, by: User | None) -> None:
    AnswerRevision.objects.create(
        organisation_id=answer.organisation_id,
        answer=answer,
        version=answer.version,
        sheet=answer.sheet,
        risk=answer.risk,
        saved_by=by,
    )


def move_count(review: LensReview, before: str, after: str) -> None:
    if before == after:
        return
    down, up = COUNTERS[Risk(before)], COUNTERS[Risk(after)]
    LensReview.objects.filter(pk=review.pk).update(**{down: F(down) - 1, up: F(up) + 1})
    review.refresh_from_db(fields=[down, up])


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
    answer = _locked(review, question_id)
    Answer.objects.filter(pk=answer.pk).update(flagged=flagged, updated_at=timezone.now())
    answer.flagged = flagged
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
