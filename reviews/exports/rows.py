"""What several formats tell of a report, as plain rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pillars.questionnaire.content import Pillar, Question
from reviews.outcome.answers import UNSAID, Sheet
from reviews.outcome.gaps import Gap
from reviews.outcome.report import Report, ReviewPart
from reviews.outcome.scoring import QuestionOutcome
from reviews.outcome.spoken import AnswerRow, PracticeRow, PracticeState


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question, answered or not."""

    review: ReviewPart
    pillar: Pillar
    outcome: QuestionOutcome
    answer: AnswerRow | None
    gap: Gap | None

    @property
    def question(self) -> Question:
        return self.outcome.question

    @property
    def sheet(self) -> Sheet:
        return self.answer.sheet if self.answer else UNSAID

    @property
    def practices(self) -> tuple[PracticeRow, ...]:
        return self.answer.practices if self.answer else ()

    def titles(self, state: PracticeState) -> list[str]:
        return [row.choice.title for row in self.practices if row.state is state]


def question_rows(report: Report) -> Iterator[QuestionRow]:
    """Every question of every lens, in the order of the lens."""
    for review in report.reviews:
        gaps = {gap.question.id: gap for gap in review.gaps}
        for part in review.pillars:
            answers = {row.question.id: row for row in part.answers}
            for outcome in part.outcome.questions:
                id = outcome.question.id
                yield QuestionRow(review, part.pillar, outcome, answers.get(id), gaps.get(id))
