"""What changes plan items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from reviews.answering import record_answer
from reviews.item_history import record, witness
from reviews.models import Improvement, LensReview, Prerequisite, Workload
from reviews.models.improvement import Origin, Status
from reviews.outcome.answers import Sheet
from reviews.outcome.plan_checks import circle


class NeedsApproval(Exception):
    """A risk is accepted by an approval, never by setting a status."""


class WaitsForItself(Exception):
    """The prerequisites go round in a circle, or lead to another workload."""


@transaction.atomic
def add_improvement(
    *,
    workload: Workload,
    by: User | None,
    review: LensReview | None = None,
    question_id: str = "",
    choice_id: str = "",
    needs: Iterable[Improvement] = (),
    **fields: Any,
) -> Improvement:
    _refuse_acceptance(fields.get("status"))
    improvement = Improvement.objects.create(
        organisation_id=workload.organisation_id,
        workload=workload,
        review=review,
        question_id=question_id,
        choice_id=choice_id,
        assignee=member_named(workload, fields.get("owner", "")),
        created_by=by,
        **fields,
    )
    _set_needs(improvement, needs)
    witness("improvement.added", improvement, by)
    return improvement


@transaction.atomic
def edit_improvement(
    *,
    improvement: Improvement,
    by: User | None,
    needs: Collection[Improvement] | None = None,
    **fields: Any,
) -> Improvement:
    """Change what is named; `needs` are all prerequisites, or None to leave them."""
    if fields.get("status") != improvement.status:
        _refuse_acceptance(fields.get("status"))
    before = {name: getattr(improvement, name) for name in fields}
    changes = {name: (before[name], new) for name, new in fields.items() if before[name] != new}
    for name, (_old, new) in changes.items():
        setattr(improvement, name, new)
    if "owner" in changes:
        improvement.assignee = member_named(improvement.workload, improvement.owner)
    if "status" in changes:
        improvement.acceptance = None
        _come_back(improvement)
    if changes:
        improvement.save()
    if needs is not None:
        changes |= _set_needs(improvement, needs)
    witness("improvement.edited", improvement, by, changes=changes)
    return improvement


@transaction.atomic
def edit_many(*, improvements: Iterable[Improvement], by: User, **fields: Any) -> None:
    """The same change to each, or, when one cannot be changed, to none."""
    for improvement in improvements:
        edit_improvement(improvement=improvement, by=by, **fields)


@transaction.atomic
def remove_improvement(*, improvement: Improvement, by: User) -> None:
    record("improvement.removed", improvement, by, title=improvement.title)
    improvement.delete()


@transaction.atomic
def split_improvement(
    *,
    improvement: Improvement,
    title: str,
    effort_days: Decimal | None,
    by: User,
) -> Improvement:
    """A second item with a part of the effort; source, owner and date stay the same."""
    part = add_improvement(
        workload=improvement.workload,
        review=improvement.review,
        question_id=improvement.question_id,
        choice_id=improvement.choice_id,
        origin=Origin.SPLIT,
        title=title,
        details=improvement.details,
        owner=improvement.owner,
        due_on=improvement.due_on,
        severity=improvement.severity,
        effort_days=effort_days,
        status=Status.PROPOSED if improvement.status == Status.PROPOSED else Status.PLANNED,
        needs=improvement.needs.all(),
        by=by,
    )
    if improvement.effort_days is not None and effort_days is not None:
        left = max(improvement.effort_days - effort_days, Decimal(0))
        edit_improvement(improvement=improvement, effort_days=left, by=by)
    return part


@transaction.atomic
def finish(
    *,
    improvement: Improvement,
    by: User,
    sheet: Sheet | None = None,
    base_version: int = 0,
) -> Improvement:
    """Mark it done. `sheet` is the answer that goes with it, where one was agreed to.

    Raises StaleAnswer, and changes nothing, when somebody saved the answer meanwhile.
    """
    if sheet is not None and improvement.review is not None:
        record_answer(
            review=improvement.review,
            question_id=improvement.question_id,
            sheet=sheet,
            base_version=base_version,
            by=by,
        )
    return edit_improvement(improvement=improvement, status=Status.DONE, by=by)


def member_named(workload: Workload, owner: str) -> User | None:
    """The member whose address was chosen or typed, or whose name, when only one has it."""
    if not owner:
        return None
    members = User.objects.filter(memberships__organisation_id=workload.organisation_id)
    found = list(members.filter(Q(email__iexact=owner) | Q(name=owner)).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _refuse_acceptance(status: Any) -> None:
    if status == Status.RISK_ACCEPTED:
        raise NeedsApproval


def _come_back(improvement: Improvement) -> None:
    """A proposal that was done, accepted anew, and is opened again: both stay, as two items."""
    if improvement.origin == Origin.PROPOSAL and improvement.review and not improvement.is_done:
        open_now = improvement.review.improvements.open().filter(origin=Origin.PROPOSAL)
        same = open_now.for_practice(improvement.question_id, improvement.choice_id)
        if same.exclude(pk=improvement.pk).exists():
            improvement.origin = Origin.QUESTION


def _set_needs(
    improvement: Improvement, needs: Iterable[Improvement]
) -> dict[str, tuple[Any, Any]]:
    wanted = {needed.pk: needed for needed in needs}
    before = {needed.pk: needed for needed in improvement.needs.all()}
    if wanted.keys() == before.keys():
        return {}
    if any(needed.workload_id != improvement.workload_id for needed in wanted.values()):
        raise WaitsForItself
    # The lock on the workload: two who add one arrow each must not close a circle between them.
    Workload.objects.select_for_update().get(pk=improvement.workload_id)
    improvement.prerequisites.exclude(needs__in=wanted).delete()
    Prerequisite.objects.bulk_create(
        Prerequisite(organisation_id=improvement.organisation_id, item=improvement, needs=needed)
        for pk, needed in wanted.items()
        if pk not in before
    )
    if circle(needs_within(improvement.workload), improvement.public_id):
        raise WaitsForItself
    titles = [sorted(one.title for one in rows.values()) for rows in (before, wanted)]
    return {"needs": (titles[0], titles[1])}


def needs_within(workload: Workload) -> Mapping[str, list[str]]:
    """Which items of the workload wait for which."""
    arrows = Prerequisite.objects.filter(item__workload=workload)
    found: dict[str, list[str]] = {}
    for item, needed in arrows.values_list("item__public_id", "needs__public_id"):
        found.setdefault(item, []).append(needed)
    return found
