"""A filled questionnaire into a review: first what would change, then the answers one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing

from accounts.models import User
from pillars.questionnaire.content import Pillar, Question, Risk
from reviews.answering import StaleAnswer, record_answer
from reviews.filled import Filled
from reviews.models import Answer, LensReview
from reviews.outcome.answers import UNSAID, Practice, Sheet

SALT = "reviews.filling"
GOOD_FOR = 24 * 3600  # seconds


class NotOurs(Exception):
    """What came back is not what was shown, or is too old."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One answer of the file that is not the one that stands."""

    pillar: Pillar
    question: Question
    sheet: Sheet
    before: Sheet
    version: int

    @property
    def is_conflict(self) -> bool:
        """Somebody answered already, and otherwise."""
        return self.before.says_something

    @property
    def risk_before(self) -> Risk:
        return self.before.rating(self.question).risk

    @property
    def risk_after(self) -> Risk:
        return self.sheet.rating(self.question).risk


def proposed(review: LensReview, filled: Filled) -> list[Proposed]:
    """What the file leaves empty stays as it is: no note is lost to an empty cell."""
    stored = {one.question_id: one for one in review.answers.all()}
    return list(_proposed(review, filled.sheets, stored))


def _proposed(
    review: LensReview, sheets: Mapping[str, Sheet], stored: Mapping[str, Answer]
) -> Iterator[Proposed]:
    lens = review.questionnaire
    for question in lens.questions:
        if question.id not in sheets:
            continue
        answer = stored.get(question.id)
        before = answer.value if answer else UNSAID
        after = with_notes_of(before, sheets[question.id])
        if after != before:
            version = answer.version if answer else 0
            yield Proposed(lens.pillar_of(question.id), question, after, before, version)


def with_notes_of(before: Sheet, after: Sheet) -> Sheet:
    practices = dict(after.practices)
    for id, said in before.practices.items():
        now = practices.get(id, Practice())
        if said.note and not now.note:
            practices[id] = Practice(now.status, said.note)
    return replace(after, notes=after.notes or before.notes, practices=practices)


def sealed(review: LensReview, several: Collection[Proposed]) -> str:
    """What was shown, as a text that comes back unchanged or not at all."""
    answers = {one.question.id: [one.version, one.sheet.to_json()] for one in several}
    return signing.dumps({"review": review.pk, "answers": answers}, salt=SALT, compress=True)


def unsealed(review: LensReview, text: str) -> dict[str, tuple[int, Sheet]]:
    """Versions and answers by question. Raises NotOurs."""
    try:
        data: dict[str, Any] = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as bad:
        raise NotOurs from bad
    if data["review"] != review.pk:
        raise NotOurs
    return {id: (version, Sheet.from_json(one)) for id, (version, one) in data["answers"].items()}


def take_in(*, review: LensReview, text: str, chosen: Collection[str], by: User) -> list[str]:
    """Record the chosen answers; the ids of those that somebody changed meanwhile, which stay."""
    stale = []
    for question_id, (version, sheet) in unsealed(review, text).items():
        if question_id in chosen:
            try:
                record_answer(
                    review=review,
                    question_id=question_id,
                    sheet=sheet,
                    base_version=version,
                    by=by,
                    action="answer.imported",
                )
            except StaleAnswer:
                stale.append(question_id)
    return stale
