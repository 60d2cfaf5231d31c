"""Two moments side by side: which ones, what the page says, who may read it."""

import json
import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from reviews import improvements, milestones
from reviews.models import AnswerRevision, Milestone
from reviews.outcome.progress import Kind
from reviews.tests.views.cast import NO_FORM, READS, gets, leads_to_sign_in, posts
from wellarch.tests.routes import checksum


@pytest.fixture
def address(workload):
    return reverse("milestones_compare", args=[workload.public_id])


@pytest.fixture
def told(answered_review, save, cast):
    """Two milestones: then backup got better, failover worse, access was answered."""
    workload = answered_review.workload
    day = timezone.now()
    AnswerRevision.objects.update(saved_at=day - timedelta(days=20))
    for number, name in ((1, "First"), (2, "Second")):
        at = day - timedelta(days=20 - number)
        milestones.take_milestone(workload=workload, name=name, by=cast.owner.user, at=at)
    save(answered_review, "backup", "copy")
    save(answered_review, "backup", "copy", "tried")
    save(answered_review, "failover", none=True)
    save(answered_review, "access", "mfa")
    improvements.add_improvement(
        workload=workload, review=None, title="Practise it", status="DONE", by=cast.owner.user
    )
    return workload


def tampered(milestone, **changed):
    """Around the model and the trigger, as somebody with the database would."""
    around = {
        "sqlite": "DROP TRIGGER milestone_never_changes",
        "postgresql": "SET LOCAL session_replication_role = replica",
    }
    with connection.cursor() as cursor:
        cursor.execute(around[connection.vendor])
        for column, value in changed.items():
            cursor.execute(
                f"UPDATE reviews_milestone SET {column} = %s WHERE id = %s", [value, milestone.pk]
            )


def changed_snapshot(milestone):
    snapshot = json.loads(milestone.snapshot)
    snapshot["facts"]["name"] = "Something else"
    return milestones.canonical(snapshot)


def text_of(reply):
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


def kinds(reply):
    sections = reply.context["comparison"].sections
    return {one.kind: [row.change.question.id for row in one.rows] for one in sections}


# ---- who ----


def test_who_reads_it(cast, address, told):
    before = checksum(without=("sessions.Session",))
    assert gets(cast, address) == READS
    assert posts(cast, address) == NO_FORM
    assert leads_to_sign_in(cast.anonymous.get(address))
    assert checksum(without=("sessions.Session",)) == before


def test_before_the_first_milestone_it_says_what_to_do(cast, address, workload):
    reply = cast.viewer.get(address)
    assert reply.status_code == 200
    assert "Nothing to compare yet" in reply.text


# ---- which two ----


def test_the_newest_milestone_is_compared_with_now(cast, address, told):
    comparison = cast.viewer.get(address).context["comparison"]
    assert (comparison.before.name, comparison.after.key) == ("Second", "now")


@pytest.mark.parametrize(
    ("asked", "moments"),
    [
        ({"from": "1"}, ("1", "now")),
        ({"from": "1", "to": "2"}, ("1", "2")),
        ({"from": "now", "to": "1"}, ("now", "1")),
        ({"from": "2", "to": "2"}, ("2", "2")),
        ({"from": "x", "to": ""}, ("2", "now")),
        ({"from": "-1", "to": "²"}, ("2", "now")),
    ],
)
def test_any_two_moments(asked, moments, cast, address, told):
    comparison = cast.viewer.get(address, asked).context["comparison"]
    assert (comparison.before.key, comparison.after.key) == moments


@pytest.mark.parametrize("number", ["3", "0", "01", "9" * 30, "9" * 5000])
def test_a_milestone_that_is_not_there(number, cast, address, told):
    assert cast.viewer.get(address, {"from": number}).status_code == 404
    assert cast.viewer.get(address, {"to": number}).status_code == 404


# ---- what ----


def test_what_changed_and_by_whom(cast, address, told):
    reply = cast.viewer.get(address)
    assert kinds(reply) == {
        Kind.BETTER: ["backup"],
        Kind.WORSE: ["failover"],
        Kind.ANSWERED: ["access"],
    }
    text = text_of(reply)
    assert "Now in place: Copies are taken" in text
    assert "No longer in place: Three zones; Failing over is practised" in text
    assert "changed by Contributor (2)" in text
    assert "Contributor 3 questions" in text
    assert "Practise it" in text
    link = reverse("question", args=[told.public_id, "a-small-lens", "backup"])
    assert f'href="{link}"' in reply.text


