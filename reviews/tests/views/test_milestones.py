"""Taking milestones, their list, and one as it was."""

import pytest
from django.urls import reverse

from pillars import library
from reviews import milestones, reviewing
from reviews.models import Milestone
from reviews.tests.lenses import DOCUMENT, written
from reviews.tests.views.cast import NO_FORM, READS, WRITES, gets, leads_to_sign_in, posts


@pytest.fixture
def address(workload):
    return reverse("milestones", args=[workload.public_id])


def one(workload, number=1):
    return reverse("milestone", args=[workload.public_id, number])


def test_who_takes_one(cast, address, workload):
    assert gets(cast, address) == READS
    assert posts(cast, address, {"name": "Before", "note": "So far"}) == WRITES
    assert leads_to_sign_in(cast.anonymous.get(address))
    taken = Milestone.objects.order_by("number").values_list("number", "name", "note", "taken_by")
    assert list(taken) == [
        (number, "Before", "So far", cast[part].user.pk)
        for number, part in enumerate(("owner", "admin", "contributor"), 1)
    ]


def test_a_taken_milestone_opens(cast, address, workload):
    reply = cast.contributor.post(address, {"name": "Before", "note": "*So* far"})
    assert reply["Location"] == one(workload)
    assert gets(cast, one(workload)) == READS
    assert posts(cast, one(workload)) == NO_FORM
    page = cast.viewer.get(one(workload)).text
    assert "It cannot be changed" in page
    assert "<em>So</em> far" in page


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "n" * 101}, {"name": "\x01"}, {"note": "n" * 2085}]
)
def test_what_is_wrong_stays_in_the_form(wrong, cast, address):
    reply = cast.contributor.post(address, {"name": "Before", "note": "keep me", **wrong})
    assert reply.status_code == 422
    assert set(reply.context["form"].errors) == set(wrong)
    assert "keep me" in reply.text or "note" in wrong
    assert not Milestone.objects.exists()


def test_an_empty_form_is_refused_as_any_other(cast, address):
    assert cast.contributor.post(address).status_code == 422


@pytest.mark.parametrize("number", ["2", "0", "9" * 30, "9" * 5000, "-1", "x"])
def test_a_milestone_that_is_not_there(number, cast, address, workload):
    cast.contributor.post(address, {"name": "Before"})
    assert cast.owner.get(f"{address}{number}/").status_code == 404


def test_it_shows_the_workload_as_it_was(cast, answered_review, save):
    workload = answered_review.workload
    milestones.take_milestone(workload=workload, name="Before", by=None)
    save(answered_review, "backup", "copy", "tried")
    assert "High risk" in cast.viewer.get(one(workload)).text
    assert "1 question is at high risk" in " ".join(cast.viewer.get(one(workload)).text.split())
    now = reverse("workload", args=[workload.public_id])
    assert "question is at high risk" not in cast.viewer.get(now).text


def test_viewers_are_offered_nothing_to_change(cast, address):
    assert "Take a milestone" in cast.contributor.get(address).text
    assert "Take a milestone" not in cast.viewer.get(address).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_few(
    rows, cast, workload, address, django_assert_num_queries
):
    for number in range(rows):
        milestones.take_milestone(workload=workload, name=f"{number}", by=cast.owner.user)
    # session, reader with memberships, workload, how many, milestones with who took them
    with django_assert_num_queries(5):
        cast.contributor.get(address)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_asks_as_much_for_many_reviews_as_for_few(
    rows, cast, workload, django_assert_num_queries
):
    for number in range(rows):
        version = library.take_in(
            data=written({**DOCUMENT, "name": f"Lens {number}"}),
            organisation=cast.organisation,
            by=None,
        )
        reviewing.start_review(workload=workload, version=version, by=None)
    milestones.take_milestone(workload=workload, name="Before", by=cast.owner.user)
    cast.contributor.get(one(workload))
    # session, reader with memberships, workload, milestone with who took it, versions of its lenses
    with django_assert_num_queries(5):
        cast.contributor.get(one(workload))
