"""What puts the best set for a budget into the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from reviews.answering import hold
from reviews.improvements import add_improvement
from reviews.models import Improvement, LensReview
from reviews.models.improvement import Status
from reviews.outcome.answers import NOTES_LIMIT
from reviews.outcome.items import Item, item_id

MOST_DAYS = 9999


def in_plan(review: LensReview) -> tuple[dict[str, float], frozenset[str]]:
    """The days that open plan items take, and which practices have one.

    Where a practice was split into several items, their days are added.
    """
    efforts: dict[str, float] = defaultdict(float)
    planned = set()
    for item in review.improvements.exclude(status=Status.DONE).exclude(choice_id=""):
        name = item_id(item.question_id, item.choice_id)
        planned.add(name)
        if item.effort_days is not None:
            efforts[name] += float(item.effort_days)
    return dict(efforts), frozenset(planned)


@transaction.atomic
def plan_items(*, review: LensReview, items: Sequence[Item], by: User) -> list[Improvement]:
    """Plan what is not in the plan yet: whoever asks twice, or at the same time, gets each once."""
    hold(review)
    _efforts, planned = in_plan(review)
    return [
        add_improvement(
            workload=review.workload,
            review=review,
            question_id=item.question.id,
            choice_id=item.choice.id,
            title=item.choice.title[:512],
            details=_details(item),
            effort_days=round(Decimal(str(min(item.effort, MOST_DAYS))), 1),
            status=Status.PLANNED,
            by=by,
        )
        for item in items
        if item.id not in planned
    ]


def _details(item: Item) -> str:
    """The lens's own text; in the plan an assumption is still called one."""
    said = item.choice.improvement.text if item.choice.improvement else ""
    assumed = _("The effort is an assumption.") if item.is_assumed else ""
    room = NOTES_LIMIT - len(assumed) - 2
    return "\n\n".join(filter(None, (said[:room], assumed)))
