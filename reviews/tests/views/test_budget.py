"""What is the best I can do in so many days? The page, its partial, and planning what it shows."""

import json
import re

import pytest
from django.urls import reverse

from pillars import library
from pillars.questionnaire.content import Severity
from reviews import budgeting, improvements, reviewing
from reviews.models import Improvement
from reviews.models.improvement import Status
from reviews.outcome.items import ASSUMED_DAYS
from reviews.tests import lenses
from reviews.tests.views.cast import READS, WRITES, gets, posts

HTMX = {"HX-Request": "true"}
IDS = ("aaa", "bbb", "ccc", "ddd")
FOUR = [lenses.choice(id, f"Practice {id}") for id in IDS]
ALL_FOUR = " && ".join(IDS)


@pytest.fixture
def address(answered_review):
    return address_of(answered_review)


@pytest.fixture
def joint_review(workload, cast):
    """Of four practices two are in place; the high risk falls only with all four."""
    asked = lenses.question("joint", "Do they hold together?", FOUR, ALL_FOUR, f"!({ALL_FOUR})")
    pillar = {"id": "one", "name": "One", "questions": [asked]}
    efforts = {"practices": {id: {"effort": 2} for id in IDS}}
    document = {
        **lenses.DOCUMENT,
        "name": "Joint",
        "pillars": [pillar],
        "x-wellarch": {"questions": {"joint": efforts}},
    }
    version = library.take_in(
        data=lenses.written(document), organisation=cast.organisation, by=cast.owner.user
    )
    library.publish(version=version, by=cast.owner.user)
    return reviewing.start_review(workload=workload, version=version, by=None)


def address_of(review):
    return reverse("budget", args=[review.workload.public_id, review.lens.alias])


def chosen(page):
    return re.findall(r'name="item" value="([^"]+)"', page)


def test_who_sees_it_and_who_plans(cast, address):
    assert gets(cast, address) == READS
    assert posts(cast, address, {"item": "backup/copy"}) == WRITES
    assert Improvement.objects.count() == 1


def test_who_may_only_read_is_offered_no_button(cast, address):
    assert chosen(cast.viewer.get(address).text) == []
    assert chosen(cast.contributor.get(address).text) != []


def test_the_plain_page_works_without_script(cast, address):
    page = cast.contributor.get(address, {"days": "3"}).text
    assert f'<form class="budget-form" action="{address}">' in page
    assert '<label class="budget-label" for="days">' in page
    assert re.search(r'<output class="budget-days" for="days">3</output>', page)
    assert re.search(
        r'type="range" id="days" name="days" min="0" max="\d+" step="1" value="3"', page
    )
    assert "<noscript><button" in page
    assert page.count('id="result"') == 1


def test_the_slider_gets_the_result_alone_and_says_it(cast, address):
    whole = cast.contributor.get(address, {"days": "5"}).text
    reply = cast.contributor.get(address, {"days": "5"}, headers=HTMX)
    assert "<html" not in reply.text
    assert 'type="range"' not in reply.text
    assert chosen(reply.text) == chosen(whole)
    assert "Days used: 5" in json.loads(reply["HX-Trigger"])["announce"]["value"]


@pytest.mark.parametrize("days", ["", "many", "nan", "inf", "-3", "1e9", "1e400"])
def test_days_that_make_no_sense_do_no_harm(cast, address, days):
    reply = cast.contributor.get(address, {"days": days})
    assert reply.status_code == 200
    assert re.search(r'for="days">\d+</output>', reply.text)


def test_it_shows_what_the_search_finds_and_what_is_assumed(cast, address):
    page = cast.contributor.get(address, {"days": "100"}).text
    assert chosen(page) == ["backup/copy"]
    assert '<span class="assumed">assumed</span>' in page
    assert "1 of 1 questions leaves high risk." in re.sub(r"\s+", " ", page)


def test_the_moment_two_items_clear_a_high_risk_together(cast, joint_review, save):
    save(joint_review, "joint", "aaa", "bbb")
    address = address_of(joint_review)
    short = cast.contributor.get(address, {"days": "3"}).text
    assert chosen(short) == []
    assert "With 1 day more" in short
    assert "Practice ccc <strong>+</strong> Practice ddd" in short
    enough = cast.contributor.get(address, {"days": "4"}).text
    assert chosen(enough) == ["joint/ccc", "joint/ddd"]
    for page in (short, enough):
        assert "Together they clear this high risk." in page
        assert "Alone, each is worth nothing here: neither risk nor score would change." in page
    assert "assumed" not in enough


