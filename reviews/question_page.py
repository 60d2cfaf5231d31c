"""What the page of one question shows, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import User
from pillars.questionnaire.content import Choice, Pillar, Question
from pillars.questionnaire.rating import lowering
from reviews.gathering import aside_of
from reviews.models import Answer, AnswerRevision, Improvement, LensReview, OpenPoint
from reviews.navigation import SHOWS, Place, place, track, tree
from reviews.outcome.answers import UNSAID, Practice, Sheet, Status
from reviews.outcome.scoring import QuestionOutcome, judge, score

REVISIONS_SHOWN = 20


@dataclass(frozen=True)
class PracticeRow:
    choice: Choice
    said: Practice
    is_selected: bool

    @property
    def is_partly(self) -> bool:
        return self.said.status is Status.PARTLY

    @property
    def is_set_aside(self) -> bool:
        return self.said.status is Status.NOT_APPLICABLE

    @property
    def is_open(self) -> bool:
        """Whether its details are unfolded: somebody said more than a tick."""
        return self.said != Practice()


@dataclass(frozen=True)
class QuestionPage:
    review: LensReview
    question: Question
    answer: Answer | None
    sheet: Sheet
    reader: User
    based_on: int | None = None

    @classmethod
    def of(
        cls,
        review: LensReview,
        question: Question,
        reader: User,
        *,
        sheet: Sheet | None = None,
        answer: Answer | None = None,
        based_on: int | None = None,
    ) -> QuestionPage:
        """`sheet` is what the form shows where that is not what is stored; `based_on` is the
        version that its writer saw, where that may be an older one."""
        answer = answer or (
            review.answers.filter(question_id=question.id).select_related("updated_by").first()
        )
        stored = answer.value if answer else UNSAID
        return cls(review, question, answer, sheet or stored, reader, based_on)

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def base_version(self) -> int:
        return self.version if self.based_on is None else self.based_on

    @cached_property
    def outcome(self) -> QuestionOutcome:
        return judge(self.question, self.sheet)

    @property
    def pillar(self) -> Pillar:
        return self.review.questionnaire.pillar_of(self.question.id)

    @cached_property
    def pillar_reason(self) -> str:
        return aside_of(self.review).get(self.pillar.id, "")

    @cached_property
    def rows(self) -> list[PracticeRow]:
        practices = self.sheet.practices
        return [
            PracticeRow(
                choice, practices.get(choice.id, Practice()), choice.id in self.sheet.selected
            )
            for choice in self.question.practices
        ]

    @property
    def none_choice(self) -> Choice | None:
        return self.question.none_choice

    @property
    def none_is_selected(self) -> bool:
        none = self.none_choice
        return none.id in self.sheet.selected if none else self.sheet.none

    @property
    def rule(self) -> Any:
        index = self.outcome.rating.rule
        return None if index is None else self.question.rules[index]

    @property
    def lowering(self) -> tuple[Choice, ...]:
        """The practices that would lower the risk."""
        return lowering(self.question, self.sheet.selected | self.sheet.set_aside)

    @cached_property
    def place(self) -> Place:
        risks = {answer.question_id: answer.risk for answer in self.review.answers.all()}
        return place(self.review.questionnaire, self.question, risks)

    @cached_property
    def revisions(self) -> list[AnswerRevision]:
        if self.answer is None:
            return []
        return list(self.answer.revisions.select_related("saved_by")[:REVISIONS_SHOWN])

    @cached_property
    def open_points(self) -> list[OpenPoint]:
        points = self.review.open_points.filter(question_id=self.question.id)
        return list(points.select_related("asked_by", "found_by")[:50])

    @cached_property
    def improvements(self) -> list[Improvement]:
        return list(self.review.improvements.filter(question_id=self.question.id)[:50])

    @property
    def practice_choices(self) -> list[tuple[str, str]]:
        return [(choice.id, choice.title) for choice in self.question.practices]

    @property
    def missing(self) -> list[Choice]:
        return list(self.outcome.missing)

    @property
    def first_improvement(self) -> dict[str, Any]:
        """What "Add to plan" proposes: the gravest practice that is missing."""
        first = next(iter(self.missing), None)
        if first is None:
            return {}
        return {"title": first.title[:512], "details": improvement_text(first)}


def improvement_text(choice: Choice) -> str:
    return choice.improvement.text[:2084] if choice.improvement else ""


def tree_of(review: LensReview, show: str, reader: User) -> dict[str, Any]:
    """What the left column shows: the track of progress and the pillars with their questions.

    The answers stay with the review: the rest of the page reads them there.
    """
    prefetch_related_objects([review], "answers", "pillars_set_aside")
    answers = list(review.answers.all())
    mine = {answer.question_id for answer in answers if answer.updated_by_id == reader.pk}
    flagged = {answer.question_id for answer in answers if answer.flagged}
    sheets = {answer.question_id: answer.value for answer in answers if answer.version}
    outcome = score(review.questionnaire, sheets, aside_of(review))
    branches = tree(outcome, show=show, flagged=flagged, mine=mine)
    return {"tree": branches, "track": track(outcome), "show": show, "shows": SHOWS}
