"""Two moments of a workload side by side: what the page that compares them shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.gathering import snapshot_of, state_now, states_at
from reviews.models import AnswerRevision, Milestone, Workload
from reviews.outcome.progress import GRAVITY, Kind, Progress, QuestionProgress, compare
from reviews.outcome.scoring import Outcome
from reviews.outcome.state import State, from_json
from reviews.outcome.trend import Trend, trends

NOW = "now"
TREND_OF = 12  # milestones: the newest ones
QuestionKey = tuple[str, str]

TITLES: dict[Kind, str | Promise] = {
    Kind.WORSE: _("Got worse"),
    Kind.BETTER: _("Got better"),
    Kind.ANSWERED: _("Newly answered"),
    Kind.OPEN_AGAIN: _("Open again"),
    Kind.SET_ASIDE: _("No longer applies"),
    Kind.APPLIES_AGAIN: _("Applies again"),
    Kind.NEW: _("New questions"),
    Kind.GONE: _("No longer asked"),
    Kind.EDITED: _("Other practices, same risk"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone, or now."""

    key: str  # "now", or the number of the milestone
    name: str
    at: datetime

    @property
    def is_now(self) -> bool:
        return self.key == NOW


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody, and how often they saved an answer."""

    name: str
    saves: int


@dataclass(frozen=True, slots=True)
class Row:
    change: QuestionProgress
    hands: tuple[Hand, ...]
    is_asked_now: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind."""

    kind: Kind
    title: str | Promise
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    moments: tuple[Moment, ...]
    before: Moment
    after: Moment
    progress: Progress
    sections: tuple[Section, ...]
    hands: tuple[Hand, ...]
    trends: Mapping[str, Trend[Moment]]
    left_out: tuple[Milestone, ...]


def comparison(workload: Workload, asked: Mapping[str, Any]) -> Comparison | None:
    """What was asked for, or the newest milestone against now; None before the first milestone.

    Raises Http404 for a milestone that is not there, SnapshotIsBroken for one that was changed.
    """
    moments = tuple(_moments(workload))
    if len(moments) == 1:
        return None
    before = _moment(moments, asked.get("from", ""), moments[1])
    after = _moment(moments, asked.get("to", ""), moments[0])
    kept, left_out = _kept(workload, moments, {before.key, after.key})
    states = {NOW: state_now(workload)}
    for milestone, state in zip(kept, states_at(kept), strict=True):
        states[str(milestone.number)] = state
    progress = compare(states[before.key], states[after.key])
    hands = hands_between(workload, *sorted([before.at, after.at]))
    return Comparison(
        moments=moments,
        before=before,
        after=after,
        progress=progress,
        sections=tuple(_sections(progress, hands, states[NOW])),
        hands=_together(hands),
        trends=_trends(moments, states),
        left_out=left_out,
    )


def _moments(workload: Workload) -> Iterator[Moment]:
    """Now, then the milestones, newest first."""
    yield Moment(NOW, gettext("Now"), timezone.now())
    for number, name, at in workload.milestones.values_list("number", "name", "taken_at"):
        yield Moment(str(number), name, at)


def _moment(moments: Iterable[Moment], key: str, default: Moment) -> Moment:
    if key != NOW and not key.isdecimal():
        return default
    for moment in moments:
        if moment.key == key:
            return moment
    raise Http404


def _kept(
    workload: Workload, moments: tuple[Moment, ...], chosen: set[str]
) -> tuple[list[Milestone], tuple[Milestone, ...]]:
    """The milestones to open, and those that the trend does without: they were changed."""
    newest = {moment.key for moment in moments[1 : TREND_OF + 1]}
    rows = list(workload.milestones.filter(number__in=(newest | chosen) - {NOW}))
    left_out = [row for row in rows if str(row.number) not in chosen and not row.is_intact]
    return [row for row in rows if row not in left_out], tuple(left_out)


def hands_between(
    workload: Workload, since: datetime, until: datetime
) -> dict[QuestionKey, tuple[Hand, ...]]:
    """Who saved answers after the one moment and up to the other, in one query."""
    saved = AnswerRevision.objects.filter(
        answer__review__workload=workload, saved_at__gt=since, saved_at__lte=until
    )
    rows = (
        saved.values_list(
            "answer__review__lens__alias",
            "answer__question_id",
            "saved_by__name",
            "saved_by__email",
        )
        .annotate(saves=Count("pk"))
        .order_by("saved_by__name", "saved_by__email")
    )
    found: dict[QuestionKey, list[Hand]] = defaultdict(list)
    for alias, question_id, name, email, saves in rows:
        found[alias, question_id].append(Hand(name or email or gettext("a former member"), saves))
    return {key: tuple(hands) for key, hands in found.items()}


def _together(hands: Mapping[QuestionKey, tuple[Hand, ...]]) -> tuple[Hand, ...]:
    """Who changed how many questions, the most first."""
    questions: dict[str, int] = defaultdict(int)
    for several in hands.values():
        for hand in several:
            questions[hand.name] += 1
    return tuple(Hand(*one) for one in sorted(questions.items(), key=lambda one: (-one[1], one[0])))


def _sections(
    progress: Progress, hands: Mapping[QuestionKey, tuple[Hand, ...]], now: State
) -> Iterator[Section]:
    asked = {
        (one.alias, q.id) for one in now.reviews for p in one.lens.pillars for q in p.questions
    }
    for kind, changes in progress.by_kind.items():
        if changes and kind is not Kind.SAME:
            gravest_first = sorted(changes, key=lambda one: -_gravity(one))
            keys = [(one.alias, one.question.id) for one in gravest_first]
            rows = (
                Row(change, hands.get(key, ()), key in asked)
                for change, key in zip(gravest_first, keys, strict=True)
            )
            yield Section(kind, TITLES[kind], tuple(rows))


def _gravity(change: QuestionProgress) -> int:
    return GRAVITY.get(change.risk.after, -1) if change.risk.after else -1


def _trends(moments: tuple[Moment, ...], states: Mapping[str, State]) -> dict[str, Trend[Moment]]:
    in_order = reversed(moments[: TREND_OF + 1])
    past = [(moment, states[moment.key]) for moment in in_order if moment.key in states]
    return {one.alias: one for one in trends(past)}


def last_outcomes(state: State, milestone: Milestone | None) -> dict[str, Outcome]:
    """How the reviews of a state stood at a milestone, by alias: of the same questions only.

    Asks the database nothing: the lenses are those of the state.
    """
    if milestone is None or not milestone.is_intact:
        return {}
    lenses = {one.version_id: one.lens for one in state.reviews}
    kept = snapshot_of(milestone)
    reviews = [one for one in kept["reviews"] if one["version_id"] in lenses]
    then = from_json({**kept, "reviews": reviews}, lenses.__getitem__)
    return {one.alias: one.outcome for one in then.reviews}
