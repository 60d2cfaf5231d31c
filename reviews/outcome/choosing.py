"""What a report tells: to whom, which parts, of which lens, with names and notes or without.

Names and notes are taken out of the State, so what is left out is in no part of the report, nor in
any number that is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reviews.outcome.answers import Practice, Sheet
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.state import PlanItem, ReviewState, State


class Audience(StrEnum):
    """The team sees everything; the sponsor neither names nor notes nor who changed what."""

    TEAM = "team"
    SPONSOR = "sponsor"


class Part(StrEnum):
    """The parts of a report in their order; the cover comes always."""

    SUMMARY = "summary"
    SCOPE = "scope"
    PILLARS = "pillars"
    REGISTER = "register"
    PLAN = "plan"
    ACCEPTED = "accepted"
    FIND_OUT = "find-out"
    CHANGES = "changes"
    ANSWERS = "answers"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Chosen:
    """`parts` empty means all of them, `alias` empty all lenses."""

    audience: Audience = Audience.TEAM
    parts: frozenset[Part] = frozenset()
    alias: str = ""
    leaves_out_names: bool = False
    leaves_out_notes: bool = False

    @property
    def is_for_sponsor(self) -> bool:
        return self.audience is Audience.SPONSOR

    @property
    def has_names(self) -> bool:
        return not (self.leaves_out_names or self.is_for_sponsor)

    @property
    def has_notes(self) -> bool:
        return not (self.leaves_out_notes or self.is_for_sponsor)

    def has(self, part: Part) -> bool:
        return not self.parts or part in self.parts

    def of(self, state: State) -> State:
        state = _only(state, self.alias) if self.alias else state
        state = state if self.has_names else _without_names(state)
        return state if self.has_notes else _without_notes(state)

    def of_before(self, before: Before | None) -> Before | None:
        if before is None:
            return None
        return Before(self.of_milestone(before.milestone), self.of(before.state))

    def of_milestone(self, milestone: MilestoneFacts) -> MilestoneFacts:
        return milestone if self.has_notes else replace(milestone, note="")


EVERYTHING = Chosen()


def _only(state: State, alias: str) -> State:
    """One lens, and what belongs to no lens."""
    return replace(
        state,
        reviews=tuple(one for one in state.reviews if one.alias == alias),
        plan=tuple(one for one in state.plan if one.alias in ("", alias)),
        to_find_out=tuple(one for one in state.to_find_out if one.alias == alias),
    )


def _without_names(state: State) -> State:
    """From whom a decision is asked stays: without it, the sponsor would not know."""
    return replace(
        state,
        facts=replace(state.facts, review_owner=""),
        plan=tuple(_nameless(item) for item in state.plan),
        to_find_out=tuple(replace(point, whom="") for point in state.to_find_out),
        people=(),
    )


def _nameless(item: PlanItem) -> PlanItem:
    return replace(item, owner="", owner_email="", accepted_by="")


def _without_notes(state: State) -> State:
    return replace(
        state,
        facts=replace(state.facts, notes=""),
        reviews=tuple(_noteless(review) for review in state.reviews),
    )


def _noteless(review: ReviewState) -> ReviewState:
    sheets = {id: replace(sheet, notes="", practices=_bare(sheet)) for id, sheet in _said(review)}
    return replace(review, sheets=sheets)


def _said(review: ReviewState) -> list[tuple[str, Sheet]]:
    return list(review.sheets.items())


def _bare(sheet: Sheet) -> Mapping[str, Practice]:
    """What somebody said of a practice in a word only; the score rests on it."""
    return {id: Practice(said.status) for id, said in sheet.practices.items() if said.status}