def test_planning_adds_items_with_the_text_of_the_lens(cast, joint_review, save):
    save(joint_review, "joint", "aaa", "bbb")
    sent = {"item": ["joint/ccc", "joint/ddd"]}
    reply = cast.contributor.post(address_of(joint_review), sent, follow=True)
    assert reply.redirect_chain == [(reverse("plan", args=[joint_review.workload.public_id]), 302)]
    assert "2 items are planned." in reply.text
    item = Improvement.objects.get(choice_id="ccc")
    assert (item.title, item.details) == ("Practice ccc", "Begin with: practice ccc")
    assert (item.effort_days, item.status) == (2, Status.PLANNED)
    assert (item.review, item.question_id) == (joint_review, "joint")
    assert item.created_by == cast.contributor.user


def test_what_is_in_the_plan_is_not_planned_again(cast, joint_review, save):
    save(joint_review, "joint", "aaa", "bbb")
    address, sent = address_of(joint_review), {"item": ["joint/ccc", "joint/ddd"]}
    cast.contributor.post(address, {"item": "joint/ccc"})
    assert chosen(cast.contributor.get(address, {"days": "4"}).text) == ["joint/ddd"]
    for _time in range(2):
        cast.contributor.post(address, sent)
    assert sorted(Improvement.objects.values_list("choice_id", flat=True)) == ["ccc", "ddd"]
    page = cast.contributor.get(address, {"days": "4"}).text
    assert "All of it is in the plan." in page
    assert "Nothing was added" in cast.contributor.post(address, sent, follow=True).text


def test_what_is_not_missing_cannot_be_planned(cast, joint_review, save):
    save(joint_review, "joint", "aaa", "bbb")
    sent = {"item": ["joint/aaa", "joint/nonsense", "elsewhere/c", "<script>"]}
    assert cast.contributor.post(address_of(joint_review), sent).status_code == 302
    assert not Improvement.objects.exists()


def test_an_assumed_effort_is_still_called_so_in_the_plan(cast, address):
    cast.contributor.post(address, {"item": "backup/copy"})
    item = Improvement.objects.get()
    assert item.effort_days == ASSUMED_DAYS[Severity.HIGH]
    assert item.details.endswith("The effort is an assumption.")


def test_days_in_the_plan_go_before_those_of_the_lens(cast, joint_review, save):
    save(joint_review, "joint", "aaa", "bbb")
    for days in (1, 2.5):  # split in two
        improvements.add_improvement(
            workload=joint_review.workload,
            review=joint_review,
            question_id="joint",
            choice_id="ccc",
            title="Part of it",
            effort_days=days,
            by=None,
        )
    efforts, planned = budgeting.in_plan(joint_review)
    assert (efforts, planned) == ({"joint/ccc": 3.5}, {"joint/ccc"})
    page = cast.contributor.get(address_of(joint_review), {"days": "5.5"}).text
    assert "3.5 days" in page
    assert 'max="5.5" step="0.5" value="5.5"' in page


def test_nothing_answered_says_what_to_do(cast, review):
    page = cast.contributor.get(address_of(review)).text
    assert "Nothing can be chosen yet" in page
    assert 'type="range"' not in page


def test_the_plan_and_the_workload_lead_there(cast, answered_review, address):
    for name in ("plan", "workload"):
        page = cast.viewer.get(reverse(name, args=[answered_review.workload.public_id])).text
        assert address in page


def test_as_many_queries_for_one_item_as_for_three(
    cast, joint_review, save, django_assert_num_queries
):
    save(joint_review, "joint", none=True)
    address = address_of(joint_review)
    cast.contributor.get(address)
    for choice_id in IDS[:3]:
        improvements.add_improvement(
            workload=joint_review.workload,
            review=joint_review,
            question_id="joint",
            choice_id=choice_id,
            title="Do it",
            by=None,
        )
        with django_assert_num_queries(6):
            cast.contributor.get(address)
