"""What is said about plan items."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from reviews.item_history import witness
from reviews.models import Improvement, ItemComment


@transaction.atomic
def add_comment(*, improvement: Improvement, text: str, by: User) -> ItemComment:
    comment = ItemComment.objects.create(
        organisation_id=improvement.organisation_id,
        improvement=improvement,
        text=text,
        written_by=by,
    )
    witness("comment.added", improvement, by)
    return comment


@transaction.atomic
def remove_comment(*, comment: ItemComment, by: User) -> None:
    witness("comment.removed", comment.improvement, by)
    comment.delete()
