"""Score and counts of each review over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reviews.outcome.scoring import Counts, Span
from reviews.outcome.state import ReviewState, State

Moment = TypeVar("Moment")


@dataclass(frozen=True, slots=True)
class TrendPoint(Generic[Moment]):
    moment: Moment
    version: int
    span: Span
    counts: Counts


@dataclass(frozen=True, slots=True)
class Trend(Generic[Moment]):
    """One review over time."""

    alias: str
    points: tuple[TrendPoint[Moment], ...]


def trends(moments: Sequence[tuple[Moment, State]]) -> tuple[Trend[Moment], ...]:
    """A trend for each review of the last moment, from moments in their order."""
    latest: Iterable[ReviewState] = moments[-1][1].reviews if moments else ()
    return tuple(Trend(one.alias, tuple(_points_of(one.alias, moments))) for one in latest)


def _points_of(alias: str, moments: Iterable[tuple[Moment, State]]) -> Iterator[TrendPoint[Moment]]:
    for moment, state in moments:
        review = state.review(alias)
        if review is not None:
            outcome = review.outcome
            yield TrendPoint(moment, review.version, outcome.span, outcome.counts)
