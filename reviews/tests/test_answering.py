"""The door through which every answer goes."""

import random
import threading

import pytest
from django.db import connection

from pillars.questionnaire.content import Risk
from reviews import answering, reviewing
from reviews.gathering import review_state
from reviews.models import Answer, AnswerRevision, LensReview
from reviews.outcome.answers import UNSAID, Practice, Sheet, Status

COUNTERS = ("high", "medium", "no_risk", "unanswered", "not_applicable")


def record(review, question_id, sheet, base_version, by=None):
    return answering.record_answer(
        review=review, question_id=question_id, sheet=sheet, base_version=base_version, by=by
    )


def stored(review):
    return tuple(LensReview.objects.values_list(*COUNTERS).get(pk=review.pk))


def recomputed(review):
    counts = review_state(LensReview.objects.get(pk=review.pk)).outcome.counts
    return (counts.high, counts.medium, counts.none, counts.unanswered, counts.not_applicable)


def test_an_answer_is_stored_with_its_risk_and_who_said_it(review, cast):
    sheet = Sheet(frozenset({"copy"}), notes="Since May")
    record(review, "backup", sheet, 0, cast.contributor.user)
    answer = Answer.objects.get()
    assert answer.value == sheet
    assert (answer.version, answer.risk) == (1, Risk.MEDIUM)
    assert answer.updated_by == cast.contributor.user
    assert answer.organisation == cast.organisation
    assert stored(review) == (0, 1, 0, 2, 0)


def test_every_save_leaves_a_revision(review, cast):
    first, second = Sheet(frozenset({"copy"})), Sheet(frozenset({"copy", "tried"}))
    record(review, "backup", first, 0, cast.contributor.user)
    record(review, "backup", second, 1, cast.owner.user)
    kept = [
        (one.version, one.value, one.risk, one.saved_by)
        for one in Answer.objects.get().revisions.all()
    ]
    assert kept == [
        (2, second, Risk.NONE, cast.owner.user),
        (1, first, Risk.MEDIUM, cast.contributor.user),
    ]


def test_the_same_said_again_is_no_revision(review):
    sheet = Sheet(frozenset({"copy"}))
    record(review, "backup", sheet, 0)
    assert record(review, "backup", sheet, 1).version == 1
    assert AnswerRevision.objects.count() == 1


@pytest.mark.parametrize("base_version", [-1, 0, 2, 10**9])
def test_a_stale_save_overwrites_nothing(base_version, review):
    theirs, mine = Sheet(frozenset({"copy"})), Sheet(none=True, notes="mine")
    record(review, "backup", theirs, 0)
    before = stored(review)
    with pytest.raises(answering.StaleAnswer) as refused:
        record(review, "backup", mine, base_version)
    assert refused.value.current.value == theirs
    assert refused.value.sent == mine
    assert Answer.objects.get().value == theirs
    assert AnswerRevision.objects.count() == 1
    assert stored(review) == before


@pytest.mark.parametrize(
    ("question_id", "sheet"),
    [
        ("nothing", UNSAID),
        ("", UNSAID),
        ("backup", Sheet(frozenset({"mfa"}))),
        ("backup", Sheet(frozenset({"copy", "nothing"}))),
        ("backup", Sheet(practices={"zones": Practice(Status.PARTLY)})),
    ],
)
def test_what_the_lens_does_not_have_is_refused(question_id, sheet, review):
    with pytest.raises(answering.UnknownIds):
        record(review, question_id, sheet, 0)
    assert not Answer.objects.exists()
    assert stored(review) == (0, 0, 0, 3, 0)


def test_undo_brings_the_earlier_answer_back_as_a_new_revision(review, cast):
    first, second = Sheet(frozenset({"copy"})), Sheet(none=True)
    record(review, "backup", first, 0)
    record(review, "backup", second, 1)
    answer = answering.undo(review=review, question_id="backup", base_version=2, by=cast.owner.user)
    assert (answer.version, answer.value) == (3, first)
    assert AnswerRevision.objects.count() == 3
    assert stored(review) == recomputed(review) == (0, 1, 0, 2, 0)


def test_undo_of_the_first_answer_takes_it_back(review, cast):
    record(review, "backup", Sheet(none=True), 0)
    answer = answering.undo(review=review, question_id="backup", base_version=1, by=cast.owner.user)
    assert answer.value == UNSAID
    assert stored(review) == (0, 0, 0, 3, 0)


def test_a_stale_undo_is_refused(review, cast):
    record(review, "backup", Sheet(none=True), 0)
    with pytest.raises(answering.StaleAnswer):
        answering.undo(review=review, question_id="backup", base_version=0, by=cast.owner.user)
    assert Answer.objects.get().version == 1


