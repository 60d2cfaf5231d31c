"""What a report is compared with: the milestone before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviews.outcome.scoring import Counts, Outcome
from reviews.outcome.standing import add
from reviews.outcome.state import ReviewState, State


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    number: int
    name: str
    note: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class Before:
    """The milestone that this report is compared with."""

    milestone: MilestoneFacts
    state: State

    def outcome(self, review: ReviewState) -> Outcome | None:
        """Of the same questions only: another version of the lens cannot be compared."""
        then = self.state.review(review.alias)
        return then.outcome if then and then.digest == review.digest else None


@dataclass(frozen=True, slots=True)
class Change:
    """Counts then and now, of the reviews that can be compared."""

    milestone: MilestoneFacts
    then: Counts
    now: Counts


def change(state: State, before: Before | None) -> Change | None:
    if before is None:
        return None
    pairs = [(before.outcome(review), review.outcome) for review in state.reviews]
    both = [(then, now) for then, now in pairs if then is not None]
    if not both:
        return None
    then = add(then.counts for then, _ in both)
    return Change(before.milestone, then, add(now.counts for _, now in both))
