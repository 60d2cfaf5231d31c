"""What a report says about the time since the milestone before: questions, actions, the trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.progress import GRAVITY, Kind, Progress, QuestionProgress, compare
from reviews.outcome.state import State
from reviews.outcome.trend import Trend, trends


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changed how many questions."""

    name: str
    questions: int


@dataclass(frozen=True, slots=True)
class TrendMoment:
    """A milestone, or the state that is reported."""

    name: str
    on: date
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of which the same became, the gravest first."""

    kind: Kind
    rows: tuple[QuestionProgress, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    since: MilestoneFacts
    progress: Progress
    hands: tuple[Hand, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        found = self.progress.by_kind
        return tuple(
            Section(kind, tuple(sorted(found[kind], key=_gravest_first)))
            for kind in Kind
            if found[kind] and kind is not Kind.SAME
        )

    @property
    def is_empty(self) -> bool:
        return self.progress.is_empty


def changes(state: State, before: Before | None, hands: Sequence[Hand] = ()) -> Changes | None:
    """None before there is a milestone to compare with."""
    if before is None:
        return None
    return Changes(before.milestone, compare(before.state, state), tuple(hands))


def trend_of(
    past: Sequence[tuple[TrendMoment, State]], now: tuple[TrendMoment, State]
) -> tuple[Trend[TrendMoment], ...]:
    """Of each lens that was reviewed at two moments at least; one moment is no trend."""
    return tuple(one for one in trends([*past, now]) if len(one.points) > 1)


def _gravest_first(one: QuestionProgress) -> int:
    return -GRAVITY.get(one.risk.after, -1) if one.risk.after else 1