def test_a_flag_is_no_answer(review, cast):
    answering.flag(review=review, question_id="backup", flagged=True, by=cast.viewer.user)
    answer = Answer.objects.get()
    assert (answer.flagged, answer.version, answer.risk) == (True, 0, Risk.UNANSWERED)
    assert stored(review) == (0, 0, 0, 3, 0)
    record(review, "backup", Sheet(none=True), 0)
    answer.refresh_from_db()
    assert (answer.flagged, answer.version) == (True, 1)
    answering.flag(review=review, question_id="backup", flagged=False, by=cast.viewer.user)
    answer.refresh_from_db()
    assert (answer.flagged, answer.version) == (False, 1)


def test_a_flag_leaves_the_time_of_the_last_answer(review, cast):
    answered = record(review, "backup", Sheet(none=True), 0).updated_at
    answering.flag(review=review, question_id="backup", flagged=True, by=cast.viewer.user)
    assert Answer.objects.values_list("flagged", "updated_at").get() == (True, answered)


def test_the_counts_follow_those_that_somebody_else_moved(review):
    stale = LensReview.objects.get(pk=review.pk)
    record(review, "backup", Sheet(none=True), 0)
    record(stale, "access", Sheet(none=True), 0)
    assert (stale.unanswered, stale.question_count) == (1, 3)
    assert stored(stale)[3] == 1


def test_where_nothing_was_answered_nothing_is_undone(review, cast):
    answering.flag(review=review, question_id="backup", flagged=True, by=cast.owner.user)
    with pytest.raises(Answer.DoesNotExist):
        answering.undo(review=review, question_id="backup", base_version=0, by=cast.owner.user)
    assert not AnswerRevision.objects.exists()


def any_sheet(chance, question):
    ids = [one.id for one in question.choices]
    practices = {
        id: Practice(chance.choice([None, *Status]), chance.choice(["", "seen"]))
        for id in ids
        if chance.random() < 0.2
    }
    selected = {id for id in ids if chance.random() < 0.5}
    return Sheet(
        frozenset(selected - {id for id, said in practices.items() if said.status}),
        none=chance.random() < 0.3,
        not_applicable=chance.random() < 0.2,
        practices=practices,
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_running_counts_are_what_counting_anew_gives(seed, review, cast):
    chance = random.Random(seed)
    lens, by = review.questionnaire, cast.contributor.user
    for _ in range(40):
        question = chance.choice(lens.questions)
        pillar_id = chance.choice(lens.pillars).id
        answer = review.answers.filter(question_id=question.id).first()
        version = answer.version if answer else 0
        match chance.choice(["answer", "answer", "answer", "undo", "aside", "back", "flag"]):
            case "answer":
                record(review, question.id, any_sheet(chance, question), version)
            case "undo" if version:
                answering.undo(review=review, question_id=question.id, base_version=version, by=by)
            case "aside":
                reviewing.set_pillar_aside(
                    review=review, pillar_id=pillar_id, reason="not ours", by=by
                )
            case "back":
                reviewing.take_pillar_back(review=review, pillar_id=pillar_id, by=by)
            case "flag":
                answering.flag(review=review, question_id=question.id, flagged=True, by=by)
        assert stored(review) == recomputed(review)
        assert stored(review) == tuple(getattr(review, name) for name in COUNTERS)
    assert sum(stored(review)) == len(lens.questions)


WRITERS, ROUNDS = 4, 25


@pytest.mark.django_db(transaction=True)
def test_of_writers_on_one_answer_exactly_one_wins_each_round(review):
    """T44: nothing is lost and nothing is overwritten; who lost sees both texts."""
    review.questionnaire  # noqa: B018  read once, before the writers need it
    together = threading.Barrier(WRITERS, timeout=60)
    told: list[tuple[int, str, str]] = []  # round, what was sent, what was stored then

    def write(writer: int) -> None:
        own = LensReview.objects.get(pk=review.pk)
        try:
            for number in range(ROUNDS):
                sheet = Sheet(frozenset({"copy"}), notes=f"writer {writer}, round {number}")
                together.wait()
                try:
                    record(own, "backup", sheet, number)
                except answering.StaleAnswer as stale:
                    told.append((number, stale.sent.notes, stale.current.value.notes))
                else:
                    told.append((number, sheet.notes, sheet.notes))
                together.wait()
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[writer]) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = [one.value.notes for one in AnswerRevision.objects.order_by("version")]
    assert len(kept) == ROUNDS
    for number in range(ROUNDS):
        this_round = [(sent, current) for n, sent, current in told if n == number]
        assert len(this_round) == WRITERS
        assert [sent for sent, current in this_round if sent == current] == [kept[number]]
        assert {current for _sent, current in this_round} == {kept[number]}
        assert len({sent for sent, _current in this_round}) == WRITERS
    assert Answer.objects.get().version == ROUNDS
    assert stored(review) == recomputed(review)
