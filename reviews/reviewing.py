"""Starting a lens review, and setting pillars aside."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import User
from pillars import library
from pillars.models import LensVersion
from reviews.answering import hold
from reviews.gathering import review_state
from reviews.models import LensReview, PillarSetAside, Workload


@transaction.atomic
def start_review(*, workload: Workload, version: LensVersion, by: User | None) -> LensReview:
    """Apply a lens version to a workload; the review that is there already is returned as it is."""
    questions = len(library.questionnaire(version).questions)
    review, created = LensReview.objects.get_or_create(
        workload=workload,
        lens=version.lens,
        defaults={
            "organisation_id": workload.organisation_id,
            "version": version,
            "unanswered": questions,
            "created_by": by,
        },
    )
    if created:
        audit.record(
            action="review.started",
            by=by,
            organisation=workload.organisation,
            target=workload,
            lens=version.lens.alias,
            version=version.number,
        )
    return review


@transaction.atomic
def set_pillar_aside(*, review: LensReview, pillar_id: str, reason: str, by: User | None) -> None:
    """Say with one reason that a whole pillar does not apply; what was answered there is kept."""
    hold(review)
    PillarSetAside.objects.update_or_create(
        review=review,
        pillar_id=pillar_id,
        defaults={"organisation_id": review.organisation_id, "reason": reason, "set_by": by},
    )
    recount(review)
    _witness(review, "pillar.set_aside", pillar_id, by)


@transaction.atomic
def take_pillar_back(*, review: LensReview, pillar_id: str, by: User | None) -> None:
    hold(review)
    review.pillars_set_aside.filter(pillar_id=pillar_id).delete()
    recount(review)
    _witness(review, "pillar.taken_back", pillar_id, by)


def recount(review: LensReview) -> None:
    counts = review_state(review).outcome.counts
    review.high, review.medium, review.no_risk = counts.high, counts.medium, counts.none
    review.unanswered, review.not_applicable = counts.unanswered, counts.not_applicable
    review.save(update_fields=["high", "medium", "no_risk", "unanswered", "not_applicable"])


def _witness(review: LensReview, action: str, pillar_id: str, by: User | None) -> None:
    audit.record(
        action=action, by=by, organisation=review.organisation, target=review, pillar=pillar_id
    )