def test_between_the_milestones_nothing_changed(cast, address, told):
    text = text_of(cast.viewer.get(address, {"from": 1, "to": 2}))
    assert "Nothing changed between these two moments." in text
    assert "Nobody saved an answer between these two moments." in text


def test_somebody_who_left_is_a_former_member(cast, address, told):
    cast.contributor.user.delete()
    assert "changed by a former member (2)" in text_of(cast.viewer.get(address))


def test_the_trend_is_a_drawing_and_a_table(cast, address, told):
    reply = cast.viewer.get(address)
    (trend,) = reply.context["comparison"].trends.values()
    assert [point.moment.key for point in trend.points] == ["1", "2", "now"]
    assert reply.text.count('class="trend-value"') == 3
    table = reply.text[reply.text.index("The same as a table") :]
    assert table.index("First") < table.index("Second") < table.index("Now")


def test_a_long_trend_shows_the_newest(cast, address, told):
    for _number in range(14):
        milestones.take_milestone(workload=told, name="Another", by=None)
    (trend,) = cast.viewer.get(address, {"from": 1}).context["comparison"].trends.values()
    assert [point.moment.key for point in trend.points] == [*map(str, range(5, 17)), "now"]


def test_the_pages_lead_to_it(cast, address, told):
    for name in ("workload", "milestones"):
        assert f'href="{address}' in cast.viewer.get(reverse(name, args=[told.public_id])).text


def test_the_page_of_the_workload_shows_the_last_value(cast, told):
    text = cast.viewer.get(reverse("workload", args=[told.public_id])).text
    assert text.count('class="range-previous"') == 3  # the review and its two pillars


@pytest.mark.parametrize("more", [0, 2])
def test_it_asks_as_much_for_many_milestones_as_for_few(
    more, cast, answered_review, save, django_assert_num_queries
):
    workload = answered_review.workload
    address = reverse("milestones_compare", args=[workload.public_id])
    for number in range(1 + more):
        milestones.take_milestone(workload=workload, name=f"{number}", by=None)
        save(answered_review, "access", "mfa", notes=f"{number}")
    cast.viewer.get(address)  # reads the lens, which stays read
    # session, reader with memberships, workload with summary, milestones, snapshots, reviews with
    # pillars set aside, answers, open points, tags, plan, decisions, people, versions of lenses,
    # revisions
    with django_assert_num_queries(14):
        cast.viewer.get(address)


# ---- a snapshot that was changed ----


@pytest.fixture
def broken(told):
    milestone = told.milestones.get(number=1)
    tampered(milestone, snapshot=changed_snapshot(milestone))
    return milestone


def test_it_is_not_shown_and_said_so(cast, told, broken, address, caplog):
    one = reverse("milestone", args=[told.public_id, 1])
    report = reverse("report", args=[told.public_id])
    for place, asked in ((one, {}), (address, {"from": 1}), (report, {"milestone": 1})):
        with caplog.at_level(logging.ERROR):
            reply = cast.viewer.get(place, asked)
        assert reply.status_code == 409
        assert "The stored snapshot does not match its digest." in reply.text
        assert broken.digest in reply.text
        assert "Something else" not in reply.text
        assert "does not match its digest" in caplog.text
        caplog.clear()
    assert cast.stranger.get(one).status_code == 404


def test_the_others_are_still_compared(cast, told, broken, address):
    reply = cast.viewer.get(address)
    assert reply.status_code == 200
    assert "“First” is left out of the trend" in text_of(reply)
    (trend,) = reply.context["comparison"].trends.values()
    assert [point.moment.key for point in trend.points] == ["2", "now"]


def test_the_page_of_the_workload_does_without(cast, told):
    newest = told.milestones.first()
    tampered(newest, snapshot=changed_snapshot(newest))
    reply = cast.viewer.get(reverse("workload", args=[told.public_id]))
    assert reply.status_code == 200
    assert 'class="range-previous"' not in reply.text


def test_a_changed_digest_is_found_too(cast, told):
    newest = told.milestones.first()
    tampered(newest, digest="0" * 64)
    assert not Milestone.objects.get(pk=newest.pk).is_intact
