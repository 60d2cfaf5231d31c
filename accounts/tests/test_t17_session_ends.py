"""T17: sessions end when a password changes, a person is disabled, or time is up."""

import pytest
from django.urls import reverse

from accounts import doors, sessions
from conftest import PASSWORD, Actor

NEW = "five new umbrellas"


@pytest.fixture
def two(person):
    olga = person("Olga")
    return Actor().signs_in(olga), Actor().signs_in(olga)


def is_in(actor):
    return actor.get(reverse("profile")).status_code == 200


def test_a_changed_password_ends_the_other_session(two):
    here, there = two
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post(reverse("account_change_password"), sent)["Location"] == reverse("profile")
    assert is_in(here)
    assert not is_in(there)


def test_a_reset_password_ends_every_session(two, client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "olga@example.com"})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    page = client.get(link, follow=True)
    address = page.wsgi_request.path
    client.post(address, {"password1": NEW, "password2": NEW})
    assert not any(is_in(actor) for actor in two)
    assert Actor().login(email="olga@example.com", password=NEW)
    assert "no longer works" in Actor().get(link, follow=True).text


def test_a_disabled_person_is_out_with_the_next_request(two):
    here, there = two
    here.user.is_active = False
    here.user.save()
    assert not is_in(here)
    assert not is_in(there)
    sent = {"login": "olga@example.com", "password": PASSWORD}
    assert Actor().post(reverse("account_login"), sent)["Location"] == reverse("account_inactive")


def test_a_disabled_person_gets_in_by_no_link(two):
    token = doors.make_sign_in_link(user=two[0].user)
    two[0].user.is_active = False
    two[0].user.save()
    assert Actor().get(reverse("sign_in_link", args=[token])).status_code == 410


@pytest.mark.parametrize(
    ("stamp", "age", "stays"),
    [
        (sessions.SEEN, 8 * 3600 - 60, True),
        (sessions.SEEN, 8 * 3600 + 60, False),
        (sessions.BEGUN, 7 * 24 * 3600 - 60, True),
        (sessions.BEGUN, 7 * 24 * 3600 + 60, False),
        (sessions.SEEN, -3 * 24 * 3600, True),
    ],
)
def test_time_is_up(stamp, age, stays, two):
    actor = two[0]
    session = actor.session
    session[stamp] -= age
    session.save()
    assert is_in(actor) == stays
    assert is_in(actor) == stays


def test_a_page_writes_that_it_was_seen_only_now_and_then(two, django_assert_num_queries):
    # session, memberships, reader, as there are none
    with django_assert_num_queries(3):
        is_in(two[0])
    session = two[0].session
    session[sessions.SEEN] -= sessions.SEEN_EVERY + 1
    session.save()
    is_in(two[0])
    assert two[0].session[sessions.SEEN] > session[sessions.SEEN]
