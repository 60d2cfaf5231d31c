"""What is still to be found out."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from reviews.models import OpenPoint


@transaction.atomic
def ask(*, point: OpenPoint, by: User | None) -> OpenPoint:
    point.organisation_id, point.asked_by = point.review.organisation_id, by
    point.save()
    _witness("open_point.asked", point, by)
    return point


@transaction.atomic
def close(*, point: OpenPoint, by: User) -> None:
    if point.found_at is not None:
        return
    point.found_at, point.found_by = timezone.now(), by
    point.save(update_fields=["found_at", "found_by"])
    _witness("open_point.found", point, by)


def _witness(action: str, point: OpenPoint, by: User | None) -> None:
    audit.record(
        action=action,
        by=by,
        organisation=point.review.organisation,
        target=point.review,
        question=point.question_id,
    )
