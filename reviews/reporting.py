"""The report of a workload, gathered: as it stands, or as it stood at a milestone."""

from __future__ import annotations

from django.utils import timezone

from reviews.gathering import state_at, state_now
from reviews.models import Milestone, Workload
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.report import Report, report


def report_of(workload: Workload, milestone: Milestone | None = None) -> Report:
    """What is compared with is the milestone before: the last one, or the one before this one."""
    if milestone is None:
        today = timezone.localdate()
        return report(state_now(workload), as_of=today, previous=_before(workload))
    facts = _facts(milestone)
    return report(
        state_at(milestone),
        as_of=facts.taken_on,
        milestone=facts,
        previous=_before(workload, below=milestone.number),
    )


def _before(workload: Workload, below: int | None = None) -> Before | None:
    earlier = workload.milestones.all()
    if below is not None:
        earlier = earlier.filter(number__lt=below)
    last = earlier.order_by("-number").first()
    return Before(_facts(last), state_at(last)) if last else None


def _facts(milestone: Milestone) -> MilestoneFacts:
    taken_on = timezone.localdate(milestone.taken_at)
    return MilestoneFacts(milestone.number, milestone.name, milestone.note, taken_on)
