"""Loose notes: caught while reviewing, filed to a question later."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from reviews.answering import hold, record_answer
from reviews.models import LensReview, LooseNote
from reviews.outcome.answers import NOTES_LIMIT, UNSAID


class NoRoomError(Exception):
    """The notes of the question would grow longer than notes may be."""


@transaction.atomic
def capture(*, review: LensReview, text: str, by: User) -> LooseNote:
    note = LooseNote.objects.create(
        organisation_id=review.organisation_id, review=review, text=text, written_by=by
    )
    _witness("loose_note.captured", note, by)
    return note


@transaction.atomic
def file_to(*, note: LooseNote, question_id: str, by: User) -> None:
    """Add the note to the notes of a question, as any change of its answer, with a revision."""
    hold(note.review)
    if not _settle(note, question_id, by):
        return
    answer = note.review.answers.filter(question_id=question_id).first()
    sheet = answer.value if answer else UNSAID
    notes = f"{sheet.notes}\n\n{note.text}".strip()
    if len(notes) > NOTES_LIMIT:
        raise NoRoomError
    record_answer(
        review=note.review,
        question_id=question_id,
        sheet=replace(sheet, notes=notes),
        base_version=answer.version if answer else 0,
        by=by,
        action="loose_note.filed",
    )


@transaction.atomic
def put_away(*, note: LooseNote, by: User) -> None:
    if _settle(note, "", by):
        _witness("loose_note.put_away", note, by)


def _settle(note: LooseNote, question_id: str, by: User) -> bool:
    """Whether the note was still waiting: of two who settle one, the first did."""
    waiting = LooseNote.objects.waiting().filter(pk=note.pk)
    settled = {"question_id": question_id, "settled_by": by, "settled_at": timezone.now()}
    return bool(waiting.update(**settled))


def _witness(action: str, note: LooseNote, by: User) -> None:
    audit.record(action=action, by=by, organisation=note.review.organisation, target=note.review)
