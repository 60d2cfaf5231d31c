"""An answer as a report shows it: every practice with its state, every note whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pillars.questionnaire.content import Choice, Question, Risk
from reviews.outcome.answers import UNSAID, Practice, Sheet
from reviews.outcome.scoring import PillarOutcome, QuestionOutcome
from reviews.outcome.state import ReviewState

LONG_NOTES = 500


class PracticeState(StrEnum):
    IN_PLACE = "IN_PLACE"
    PARTLY = "PARTLY"
    MISSING = "MISSING"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    UNSAID = "UNSAID"


@dataclass(frozen=True, slots=True)
class PracticeRow:
    choice: Choice
    state: PracticeState
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    question: Question
    risk: Risk
    sheet: Sheet
    practices: tuple[PracticeRow, ...]

    @property
    def has_long_notes(self) -> bool:
        """Too long for a column beside the practices: they get a line of their own."""
        return len(self.sheet.notes) > LONG_NOTES

    @property
    def says_none(self) -> bool:
        """The team said "none of these", by the tick of the page or by the choice of the lens."""
        none = self.question.none_choice
        return self.sheet.none or (none is not None and none.id in self.sheet.selected)


def spoken(review: ReviewState, pillar: PillarOutcome) -> tuple[AnswerRow, ...]:
    """What was said in a pillar. A question about which nothing was said has no row."""
    return tuple(
        _row(outcome, sheet)
        for outcome in pillar.questions
        if (sheet := review.sheets.get(outcome.question.id, UNSAID)).says_something
    )


def _row(outcome: QuestionOutcome, sheet: Sheet) -> AnswerRow:
    # Of a pillar set aside the outcome has lost what was said before; the sheet still has it.
    practices = tuple(_practices(outcome, sheet))
    return AnswerRow(outcome.question, outcome.risk, sheet, practices)


def _practices(outcome: QuestionOutcome, sheet: Sheet) -> Iterator[PracticeRow]:
    whole = outcome.risk not in (Risk.UNANSWERED, Risk.NOT_APPLICABLE)
    for choice in outcome.question.practices:
        said = sheet.practices.get(choice.id, Practice())
        state = _state(choice, said, sheet, whole)
        if whole or said.note or state is not PracticeState.UNSAID:
            yield PracticeRow(choice, state, said.note)


def _state(choice: Choice, said: Practice, sheet: Sheet, whole: bool) -> PracticeState:
    if choice.id in sheet.selected:
        return PracticeState.IN_PLACE
    if said.status:
        return PracticeState(said.status.value)
    return PracticeState.MISSING if whole else PracticeState.UNSAID
