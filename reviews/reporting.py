"""The report of a workload, gathered: as it stands, or as it stood at a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from accounts import logos
from accounts.models import Letterhead as AccountLetterhead
from reviews.comparison import hands_between
from reviews.gathering import state_at, state_now, states_at
from reviews.models import Milestone, Workload
from reviews.outcome.changes import Hand, TrendMoment
from reviews.outcome.choosing import EVERYTHING, Chosen, Part
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.report import Letterhead, Report, report
from reviews.outcome.state import State

TREND_OF = 8  # milestones: what fits beside each other on paper


def report_of(
    workload: Workload, milestone: Milestone | None = None, chosen: Chosen = EVERYTHING
) -> Report:
    """What is compared with is the milestone before: the last one, or the one before this one."""
    earlier = _earlier(workload, milestone)
    states = states_at(earlier)
    facts = _facts(milestone) if milestone else None
    return report(
        state_at(milestone) if milestone else state_now(workload),
        as_of=facts.taken_on if facts else timezone.localdate(),
        milestone=facts,
        previous=Before(_facts(earlier[0]), states[0]) if earlier else None,
        chosen=chosen,
        hands=_hands(workload, chosen, earlier, milestone),
        past=_past(earlier, states),
        letterhead=_letterhead(workload),
    )


def _letterhead(workload: Workload) -> Letterhead:
    found = AccountLetterhead.objects.filter(organisation=workload.organisation_id).first()
    if found is None:
        return Letterhead()
    logo = logos.kept(found.logo)
    return Letterhead(found.classification, logo.address if logo else "")


def _earlier(workload: Workload, milestone: Milestone | None) -> list[Milestone]:
    """The newest first. One that was changed is left out of the trend, but never the last one:
    opening that says so."""
    earlier = workload.milestones.order_by("-number")
    if milestone is not None:
        earlier = earlier.filter(number__lt=milestone.number)
    found = list(earlier[:TREND_OF])
    return [one for place, one in enumerate(found) if not place or one.is_intact]


def _past(
    milestones: Sequence[Milestone], states: Sequence[State]
) -> list[tuple[TrendMoment, State]]:
    moments = [TrendMoment(one.name, timezone.localdate(one.taken_at)) for one in milestones]
    return list(reversed(list(zip(moments, states, strict=True))))


def _hands(
    workload: Workload, chosen: Chosen, earlier: Sequence[Milestone], until: Milestone | None
) -> list[Hand]:
    if not (earlier and chosen.has_names and chosen.has(Part.CHANGES)):
        return []
    end: datetime = until.taken_at if until else timezone.now()
    found = hands_between(workload, earlier[0].taken_at, end)
    if chosen.alias:
        found = {key: hands for key, hands in found.items() if key[0] == chosen.alias}
    questions: dict[str, int] = {}
    for hands in found.values():
        for hand in hands:
            questions[hand.name] = questions.get(hand.name, 0) + 1
    return [Hand(*one) for one in sorted(questions.items(), key=lambda one: (-one[1], one[0]))]


def _facts(milestone: Milestone) -> MilestoneFacts:
    taken_on = timezone.localdate(milestone.taken_at)
    return MilestoneFacts(milestone.number, milestone.name, milestone.note, taken_on)
