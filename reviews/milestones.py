"""Milestones: the workload as it stood, kept for ever."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.models import User
from reviews.gathering import state_now
from reviews.models import Milestone, Workload
from reviews.models.milestone import snapshot_digest as digest
from reviews.outcome.state import to_json

TRIES = 3


def take_milestone(
    *,
    workload: Workload,
    name: str,
    note: str = "",
    by: User | None,
    at: datetime | None = None,
) -> Milestone:
    """Keep the workload as it stands; `at` is for one that was taken before it came in here."""
    for left in reversed(range(TRIES)):
        try:
            return _take(workload, name=name, note=note, by=by, at=at)
        except IntegrityError:
            # The number went to somebody who does not lock the workload: an import, a script.
            if not left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _take(
    workload: Workload, *, name: str, note: str, by: User | None, at: datetime | None
) -> Milestone:
    # The lock on the workload makes numbers contiguous when two people press at once; what the page
    # knew of it may have changed since.
    workload = Workload.objects.select_for_update().get(pk=workload.pk)
    last = workload.milestones.aggregate(last=Max("number"))["last"] or 0
    snapshot = canonical(to_json(state_now(workload)))
    milestone = Milestone.objects.create(
        organisation_id=workload.organisation_id,
        workload=workload,
        number=last + 1,
        name=name,
        note=note,
        snapshot=snapshot,
        digest=digest(snapshot),
        taken_by=by,
        taken_at=at or timezone.now(),
    )
    audit.record(
        action="milestone.taken",
        by=by,
        organisation=workload.organisation,
        target=workload,
        number=milestone.number,
    )
    return milestone


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
