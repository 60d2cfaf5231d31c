"""What makes plan items of what the answers propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from pillars.questionnaire.content import Choice, Question
from reviews.answering import hold
from reviews.improvements import add_improvement
from reviews.models import Improvement, LensReview
from reviews.models.improvement import Origin, Status
from reviews.outcome.answers import NOTES_LIMIT

MOST_DAYS = Decimal("9999")


@dataclass(frozen=True)
class Pick:
    """One proposal that was ticked, looked up in the review's own lens."""

    review: LensReview
    question: Question
    choice: Choice | None

    @property
    def choice_id(self) -> str:
        return self.choice.id if self.choice else ""


@transaction.atomic
def accept_proposals(*, picks: Iterable[Pick], by: User) -> list[Improvement]:
    """The items that this made: whoever asks twice, or at the same time, gets each once."""
    made = []
    for pick in picks:
        hold(pick.review)
        here = pick.review.improvements.open()
        if not here.for_practice(pick.question.id, pick.choice_id).exists():
            made.append(_accept(pick, by))
    return made


def _accept(pick: Pick, by: User) -> Improvement:
    choice = pick.choice
    effort = choice.effort if choice else None
    return add_improvement(
        workload=pick.review.workload,
        review=pick.review,
        question_id=pick.question.id,
        choice_id=pick.choice_id,
        origin=Origin.PROPOSAL,
        title=(choice.title if choice else pick.question.title)[:512],
        details=improvement_text(choice) if choice else "",
        severity=choice.severity.value if choice else "",
        effort_days=None if effort is None else min(round(Decimal(str(effort)), 1), MOST_DAYS),
        status=Status.PLANNED,
        by=by,
    )


def improvement_text(choice: Choice) -> str:
    return choice.improvement.text[:NOTES_LIMIT] if choice.improvement else ""
