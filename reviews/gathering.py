"""Rows into values, in a number of queries that does not depend on their number."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from pillars import library
from pillars.models import LensVersion
from pillars.questionnaire.content import Lens
from reviews.models import Improvement, LensReview, Milestone, Workload
from reviews.models.milestone import SnapshotIsBroken
from reviews.outcome.state import (
    DecisionAsked,
    Facts,
    PlanItem,
    ReviewState,
    State,
    ToFindOut,
    from_json,
)

logger = logging.getLogger(__name__)


def state_now(workload: Workload) -> State:
    return _state(workload, _plan(workload, Improvement.objects.all()), _people(workload))


def state_on_page(workload: Workload) -> State:
    """Without what the page of the workload does not say: what waits for what, and who answered."""
    return _state(workload, _plan(workload, Improvement.objects.none()), ())


def _state(workload: Workload, plan: Iterable[PlanItem], people: Iterable[str]) -> State:
    # A review comes once for each pillar set aside, which are few: one query for both.
    rows: list[Any] = list(
        workload.reviews.select_related("lens", "version")
        .defer("version__document")
        .annotate(aside=F("pillars_set_aside__pillar_id"), why=F("pillars_set_aside__reason"))
    )
    asides: dict[int, dict[str, str]] = {row.pk: {} for row in rows}
    for row in rows:
        if row.aside is not None:
            asides[row.pk][row.aside] = row.why
    reviews: list[LensReview] = list({row.pk: row for row in rows}.values())
    prefetch_related_objects(reviews, "answers", "open_points")
    summary = getattr(workload, "summary", None)
    return State(
        facts=_facts(workload),
        reviews=tuple(review_state(review, asides[review.pk]) for review in reviews),
        plan=tuple(plan),
        to_find_out=tuple(
            ToFindOut(
                review.lens.alias,
                point.question_id,
                point.choice_id,
                point.whom,
                point.due_on,
                point.proof,
            )
            for review in reviews
            for point in review.open_points.all()
            if point.found_at is None
        ),
        summary=summary.text if summary else "",
        decisions=tuple(
            DecisionAsked(decision.text, decision.from_whom, decision.due_on)
            for decision in workload.decisions.all()
        ),
        people=tuple(people),
    )


def review_state(review: LensReview, asides: Mapping[str, str] | None = None) -> ReviewState:
    """`asides` are the pillars set aside, where they were read with the review."""
    return ReviewState(
        alias=review.lens.alias,
        version_id=review.version_id,
        version=review.version.number,
        digest=review.version.digest,
        lens=library.questionnaire(review.version),
        sheets={
            answer.question_id: answer.value for answer in review.answers.all() if answer.version
        },
        pillars_set_aside=aside_of(review) if asides is None else asides,
    )


def state_at(milestone: Milestone) -> State:
    """Raises SnapshotIsBroken."""
    return states_at([milestone])[0]


def states_at(milestones: Sequence[Milestone]) -> list[State]:
    """Several at once: one query for the lenses of all. Raises SnapshotIsBroken."""
    kept = [snapshot_of(milestone) for milestone in milestones]
    lenses = _lenses({review["version_id"] for one in kept for review in one["reviews"]})
    return [from_json(one, lenses.__getitem__) for one in kept]


def snapshot_of(milestone: Milestone) -> dict[str, Any]:
    """What was kept, once it is known to be what was kept. Raises SnapshotIsBroken."""
    if not milestone.is_intact:
        logger.error(
            "The snapshot of milestone %d of workload %s does not match its digest.",
            milestone.number,
            milestone.workload_id,
        )
        raise SnapshotIsBroken(milestone)
    snapshot: dict[str, Any] = json.loads(milestone.snapshot)
    return snapshot


def _lenses(versions: Iterable[int]) -> dict[int, Lens]:
    rows = LensVersion.objects.filter(pk__in=versions).defer("document")
    return {row.pk: library.questionnaire(row) for row in rows}


def aside_of(review: LensReview) -> dict[str, str]:
    return {aside.pillar_id: aside.reason for aside in review.pillars_set_aside.all()}


def _facts(workload: Workload) -> Facts:
    return Facts(
        id=workload.public_id,
        name=workload.name,
        organisation=workload.organisation.name,
        description=workload.description,
        environment=workload.environment,
        review_owner=workload.review_owner,
        industry_type=workload.industry_type,
        industry=workload.industry,
        aws_regions=tuple(workload.aws_regions),
        non_aws_regions=tuple(workload.non_aws_regions),
        account_ids=tuple(workload.account_ids),
        architectural_design=workload.architectural_design,
        links=tuple(workload.links),
        tags=tuple(str(tag) for tag in workload.tags.all()),
        notes=workload.notes,
        pillar_priorities=tuple(workload.pillar_priorities),
    )


def _plan(workload: Workload, needs: QuerySet[Improvement]) -> list[PlanItem]:
    items = workload.improvements.select_related(
        "review__lens", "assignee", "acceptance__decided_by"
    ).prefetch_related(Prefetch("needs", needs))
    return [plan_item(item) for item in items]


def plan_item(item: Improvement) -> PlanItem:
    until, acceptance = item.accepted_until, item.acceptance
    stands = acceptance if until else None
    return PlanItem(
        id=item.public_id,
        title=item.title,
        status=item.status,
        alias=item.review.lens.alias if item.review else "",
        question_id=item.question_id,
        choice_id=item.choice_id,
        details=item.details,
        owner=item.owner_name,
        owner_email=item.assignee.email if item.assignee else "",
        due_on=item.due_on,
        effort_days=float(item.effort_days) if item.effort_days is not None else None,
        severity=item.severity,
        needs=tuple(needed.public_id for needed in item.needs.all()),
        accepted_until=until,
        accepted_by=str(stands.decided_by or "") if stands else "",
        accepted_because=stands.reason if stands else "",
    )


def _people(workload: Workload) -> list[str]:
    """Who answered, by name: the report says who took part, never beside an opinion."""
    answered = workload.reviews.filter(answers__revisions__saved_by__isnull=False)
    names = answered.values_list(
        "answers__revisions__saved_by__name", "answers__revisions__saved_by__email"
    )
    return sorted({name or email for name, email in names if email})
