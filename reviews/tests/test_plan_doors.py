"""The doors of the plan: what they make, refuse and remember."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews import accepting, capping, commenting, improvements, proposing
from reviews.answering import StaleAnswer
from reviews.gathering import state_now
from reviews.models import Answer, Improvement, ItemChange, RiskAcceptance
from reviews.models.improvement import Origin
from reviews.outcome.answers import Sheet

TODAY = timezone.localdate()


@pytest.fixture
def by(cast):
    return cast.contributor.user


@pytest.fixture
def make(workload, by):
    def make(title="Take copies", **fields) -> Improvement:
        return improvements.add_improvement(workload=workload, title=title, by=by, **fields)

    return make


@pytest.fixture
def pick(answered_review):
    question = answered_review.questionnaire.question("backup")
    return proposing.Pick(answered_review, question, question.choice("copy"))


def test_an_owner_is_the_member_who_is_named(cast, make, member):
    assert make(owner=cast.viewer.user.email.upper()).assignee == cast.viewer.user
    assert make(owner="Viewer").assignee == cast.viewer.user
    assert make(owner=cast.stranger.user.email).assignee is None
    assert make(owner="Dana").owner_name == "Dana"
    cast.viewer.user.__class__.objects.filter(pk=cast.admin.user.pk).update(name="Viewer")
    assert make(owner="Viewer").assignee is None  # two are called so


def test_another_owner_is_another_assignee(cast, make, by):
    item = make(owner=cast.viewer.user.email)
    improvements.edit_improvement(improvement=item, owner="Dana", by=by)
    item.refresh_from_db()
    assert (item.owner, item.assignee) == ("Dana", None)


def test_a_proposal_becomes_one_item(pick, by):
    made = proposing.accept_proposals(picks=[pick, pick], by=by)
    assert proposing.accept_proposals(picks=[pick], by=by) == []
    item = Improvement.objects.get()
    assert made == [item]
    assert (item.title, item.details) == ("Copies are taken", "Begin with: copies are taken")
    assert (item.severity, item.status, item.origin) == ("HIGH", "PLANNED", "PROPOSAL")


def test_the_database_refuses_a_second_open_item_of_a_proposal(pick, by):
    (item,) = proposing.accept_proposals(picks=[pick], by=by)
    item.pk, item.public_id = None, "a" * 32
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save(force_insert=True)


def test_a_proposal_that_was_done_and_comes_back_stays_beside_the_new_one(pick, by):
    (first,) = proposing.accept_proposals(picks=[pick], by=by)
    improvements.finish(improvement=first, by=by)
    (second,) = proposing.accept_proposals(picks=[pick], by=by)
    improvements.edit_improvement(improvement=first, status="PLANNED", by=by)
    first.refresh_from_db()
    assert (first.origin, second.origin) == (Origin.QUESTION, Origin.PROPOSAL)


def test_prerequisites_make_no_circle(make, by):
    first = make("First")
    second = make("Second", needs=[first])
    third = make("Third", needs=[second])
    for needs in ([third], [second], [first]):
        with pytest.raises(improvements.WaitsForItself):
            improvements.edit_improvement(improvement=first, needs=needs, by=by)
        assert list(first.needs.all()) == []
    improvements.edit_improvement(improvement=third, needs=[first], by=by)
    assert list(third.needs.all()) == [first]


def test_prerequisites_are_of_the_same_workload(make, make_workload, by):
    elsewhere = improvements.add_improvement(workload=make_workload("Other"), title="x", by=by)
    with pytest.raises(improvements.WaitsForItself):
        make(needs=[elsewhere])


def test_splitting_divides_the_effort(make, by, cast):
    first = make("First")
    item = make(effort_days=Decimal(8), owner="Dana", due_on=TODAY, severity="HIGH", needs=[first])
    part = improvements.split_improvement(
        improvement=item, title="Try them", effort_days=Decimal("3.5"), by=by
    )
    item.refresh_from_db()
    assert (item.effort_days, part.effort_days) == (Decimal("4.5"), Decimal("3.5"))
    assert (part.owner, part.due_on, part.severity) == ("Dana", TODAY, "HIGH")
    assert (part.origin, list(part.needs.all())) == (Origin.SPLIT, [first])


def test_done_with_the_answer_or_without(answered_review, pick, by):
    (item,) = proposing.accept_proposals(picks=[pick], by=by)
    improvements.finish(improvement=item, by=by)
    answer = Answer.objects.get(question_id="backup")
    assert answer.version == 1
    improvements.edit_improvement(improvement=item, status="PLANNED", by=by)
    improvements.finish(
        improvement=item, by=by, sheet=Sheet(frozenset({"copy", "tried"})), base_version=1
    )
    answer.refresh_from_db()
    assert (answer.version, answer.risk, item.status) == (2, "NONE", "DONE")


def test_done_on_an_answer_that_changed_changes_nothing(answered_review, pick, by):
    (item,) = proposing.accept_proposals(picks=[pick], by=by)
    with pytest.raises(StaleAnswer):
        improvements.finish(
            improvement=item, by=by, sheet=Sheet(frozenset({"copy"})), base_version=0
        )
    item.refresh_from_db()
    assert item.status == "PLANNED"


def test_a_risk_is_accepted_by_an_approval_only(make, by):
    item = make()
    with pytest.raises(improvements.NeedsApproval):
        make(status="RISK_ACCEPTED")
    with pytest.raises(improvements.NeedsApproval):
        improvements.edit_improvement(improvement=item, status="RISK_ACCEPTED", by=by)


def test_an_approval_has_who_and_when_and_ends(make, by, cast, workload):
    item = make()
    asked = accepting.ask_acceptance(improvement=item, reason="So be it", until=TODAY, by=by)
    assert accepting.approve_acceptance(acceptance=asked, by=cast.admin.user)
    assert not accepting.decline_acceptance(acceptance=asked, by=cast.owner.user)
    item.refresh_from_db()
    assert (item.status, item.accepted_until) == ("RISK_ACCEPTED", TODAY)
    assert item.status_on(TODAY) == "RISK_ACCEPTED"
    assert item.status_on(TODAY + timedelta(days=1)) == "PROPOSED"
    (value,) = state_now(workload).plan
    assert (value.accepted_by, value.accepted_because) == ("Admin", "So be it")
    kept = RiskAcceptance.objects.get()
    assert (kept.decided_by, kept.is_approved) == (cast.admin.user, True)
    assert kept.decided_at is not None


def test_an_item_that_is_taken_on_again_is_accepted_no_more(make, by, cast):
    item = make()
    asked = accepting.ask_acceptance(improvement=item, reason="So be it", until=TODAY, by=by)
    accepting.approve_acceptance(acceptance=asked, by=cast.admin.user)
    item.refresh_from_db()
    improvements.edit_improvement(improvement=item, status="PLANNED", by=by)
    assert item.accepted_until is None
    assert RiskAcceptance.objects.count() == 1


def test_one_request_waits_at_a_time(make, by, cast):
    item = make()
    asked = accepting.ask_acceptance(improvement=item, reason="So be it", until=TODAY, by=by)
    with pytest.raises(accepting.AlreadyAsked):
        accepting.ask_acceptance(improvement=item, reason="Again", until=TODAY, by=by)
    assert accepting.decline_acceptance(acceptance=asked, by=cast.admin.user)
    item.refresh_from_db()
    assert item.status == "PLANNED"
    accepting.ask_acceptance(improvement=item, reason="Again", until=TODAY, by=by)


def test_the_history_says_who_changed_what(make, by, cast):
    item = make(due_on=TODAY)
    later = TODAY + timedelta(days=9)
    improvements.edit_improvement(
        improvement=item, due_on=later, title="Take copies", by=cast.admin.user
    )
    change = item.changes.first()
    assert (change.made_by, change.action) == (cast.admin.user, "improvement.edited")
    assert change.fields == {"due_on": [TODAY.isoformat(), later.isoformat()]}
    improvements.edit_improvement(improvement=item, title="Take copies", by=by)
    assert ItemChange.objects.count() == 2
    commenting.add_comment(improvement=item, text="Ask Dana", by=by)
    assert item.changes.first().action == "comment.added"


def test_the_cap_counts_what_is_taken_on_in_its_time(make, workload, by):
    soon, late = TODAY + timedelta(days=90), TODAY + timedelta(days=91)
    for status, due in (
        ("PLANNED", soon), ("IN_PROGRESS", TODAY), ("PLANNED", None),
        ("PLANNED", late), ("PROPOSED", soon), ("DONE", soon),
    ):  # fmt: skip
        make(status=status, due_on=due)
    assert capping.cap_use(workload, TODAY) is None
    capping.set_cap(workload=workload, items=3, days=90, by=by)
    assert capping.cap_use(workload, TODAY) == capping.CapUse(3, 3, 90)
    capping.set_cap(workload=workload, items=None, days=90, by=by)
    assert capping.cap_use(workload, TODAY) is None
