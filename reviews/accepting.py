"""What makes an accepted risk: a request with a reason and a day, and an approval."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from reviews.item_history import witness
from reviews.models import Improvement, RiskAcceptance
from reviews.models.improvement import Status


class AlreadyAsked(Exception):
    """A request for this item waits already."""


@transaction.atomic
def ask_acceptance(
    *, improvement: Improvement, reason: str, until: date, by: User
) -> RiskAcceptance:
    try:
        with transaction.atomic():
            asked = RiskAcceptance.objects.create(
                organisation_id=improvement.organisation_id,
                improvement=improvement,
                reason=reason,
                until=until,
                asked_by=by,
            )
    except IntegrityError:
        raise AlreadyAsked from None
    witness("acceptance.asked", improvement, by, changes={"until": ("", until)})
    return asked


@transaction.atomic
def approve_acceptance(*, acceptance: RiskAcceptance, by: User) -> bool:
    """Whether it was still waiting: of two who decide one, the first did."""
    if not _decide(acceptance, by, is_approved=True):
        return False
    item = Improvement.objects.select_for_update().get(pk=acceptance.improvement_id)
    before, item.status, item.acceptance = item.status, Status.RISK_ACCEPTED, acceptance
    item.save()
    changes = {"status": (before, item.status), "until": ("", acceptance.until)}
    witness("acceptance.approved", item, by, changes=changes)
    return True


@transaction.atomic
def decline_acceptance(*, acceptance: RiskAcceptance, by: User) -> bool:
    if not _decide(acceptance, by, is_approved=False):
        return False
    witness("acceptance.declined", acceptance.improvement, by)
    return True


def _decide(acceptance: RiskAcceptance, by: User, *, is_approved: bool) -> bool:
    waiting = RiskAcceptance.objects.filter(pk=acceptance.pk, is_approved=None)
    now = timezone.now()
    if not waiting.update(is_approved=is_approved, decided_by=by, decided_at=now):
        return False
    acceptance.is_approved, acceptance.decided_by, acceptance.decided_at = is_approved, by, now
    return True
