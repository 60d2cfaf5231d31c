"""What changes plan items."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import User
from reviews.models import Improvement, LensReview, Workload


@transaction.atomic
def add_improvement(
    *,
    workload: Workload,
    by: User | None,
    review: LensReview | None = None,
    question_id: str = "",
    choice_id: str = "",
    **fields: Any,
) -> Improvement:
    improvement = Improvement.objects.create(
        organisation_id=workload.organisation_id,
        workload=workload,
        review=review,
        question_id=question_id,
        choice_id=choice_id,
        created_by=by,
        **fields,
    )
    _witness("improvement.added", improvement, by)
    return improvement


@transaction.atomic
def edit_improvement(*, improvement: Improvement, by: User | None, **fields: Any) -> Improvement:
    changed = [name for name, value in fields.items() if getattr(improvement, name) != value]
    for name, value in fields.items():
        setattr(improvement, name, value)
    improvement.save()
    _witness("improvement.edited", improvement, by, changed=changed)
    return improvement


@transaction.atomic
def remove_improvement(*, improvement: Improvement, by: User) -> None:
    _witness("improvement.removed", improvement, by, title=improvement.title)
    improvement.delete()


def _witness(action: str, improvement: Improvement, by: User | None, **details: Any) -> None:
    audit.record(
        action=action,
        by=by,
        organisation=improvement.workload.organisation,
        target=improvement,
        **details,
    )
