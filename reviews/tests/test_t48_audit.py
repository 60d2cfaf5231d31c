"""T48: every door leaves an entry, and without its entry nothing changes."""

import inspect

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from pillars import library
from reviews import (
    accepting,
    answering,
    capping,
    commenting,
    improvements,
    inbox,
    milestones,
    open_points,
    proposing,
    reviewing,
    workloads,
)
from reviews.models import Answer, LooseNote, OpenPoint
from reviews.outcome.answers import Sheet
from reviews.tests import lenses
from wellarch.tests.routes import checksum

MODULES = (
    accepting,
    capping,
    commenting,
    proposing,
    answering,
    improvements,
    inbox,
    milestones,
    open_points,
    reviewing,
    workloads,
)


@pytest.fixture
def at_hand(answered_review, cast, make_workload):
    """What the doors below act on: an answered review, a plan item, a point, two notes."""
    review, by = answered_review, cast.contributor.user
    workload = review.workload
    item = improvements.add_improvement(workload=workload, title="Take copies", by=by)
    other = improvements.add_improvement(workload=workload, title="Practise", by=by)
    open_points.ask(point=OpenPoint(review=review, question_id="access"), by=by)
    inbox.capture(review=review, text="Ask Dana", by=by)
    reviewing.set_pillar_aside(review=review, pillar_id="reliability", reason="No", by=by)
    return {
        "review": review,
        "workload": workload,
        "organisation": cast.organisation,
        "by": by,
        "second": library.take_in(
            data=lenses.written({**lenses.DOCUMENT, "name": "Second"}),
            organisation=cast.organisation,
            by=None,
        ),
        "item": item,
        "asked": accepting.ask_acceptance(
            improvement=other, reason="So be it", until=timezone.localdate(), by=by
        ),
        "comment": commenting.add_comment(improvement=item, text="So it is", by=by),
        "point": OpenPoint.objects.get(),
        "note": LooseNote.objects.get(),
        "archived": archived(make_workload("Old"), cast.admin.user),
    }


def archived(workload, by):
    workloads.archive(workload=workload, by=by)
    return workload


