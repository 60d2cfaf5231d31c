"""T46: many at once never tear a milestone, and what is kept stays, whoever asks the database."""

import threading

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from accounts import doors
from accounts.models import AuditEntry, Organisation
from reviews import milestones
from reviews.gathering import state_at
from reviews.models import Milestone, Workload
from reviews.models.milestone import MilestoneIsKept

REFUSED = (IntegrityError, InternalError)


@pytest.fixture
def milestone(answered_review, cast):
    return milestones.take_milestone(
        workload=answered_review.workload, name="Before", note="So far", by=cast.contributor.user
    )


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once(answered_review):
    """Ten people, ten milestones each: 1 to 100 without a gap, every one whole, no error."""
    workload = answered_review.workload
    together, failed = threading.Barrier(10, timeout=60), []

    def taker(number: int) -> None:
        own = Workload.objects.get(pk=workload.pk)
        try:
            together.wait()
            for turn in range(10):
                milestones.take_milestone(workload=own, name=f"{number}/{turn}", by=None)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=taker, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    kept = list(Milestone.objects.order_by("number"))
    assert [one.number for one in kept] == list(range(1, 101))
    assert len({one.name for one in kept}) == 100
    assert all(one.is_intact for one in kept)
    assert len({state_at(one).reviews[0].outcome.counts for one in kept[:3]}) == 1
    assert AuditEntry.objects.filter(action="milestone.taken").count() == 100


def test_a_number_that_is_gone_meanwhile_is_tried_again(workload, monkeypatch):
    """An import or a script that does not lock the workload takes the number first."""
    tries, state_now = [], milestones.state_now

    def slowly(of):
        tries.append(of)
        if len(tries) == 1:
            raise IntegrityError("UNIQUE constraint failed")
        return state_now(of)

    monkeypatch.setattr(milestones, "state_now", slowly)
    assert milestones.take_milestone(workload=workload, name="Mine", by=None).number == 1
    assert Milestone.objects.count() == 1
    assert len(tries) == 2


def test_it_is_not_tried_for_ever(workload, monkeypatch):
    tries = []

    def never(of):
        tries.append(of)
        raise IntegrityError

    monkeypatch.setattr(milestones, "state_now", never)
    with pytest.raises(IntegrityError):
        milestones.take_milestone(workload=workload, name="Mine", by=None)
    assert len(tries) == milestones.TRIES
    assert not AuditEntry.objects.filter(action="milestone.taken").exists()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("snapshot", "{}"),
        ("digest", "0" * 64),
        ("number", 7),
        ("name", "After"),
        ("note", ""),
        ("taken_at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_raw_sql_changes_nothing(column, value, milestone):
    with pytest.raises(REFUSED, match=r"A milestone never changes\."):
        sql(f"UPDATE reviews_milestone SET {column} = %s", value)
    assert Milestone.objects.filter(pk=milestone.pk, name="Before", number=1).exists()
    assert Milestone.objects.get().is_intact


def test_it_moves_to_no_other_workload_or_hand(milestone, make_workload, cast):
    other = make_workload("Other")
    with pytest.raises(REFUSED, match="never changes"):
        sql("UPDATE reviews_milestone SET workload_id = %s", other.pk)
    with pytest.raises(REFUSED, match="never changes"):
        sql("UPDATE reviews_milestone SET taken_by_id = %s", cast.owner.user.pk)


def test_who_took_it_may_leave(milestone, cast):
    cast.contributor.user.delete()
    kept = Milestone.objects.get()
    assert kept.taken_by is None
    assert kept.is_intact


@pytest.mark.parametrize(
    "deletion",
    [
        lambda one: one.delete(),
        lambda one: one.workload.milestones.all().delete(),
        lambda one: Milestone.objects.filter(pk=one.pk).delete(),
    ],
)
def test_it_does_not_go_alone(deletion, milestone):
    with pytest.raises(MilestoneIsKept):
        deletion(milestone)
    assert Milestone.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nor_by_raw_sql_where_the_database_can_tell(milestone):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no trigger at the end of a transaction")
    with pytest.raises(REFUSED, match="with its workload only"):
        sql("DELETE FROM reviews_milestone")


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_its_workload(milestone):
    milestone.workload.delete()
    assert not Milestone.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_its_organisation(milestone, cast):
    doors.delete_organisation(organisation=cast.organisation, by=cast.owner.user)
    assert not Organisation.objects.filter(pk=cast.organisation.pk).exists()
    assert not Milestone.objects.exists()
