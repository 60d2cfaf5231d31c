"""The doors of workloads, plan items and what is to be found out."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from reviews import improvements, open_points, workloads
from reviews.models import Decision, OpenPoint, Summary, Workload
from reviews.models.workload import name_key

SAME = ["Order entry", "order entry", "ORDER ENTRY", " Order  entry ", "Orderentry", "order\tentry"]


@pytest.mark.parametrize("name", SAME)
def test_a_name_is_unique_whatever_its_case_and_blanks(name, make_workload):
    make_workload("Order entry")
    with pytest.raises(workloads.NameTaken), transaction.atomic():
        make_workload(name)
    assert Workload.objects.count() == 1


def test_other_names_and_other_organisations_are_free(make_workload, cast):
    for name in ("Order entry", "Order entries", "Bestellung"):
        make_workload(name)
    make_workload("Order entry", cast.elsewhere)
    assert Workload.objects.count() == 4


def test_the_key_of_a_name_fits_its_column():
    assert len(name_key("ß" * 100)) == 100
    assert name_key("Straße  1") == name_key("STRASSE 1")


def test_a_name_is_taken_on_renaming_too(make_workload):
    make_workload("Order entry")
    other = make_workload("Billing")
    with pytest.raises(workloads.NameTaken), transaction.atomic():
        workloads.edit_workload(workload=other, by=None, tags={}, name="order ENTRY")
    other.refresh_from_db()
    assert (other.name, other.name_key) == ("Billing", "billing")


def test_a_workload_keeps_its_own_name(workload):
    workloads.edit_workload(workload=workload, by=None, tags={}, name="ORDERS")
    workload.refresh_from_db()
    assert (workload.name, workload.name_key) == ("ORDERS", "orders")


def test_the_database_itself_refuses_a_second_one(workload):
    twin = Workload(organisation=workload.organisation, name="orders", name_key="orders")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_tags_are_replaced_as_a_whole(make_workload):
    workload = make_workload(tags={"team": "orders", "tier": "1", "old": ""})
    assert [str(tag) for tag in workload.tags.all()] == ["old", "team=orders", "tier=1"]
    workloads.edit_workload(workload=workload, by=None, tags={"team": "billing"})
    assert [str(tag) for tag in workload.tags.all()] == ["team=billing"]


def test_an_edit_says_what_changed(workload):
    workloads.edit_workload(
        workload=workload, by=None, tags={}, name="Orders", notes="Old", industry="Retail"
    )
    assert AuditEntry.objects.latest("pk").details == {"changed": ["industry", "notes"]}


def test_what_is_archived_leaves_the_list_and_comes_back(workload, cast):
    workloads.archive(workload=workload, by=cast.admin.user)
    assert not Workload.objects.active().exists()
    assert Workload.objects.archived().get().archived_by == cast.admin.user
    workloads.bring_back(workload=workload, by=cast.admin.user)
    assert Workload.objects.active().get().archived_by is None


def test_the_summary_and_its_decisions_are_replaced_as_a_whole(workload, cast):
    for text, asked in [("One", ["Pay", "Wait"]), ("Two", ["Stop"])]:
        workloads.write_summary(
            workload=workload,
            text=text,
            decisions=[{"text": one, "from_whom": "CIO", "due_on": None} for one in asked],
            by=cast.owner.user,
        )
    assert Summary.objects.get().text == "Two"
    assert Summary.objects.get().written_by == cast.owner.user
    assert [one.text for one in Decision.objects.all()] == ["Stop"]
    assert Decision.objects.get().organisation == workload.organisation


def test_counts_add_up_over_reviews_and_are_not_multiplied_by_tags(answered_review):
    workload = answered_review.workload
    workloads.edit_workload(workload=workload, by=None, tags={"a": "", "b": "", "c": ""})
    counts = Workload.objects.with_counts().filter(tags__key="a").get().counts
    assert (counts.high, counts.none, counts.unanswered, counts.total) == (1, 1, 1, 3)


def test_a_plan_item_knows_where_it_comes_from(answered_review, cast):
    item = improvements.add_improvement(
        workload=answered_review.workload,
        review=answered_review,
        question_id="backup",
        choice_id="copy",
        title="Take copies",
        by=cast.contributor.user,
    )
    item.refresh_from_db()
    assert (item.review, item.question_id, item.choice_id) == (answered_review, "backup", "copy")
    assert item.organisation == cast.organisation
    assert item.created_by == cast.contributor.user
    assert item.status == "PLANNED"


def test_an_edited_plan_item_says_what_changed(workload, cast):
    item = improvements.add_improvement(workload=workload, title="Take copies", by=None)
    improvements.edit_improvement(
        improvement=item, by=cast.owner.user, title="Take copies", status="DONE"
    )
    assert AuditEntry.objects.latest("pk").details == {"changed": ["status"]}
    assert not workload.improvements.open().exists()


def test_what_leaves_the_plan_leaves_its_title_in_the_trail(workload, cast):
    item = improvements.add_improvement(workload=workload, title="Take copies", by=None)
    public_id = item.public_id
    improvements.remove_improvement(improvement=item, by=cast.owner.user)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.target_id) == ("improvement.removed", public_id)
    assert entry.details == {"title": "Take copies"}


def test_the_plan_is_in_the_order_of_its_dates_those_without_last(workload):
    for title, due in [("Third", None), ("Second", "2027-02-01"), ("First", "2026-02-01")]:
        improvements.add_improvement(workload=workload, title=title, due_on=due, by=None)
    assert [item.title for item in workload.improvements.all()] == ["First", "Second", "Third"]


def test_what_was_found_out_was_found_once(review, cast):
    point = open_points.ask(
        point=OpenPoint(review=review, question_id="backup", whom="Dana"),
        by=cast.contributor.user,
    )
    assert point.organisation == cast.organisation
    assert point.asked_by == cast.contributor.user
    open_points.close(point=point, by=cast.owner.user)
    found_at = point.found_at
    entries = AuditEntry.objects.count()
    open_points.close(point=point, by=cast.admin.user)
    point.refresh_from_db()
    assert (point.found_by, point.found_at) == (cast.owner.user, found_at)
    assert AuditEntry.objects.count() == entries
    assert not OpenPoint.objects.open().exists()
