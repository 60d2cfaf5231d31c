"""The plan: its list, its items, and "Add to plan" on a question."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from reviews import improvements
from reviews.models import Improvement
from reviews.tests.views.cast import (
    NO_FORM,
    NO_PAGE,
    READS,
    WRITES,
    gets,
    leads_to_sign_in,
    posts,
)

VALID = {"title": "Take copies", "status": "PLANNED"}
EVERYTHING = {
    "title": "Take copies",
    "details": "Nightly\r\nand tried",
    "owner": "dana@example.org",
    "due_on": "2027-02-01",
    "effort_days": "2.5",
    "status": "IN_PROGRESS",
}
WRONG = [
    {"title": ""},
    {"title": "t" * 513},
    {"title": "one\x00"},
    {"details": "d" * 2085},
    {"owner": "o" * 256},
    {"due_on": "2027-02-30"},
    {"effort_days": "-1"},
    {"effort_days": "10000"},
    {"effort_days": "NaN"},
    {"effort_days": "1e400"},
    {"status": "SOMEDAY"},
]


@pytest.fixture
def plan(workload):
    return reverse("plan", args=[workload.public_id])


@pytest.fixture
def add(workload):
    return reverse("plan_add", args=[workload.public_id])


@pytest.fixture
def item(workload):
    return improvements.add_improvement(workload=workload, title="Take copies", by=None)


@pytest.fixture
def edit(item):
    return reverse("plan_item", args=[item.workload.public_id, item.public_id])


@pytest.fixture
def from_question(review):
    return reverse("question_plan", args=[review.workload.public_id, review.lens.alias, "backup"])


def stored():
    item = Improvement.objects.latest("pk")
    return {
        "title": item.title,
        "details": item.details,
        "owner": item.owner,
        "due_on": item.due_on,
        "effort_days": item.effort_days,
        "status": item.status,
    }


AS_STORED = {
    **EVERYTHING,
    "details": "Nightly\nand tried",
    "due_on": date(2027, 2, 1),
    "effort_days": Decimal("2.5"),
}


def test_who_sees_the_plan(cast, plan, item):
    assert gets(cast, plan) == READS
    assert posts(cast, plan) == NO_FORM
    assert "Take copies" in cast.viewer.get(plan).text
    assert leads_to_sign_in(cast.anonymous.get(plan))


def test_who_adds_by_hand(cast, add, workload):
    assert gets(cast, add) == READS
    assert posts(cast, add, EVERYTHING) == WRITES
    assert stored() == AS_STORED
    item = Improvement.objects.latest("pk")
    assert (item.workload, item.created_by) == (workload, cast.contributor.user)
    assert item.review is None


def test_who_adds_from_a_question(cast, from_question, review):
    sent = {**EVERYTHING, "choice": "copy"}
    assert posts(cast, from_question, sent) == WRITES
    assert gets(cast, from_question) == NO_PAGE
    assert stored() == AS_STORED
    item = Improvement.objects.latest("pk")
    assert (item.review, item.question_id, item.choice_id) == (review, "backup", "copy")
    assert (
        "Copies are taken"
        in cast.viewer.get(reverse("plan", args=[review.workload.public_id])).text
    )


def test_a_practice_of_another_question_is_left_away(cast, from_question):
    cast.contributor.post(from_question, {**VALID, "choice": "mfa"})
    assert Improvement.objects.get().choice_id == ""


def test_who_edits(cast, edit):
    assert gets(cast, edit) == READS
    assert posts(cast, edit, EVERYTHING) == WRITES
    assert stored() == AS_STORED
    changes = AuditEntry.objects.filter(action="improvement.edited").order_by("pk")
    changed = [entry.details["changed"] for entry in changes]
    assert sorted(changed[0]) == ["details", "due_on", "effort_days", "owner", "status"]
    assert changed[1:] == [[], []]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("where", ["add", "edit", "from_question"])
def test_what_is_wrong_stays_in_the_form(where, wrong, cast, request):
    address = request.getfixturevalue(where)
    before = list(Improvement.objects.values())
    reply = cast.contributor.post(address, {**VALID, "details": "keep me", **wrong})
    assert reply.status_code == 422
    assert set(reply.context["form"].errors) == set(wrong)
    assert "keep me" in reply.text or "details" in wrong
    assert f'href="#id_{next(iter(wrong))}"' in reply.text
    assert list(Improvement.objects.values()) == before


@pytest.mark.parametrize("where", ["add", "edit", "from_question"])
def test_an_empty_form_is_refused_as_any_other(where, cast, request):
    assert cast.contributor.post(request.getfixturevalue(where)).status_code == 422


def test_a_refused_change_shows_the_stored_title_above_the_form(cast, edit):
    reply = cast.contributor.post(edit, {"title": "Other", "status": "SOMEDAY"})
    assert "<h1>Take copies</h1>" in reply.text
    assert 'value="Other"' in reply.text


def test_a_refused_item_of_a_question_is_sent_there_again(cast, from_question):
    reply = cast.contributor.post(from_question, {"title": "", "choice": "copy"})
    assert '<input type="hidden" name="choice" value="copy">' in reply.text


def test_who_removes(cast, workload):
    codes = []
    for part in ("owner", "admin", "contributor", "viewer", "stranger", "anonymous"):
        item = improvements.add_improvement(workload=workload, title=part, by=None)
        address = reverse("plan_remove", args=[workload.public_id, item.public_id])
        codes.append(cast[part].post(address).status_code)
    assert codes == WRITES
    assert gets(cast, address) == NO_PAGE
    assert {one.title for one in Improvement.objects.all()} == {"viewer", "stranger", "anonymous"}


@pytest.mark.parametrize("name", ["plan_item", "plan_remove"])
def test_an_item_that_is_not_there(name, cast, workload, item):
    address = reverse(name, args=[workload.public_id, "0" * 32])
    assert cast.owner.post(address, VALID).status_code == 404
    assert Improvement.objects.count() == 1


def test_viewers_are_offered_nothing_to_change(cast, add, edit, plan):
    for address in (add, edit, plan):
        page = cast.viewer.get(address).text
        assert "Save</button>" not in page
        assert "Remove</button>" not in page
        assert "Add an item" not in page


def test_an_item_of_no_effort_shows_none(cast, plan, workload):
    improvements.add_improvement(workload=workload, title="Free", effort_days=0, by=None)
    assert 'data-label="Effort (days)">0</td>' in cast.viewer.get(plan).text
