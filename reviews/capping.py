"""The cap of a plan: how much a team takes on at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.models import User
from reviews.models import PlanCap, Workload


@dataclass(frozen=True)
class CapUse:
    """How many items are taken on, of how many, for how many days."""

    items: int
    cap: int
    days: int

    @property
    def is_passed(self) -> bool:
        return self.items > self.cap

    @property
    def is_reached(self) -> bool:
        return self.items >= self.cap


@transaction.atomic
def set_cap(*, workload: Workload, items: int | None, days: int, by: User) -> None:
    """None takes the cap away."""
    if items is None:
        PlanCap.objects.filter(workload=workload).delete()
    else:
        PlanCap.objects.update_or_create(
            workload=workload,
            defaults={
                "organisation_id": workload.organisation_id,
                "items": items,
                "days": days,
            },
        )
    audit.record(
        action="plan_cap.set",
        by=by,
        organisation=workload.organisation,
        target=workload,
        items=items,
        days=days,
    )


def cap_use(workload: Workload, today: date) -> CapUse | None:
    """None where no cap is set."""
    cap = PlanCap.objects.filter(workload=workload).first()
    if cap is None:
        return None
    taken_on = workload.improvements.taken_on_until(cap.until(today)).count()
    return CapUse(taken_on, cap.items, cap.days)