DOORS = {
    "answering.record_answer": lambda a: answering.record_answer(
        review=a["review"],
        question_id="access",
        sheet=Sheet(frozenset({"mfa"})),
        base_version=0,
        by=a["by"],
    ),
    "answering.undo": lambda a: answering.undo(
        review=a["review"], question_id="backup", base_version=1, by=a["by"]
    ),
    "answering.flag": lambda a: answering.flag(
        review=a["review"], question_id="access", flagged=True, by=a["by"]
    ),
    "answering.remember_risk": lambda a: answering.remember_risk(user=a["by"], shows=False),
    "improvements.add_improvement": lambda a: improvements.add_improvement(
        workload=a["workload"], title="Practise", by=a["by"]
    ),
    "improvements.edit_improvement": lambda a: improvements.edit_improvement(
        improvement=a["item"], status="DONE", by=a["by"]
    ),
    "improvements.remove_improvement": lambda a: improvements.remove_improvement(
        improvement=a["item"], by=a["by"]
    ),
    "improvements.edit_many": lambda a: improvements.edit_many(
        improvements=[a["item"]], owner="Dana", by=a["by"]
    ),
    "improvements.split_improvement": lambda a: improvements.split_improvement(
        improvement=a["item"], title="Try them", effort_days=None, by=a["by"]
    ),
    "improvements.finish": lambda a: improvements.finish(improvement=a["item"], by=a["by"]),
    "proposing.accept_proposals": lambda a: proposing.accept_proposals(
        picks=[proposing.Pick(a["review"], a["review"].questionnaire.question("backup"), None)],
        by=a["by"],
    ),
    "accepting.ask_acceptance": lambda a: accepting.ask_acceptance(
        improvement=a["item"], reason="So be it", until=timezone.localdate(), by=a["by"]
    ),
    "accepting.approve_acceptance": lambda a: accepting.approve_acceptance(
        acceptance=a["asked"], by=a["by"]
    ),
    "accepting.decline_acceptance": lambda a: accepting.decline_acceptance(
        acceptance=a["asked"], by=a["by"]
    ),
    "commenting.add_comment": lambda a: commenting.add_comment(
        improvement=a["item"], text="So it is", by=a["by"]
    ),
    "commenting.remove_comment": lambda a: commenting.remove_comment(
        comment=a["comment"], by=a["by"]
    ),
    "capping.set_cap": lambda a: capping.set_cap(
        workload=a["workload"], items=5, days=90, by=a["by"]
    ),
    "inbox.capture": lambda a: inbox.capture(review=a["review"], text="Later", by=a["by"]),
    "inbox.file_to": lambda a: inbox.file_to(note=a["note"], question_id="access", by=a["by"]),
    "inbox.put_away": lambda a: inbox.put_away(note=a["note"], by=a["by"]),
    "milestones.take_milestone": lambda a: milestones.take_milestone(
        workload=a["workload"], name="Before", by=a["by"]
    ),
    "open_points.ask": lambda a: open_points.ask(
        point=OpenPoint(review=a["review"], question_id="backup"), by=a["by"]
    ),
    "open_points.close": lambda a: open_points.close(point=a["point"], by=a["by"]),
    "reviewing.start_review": lambda a: reviewing.start_review(
        workload=a["workload"], version=a["second"], by=a["by"]
    ),
    "reviewing.set_pillar_aside": lambda a: reviewing.set_pillar_aside(
        review=a["review"], pillar_id="security", reason="No", by=a["by"]
    ),
    "reviewing.take_pillar_back": lambda a: reviewing.take_pillar_back(
        review=a["review"], pillar_id="reliability", by=a["by"]
    ),
    "workloads.create_workload": lambda a: workloads.create_workload(
        organisation=a["organisation"], name="New", tags={"a": "b"}, by=a["by"]
    ),
    "workloads.edit_workload": lambda a: workloads.edit_workload(
        workload=a["workload"], name="Renamed", tags={"a": "b"}, by=a["by"]
    ),
    "workloads.archive": lambda a: workloads.archive(workload=a["workload"], by=a["by"]),
    "workloads.bring_back": lambda a: workloads.bring_back(workload=a["archived"], by=a["by"]),
    "workloads.write_summary": lambda a: workloads.write_summary(
        workload=a["workload"], text="So", decisions=[{"text": "Pay"}], by=a["by"]
    ),
}


def test_every_door_is_in_the_table():
    doors = {
        f"{module.__name__.split('.')[-1]}.{name}"
        for module in MODULES
        for name, door in inspect.getmembers(module, inspect.isfunction)
        if door.__module__ == module.__name__
        and not name.startswith("_")
        and {"by", "user"} & set(inspect.signature(door).parameters)
    }
    assert doors == set(DOORS)


@pytest.mark.parametrize("door", DOORS)
def test_a_change_leaves_an_entry(door, at_hand):
    last = AuditEntry.objects.latest("pk").pk
    before = checksum(without=("accounts.AuditEntry",))
    DOORS[door](at_hand)
    assert checksum(without=("accounts.AuditEntry",)) != before
    entries = AuditEntry.objects.filter(pk__gt=last)
    assert len(entries) >= 1
    assert {entry.actor for entry in entries} == {at_hand["by"]}
    here = None if door == "answering.remember_risk" else at_hand["organisation"]
    assert {entry.organisation for entry in entries} == {here}


@pytest.mark.parametrize("door", DOORS)
def test_without_its_entry_there_is_no_change(door, at_hand, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(AuditEntry, "save", refuse)
    before = checksum()
    with pytest.raises(OSError, match="disk is full"):
        DOORS[door](at_hand)
    assert checksum() == before


def test_what_was_not_changed_leaves_no_entry(at_hand):
    review, by = at_hand["review"], at_hand["by"]
    entries = AuditEntry.objects.count()
    answer = Answer.objects.get(question_id="backup")
    answering.record_answer(
        review=review, question_id="backup", sheet=answer.value, base_version=1, by=by
    )
    reviewing.start_review(workload=at_hand["workload"], version=review.version, by=by)
    assert AuditEntry.objects.count() == entries
