"""What is strong and what is missing, one question at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pillars.questionnaire.content import Choice, Pillar, Question, Risk, Rule
from reviews.outcome.scoring import QuestionOutcome
from reviews.outcome.state import PlanItem

FIRST_SENTENCE = re.compile(r"^.*?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Strength:
    """A question without a risk, told by its weightiest practice."""

    pillar: Pillar
    question: Question
    practice: Choice
    in_place: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A question at risk: what is missing, by which rule, what is planned."""

    alias: str
    pillar: Pillar
    outcome: QuestionOutcome
    plan: tuple[PlanItem, ...]

    @property
    def question(self) -> Question:
        return self.outcome.question

    @property
    def risk(self) -> Risk:
        return self.outcome.risk

    @property
    def rule(self) -> Rule | None:
        place = self.outcome.rating.rule
        return None if place is None else self.question.rules[place]

    @property
    def missing(self) -> tuple[Choice, ...]:
        return self.outcome.missing

    @property
    def practice(self) -> Choice | None:
        """The gravest practice that is missing."""
        return next(iter(self.missing), None)

    @property
    def why_asked(self) -> str:
        found = FIRST_SENTENCE.match(self.question.description.strip())
        return found.group() if found else self.question.description.strip()
