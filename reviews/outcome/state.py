"""A workload as it stands, or stood: what pages, milestones and reports are made of.

Rows become a State in `reviews.gathering`; a milestone keeps the JSON of one. Everything that is
shown or printed is computed from this value, so that a milestone opens as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from pillars.questionnaire.content import Lens
from reviews.outcome.answers import Sheet
from reviews.outcome.scoring import Outcome, QuestionOutcome, score

FORMAT = 1
PROPOSED, PLANNED, IN_PROGRESS = "PROPOSED", "PLANNED", "IN_PROGRESS"
DONE, RISK_ACCEPTED = "DONE", "RISK_ACCEPTED"
DATES = ("due_on", "accepted_until")
Value = TypeVar("Value", "Facts", "PlanItem", "ToFindOut", "DecisionAsked")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the team says about the workload itself."""

    id: str
    name: str
    organisation: str
    description: str = ""
    environment: str = "PRODUCTION"
    review_owner: str = ""
    industry_type: str = ""
    industry: str = ""
    aws_regions: tuple[str, ...] = ()
    non_aws_regions: tuple[str, ...] = ()
    account_ids: tuple[str, ...] = ()
    architectural_design: str = ""
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    pillar_priorities: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewState:
    alias: str
    version_id: int
    version: int
    digest: str
    lens: Lens
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    pillars_set_aside: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def outcome(self) -> Outcome:
        return score(self.lens, self.sheets, self.pillars_set_aside)


@dataclass(frozen=True, slots=True)
class PlanItem:
    id: str
    title: str
    status: str
    alias: str = ""
    question_id: str = ""
    choice_id: str = ""
    details: str = ""
    owner: str = ""
    owner_email: str = ""
    due_on: date | None = None
    effort_days: float | None = None
    severity: str = ""
    needs: tuple[str, ...] = ()
    accepted_until: date | None = None
    accepted_by: str = ""
    accepted_because: str = ""

    @property
    def is_done(self) -> bool:
        return self.status == DONE

    def is_accepted(self, on: date) -> bool:
        """The risk is borne, and that stands until its day has passed."""
        until = self.accepted_until
        return self.status == RISK_ACCEPTED and until is not None and on <= until

    def is_expired(self, on: date) -> bool:
        return self.status == RISK_ACCEPTED and not self.is_accepted(on)

    def status_on(self, on: date) -> str:
        """Where it stands that day: an acceptance that ran out leaves something to decide again."""
        return PROPOSED if self.is_expired(on) else self.status

    def is_open(self, on: date) -> bool:
        """Somebody has yet to act on it."""
        return not self.is_done and not self.is_accepted(on)

    def is_overdue(self, on: date) -> bool:
        return self.is_open(on) and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class ToFindOut:
    alias: str
    question_id: str
    choice_id: str = ""
    whom: str = ""
    due_on: date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class DecisionAsked:
    text: str
    from_whom: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    facts: Facts
    reviews: tuple[ReviewState, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    to_find_out: tuple[ToFindOut, ...] = ()
    summary: str = ""
    decisions: tuple[DecisionAsked, ...] = ()
    people: tuple[str, ...] = ()

    def review(self, alias: str) -> ReviewState | None:
        return next((review for review in self.reviews if review.alias == alias), None)

    def question(self, alias: str, question_id: str) -> QuestionOutcome | None:
        review = self.review(alias)
        if review is None:
            return None
        questions = review.outcome.questions
        return next((one for one in questions if one.question.id == question_id), None)


def to_json(state: State) -> dict[str, Any]:
    """Everything but the lenses, which stand in their immutable versions, named with digests."""
    return {
        "format": FORMAT,
        "facts": _plain(state.facts),
        "reviews": [
            {
                "alias": review.alias,
                "version_id": review.version_id,
                "version": review.version,
                "digest": review.digest,
                "sheets": {id: sheet.to_json() for id, sheet in review.sheets.items()},
                "pillars_set_aside": dict(review.pillars_set_aside),
            }
            for review in state.reviews
        ],
        "plan": [_plain(item) for item in state.plan],
        "to_find_out": [_plain(point) for point in state.to_find_out],
        "summary": state.summary,
        "decisions": [_plain(decision) for decision in state.decisions],
        "people": list(state.people),
    }


def from_json(data: Mapping[str, Any], lens_of: Callable[[int], Lens]) -> State:
    """The State that `to_json` wrote; `lens_of` gives the lens of a version id."""
    return State(
        facts=_typed(Facts, data["facts"]),
        reviews=tuple(_review(review, lens_of) for review in data["reviews"]),
        plan=tuple(_typed(PlanItem, item) for item in data["plan"]),
        to_find_out=tuple(_typed(ToFindOut, point) for point in data["to_find_out"]),
        summary=data["summary"],
        decisions=tuple(_typed(DecisionAsked, decision) for decision in data["decisions"]),
        people=tuple(data["people"]),
    )


def _review(data: Mapping[str, Any], lens_of: Callable[[int], Lens]) -> ReviewState:
    return ReviewState(
        alias=data["alias"],
        version_id=data["version_id"],
        version=data["version"],
        digest=data["digest"],
        lens=lens_of(data["version_id"]),
        sheets={id: Sheet.from_json(sheet) for id, sheet in data["sheets"].items()},
        pillars_set_aside=data["pillars_set_aside"],
    )


def _plain(value: Any) -> dict[str, Any]:
    return {
        name: part.isoformat() if isinstance(part, date) else part
        for name, part in asdict(value).items()
    }


def _typed(kind: type[Value], data: Mapping[str, Any]) -> Value:
    """A value of one of the classes above; names it does not know belong to a later format."""
    known = {one.name for one in fields(kind)}
    return kind(**{name: _part(name, part) for name, part in data.items() if name in known})


def _part(name: str, part: Any) -> Any:
    if name in DATES:
        return date.fromisoformat(part) if part else None
    return tuple(part) if isinstance(part, list) else part
