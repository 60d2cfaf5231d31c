"""What could be put in place: the practices that apply and are missing, as items of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pillars.questionnaire.content import Choice, Question, Risk, Severity
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.scoring import Outcome

# Days for a practice of which nobody said how long it takes: an assumption, shown as one.
ASSUMED_DAYS = {Severity.HIGH: 5.0, Severity.MEDIUM: 3.0, Severity.LOW: 1.0}
ANSWERED = (Risk.HIGH, Risk.MEDIUM, Risk.NONE)


@dataclass(frozen=True, slots=True)
class Item:
    """A practice that applies and is not in place."""

    id: str
    question: Question
    choice: Choice
    effort: float
    is_assumed: bool


def item_id(question_id: str, choice_id: str) -> str:
    return f"{question_id}/{choice_id}"


def open_items(outcome: Outcome, efforts: Mapping[str, float] | None = None) -> tuple[Item, ...]:
    """What could be put in place, in the order of the lens; `efforts` go before its own."""
    return tuple(
        _item(one.question, choice, efforts or {})
        for one in outcome.questions
        if one.risk in ANSWERED
        for choice in one.missing
        if not choice.reads_as_none
    )


def _item(question: Question, choice: Choice, efforts: Mapping[str, float]) -> Item:
    name = item_id(question.id, choice.id)
    said = efforts.get(name, choice.effort)
    effort = ASSUMED_DAYS[choice.severity] if said is None else said
    return Item(name, question, choice, effort, said is None)


def ticked(question: Question, sheet: Sheet, choice_ids: frozenset[str]) -> Sheet:
    """The answer when these practices are in place too: "none of these" no longer stands."""
    if not choice_ids:
        return sheet
    none = {choice.id for choice in question.choices if choice.reads_as_none}
    practices = {
        id: Practice(None, said.note) if id in choice_ids and said.status is Status.PARTLY else said
        for id, said in sheet.practices.items()
    }
    return Sheet(
        selected=sheet.selected - none | choice_ids,
        reason=sheet.reason,
        notes=sheet.notes,
        practices=practices,
    )
