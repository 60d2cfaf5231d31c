"""Milestones never change, count without a gap, and open as they were."""

import hashlib
import json
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from pillars import library
from reviews import improvements, milestones, open_points, reviewing, workloads
from reviews.gathering import state_at, state_now
from reviews.models import Milestone, OpenPoint, Workload
from reviews.models.milestone import MilestoneIsKept
from reviews.tests import lenses


@pytest.fixture
def full(answered_review, cast) -> Workload:
    """A workload with one of everything that a milestone keeps."""
    workload, by = answered_review.workload, cast.contributor.user
    improvements.add_improvement(
        workload=workload,
        review=answered_review,
        question_id="backup",
        choice_id="copy",
        title="Take copies",
        effort_days=3,
        by=by,
    )
    open_points.ask(
        point=OpenPoint(review=answered_review, question_id="access", whom="Dana"), by=by
    )
    workloads.write_summary(
        workload=workload, text="It *holds*.", decisions=[{"text": "Pay for copies"}], by=by
    )
    reviewing.set_pillar_aside(
        review=answered_review, pillar_id="reliability", reason="Another team's", by=by
    )
    return Workload.objects.get(pk=workload.pk)


def take(workload, name="Before", **more):
    return milestones.take_milestone(workload=workload, name=name, by=None, **more)


def test_it_keeps_the_workload_as_it_stands(full):
    assert state_at(take(full)) == state_now(full)


def test_it_opens_as_it_was_whatever_happens_later(full, save, cast):
    milestone = take(full)
    was = state_now(full)
    review = full.reviews.get()
    save(review, "backup", "copy", "tried")
    reviewing.take_pillar_back(review=review, pillar_id="reliability", by=None)
    workloads.edit_workload(workload=full, by=None, name="Other name", tags={"new": ""})
    full.improvements.all().delete()
    later = {**lenses.DOCUMENT, "description": "Changed"}
    library.take_in(data=lenses.written(later), organisation=cast.organisation, by=None)
    assert state_now(Workload.objects.get(pk=full.pk)) != was
    assert state_at(Milestone.objects.get(pk=milestone.pk)) == was


def test_an_unchanged_workload_gives_the_same_digest(full):
    one, other = take(full, "One"), take(full, "Other")
    assert one.digest == other.digest == hashlib.sha256(one.snapshot.encode()).hexdigest()
    assert one.snapshot == milestones.canonical(json.loads(one.snapshot))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.save(),
        lambda one: one.save(update_fields=["name"]),
        lambda one: Milestone.objects.update(name="x"),
        lambda one: Milestone.objects.filter(pk=one.pk).update(snapshot="{}"),
        lambda one: Milestone.objects.bulk_update([one], ["name"]),
        lambda one: one.workload.milestones.update(note="x"),
    ],
)
def test_it_never_changes(change, workload):
    milestone = take(workload)
    milestone.name, milestone.snapshot = "Changed", "{}"
    with pytest.raises(MilestoneIsKept), transaction.atomic():
        change(milestone)
    kept = Milestone.objects.get()
    assert kept.name == "Before"
    assert milestones.digest(kept.snapshot) == kept.digest


def test_one_from_elsewhere_keeps_its_day(workload):
    day = datetime(2024, 5, 1, tzinfo=UTC)
    assert take(workload, at=day).taken_at == day


def test_numbers_begin_at_one_in_each_workload(workload, make_workload):
    assert [take(workload).number, take(workload).number] == [1, 2]
    assert take(make_workload("Other")).number == 1


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_each_gets_the_next_number(answered_review):
    workload = answered_review.workload
    together, failed = threading.Barrier(10, timeout=60), []

    def one(number: int) -> None:
        own = Workload.objects.get(pk=workload.pk)
        try:
            together.wait()
            take(own, f"Taker {number}")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(m.number for m in Milestone.objects.all()) == list(range(1, 11))
    assert len({m.digest for m in Milestone.objects.all()}) == 1


def test_one_keeps_the_facts_of_now_and_not_those_a_page_was_opened_with(full, cast):
    opened = Workload.objects.get(pk=full.pk)
    Workload.objects.filter(pk=full.pk).update(description="Moved since")
    taken = milestones.take_milestone(workload=opened, name="Now", by=cast.contributor.user)
    assert state_at(taken).facts.description == "Moved since"
