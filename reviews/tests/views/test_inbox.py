"""Loose notes: caught on a question page, filed on the page of the workload."""

import pytest
from django.urls import reverse

from reviews import inbox
from reviews.models import Answer, LooseNote
from reviews.outcome.answers import NOTES_LIMIT
from reviews.tests.views.cast import NO_PAGE, WRITES, gets, posts


@pytest.fixture
def capture(review):
    return reverse("inbox", args=[review.workload.public_id, review.lens.alias])


@pytest.fixture
def note(review, cast):
    return inbox.capture(review=review, text="Ask Dana", by=cast.owner.user)


def settle(note):
    return reverse("inbox_settle", args=[note.review.workload.public_id, note.pk])


def test_who_catches_a_note(cast, capture, review):
    assert posts(cast, capture, {"text": "Ask Dana"}) == WRITES
    assert gets(cast, capture) == NO_PAGE
    assert {one.written_by for one in LooseNote.objects.all()} == {
        cast[part].user for part in ("owner", "admin", "contributor")
    }
    page = cast.viewer.get(reverse("workload", args=[review.workload.public_id])).text
    assert page.count("Ask Dana") == 3


def test_with_htmx_the_page_stays_and_is_told(cast, capture):
    reply = cast.contributor.post(capture, {"text": "Ask"}, headers={"HX-Request": "true"})
    assert reply.status_code == 204
    assert "announce" in reply["HX-Trigger"]


@pytest.mark.parametrize("text", ["", "t" * 1001, "a\x00b"])
def test_a_wrong_note_is_not_kept(text, cast, capture):
    reply = cast.contributor.post(capture, {"text": text}, headers={"HX-Request": "true"})
    assert reply.status_code == 422
    assert not LooseNote.objects.exists()


def test_who_files_a_note(cast, review):
    codes = []
    for part in ("owner", "admin", "contributor", "viewer", "stranger", "anonymous"):
        note = inbox.capture(review=review, text=f"From {part}", by=cast.owner.user)
        codes.append(cast[part].post(settle(note), {"question": "backup"}).status_code)
    assert codes == WRITES
    assert gets(cast, settle(note)) == NO_PAGE
    assert Answer.objects.get().value.notes == "From owner\n\nFrom admin\n\nFrom contributor"
    assert LooseNote.objects.waiting().count() == 3


def test_a_note_goes_with_what_was_answered(cast, review, note, save):
    save(review, "backup", "copy", notes="Before")
    cast.contributor.post(settle(note), {"question": "backup"})
    answer = Answer.objects.get()
    assert answer.value.selected == {"copy"}
    assert answer.value.notes == "Before\n\nAsk Dana"
    assert answer.version == 2


def test_a_note_is_put_away(cast, note):
    cast.contributor.post(settle(note), {"question": ""})
    note.refresh_from_db()
    assert note.settled_by == cast.contributor.user
    assert not Answer.objects.exists()
    assert cast.contributor.post(settle(note), {"question": "backup"}).status_code == 404


def test_a_question_of_no_lens_takes_no_note(cast, note):
    cast.contributor.post(settle(note), {"question": "nothing"})
    assert LooseNote.objects.waiting().get() == note
    assert not Answer.objects.exists()


def test_where_the_notes_are_full_nothing_is_cut(cast, review, note, save):
    save(review, "backup", notes="n" * (NOTES_LIMIT - 3))
    reply = cast.contributor.post(settle(note), {"question": "backup"}, follow=True)
    assert "are full" in reply.text
    assert LooseNote.objects.waiting().get() == note
    assert len(Answer.objects.get().value.notes) == NOTES_LIMIT - 3


def test_of_two_who_file_one_note_the_second_changes_nothing(cast, note):
    first, second = LooseNote.objects.get(), LooseNote.objects.get()
    inbox.file_to(note=first, question_id="backup", by=cast.owner.user)
    inbox.file_to(note=second, question_id="access", by=cast.admin.user)
    assert [answer.question_id for answer in Answer.objects.all()] == ["backup"]
    inbox.put_away(note=second, by=cast.admin.user)
    note.refresh_from_db()
    assert (note.question_id, note.settled_by) == ("backup", cast.owner.user)
