"""T16: a session gets a new key on signing in, and the key stands on no page."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts import doors
from accounts.models import AuditEntry
from conftest import PASSWORD


def sign_in(client, user):
    sent = {"login": user.email, "password": PASSWORD}
    return client.post(reverse("account_login"), sent)


def planted(client):
    """A session that somebody else knows the key of."""
    session = client.session
    session["x"] = 1
    session.save()
    return session.session_key


def by_password(client, user):
    sign_in(client, user)


def by_link(client, user):
    client.get(reverse("sign_in_link", args=[doors.make_sign_in_link(user=user)]))


@pytest.mark.parametrize("way", [by_password, by_link])
def test_the_key_changes_and_the_old_one_is_dead(way, client, person):
    before = planted(client)
    way(client, person("Olga"))
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    assert client.get(reverse("profile")).status_code == 200
    assert not Session.objects.filter(session_key=before).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get(reverse("profile")).status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, person):
    reply = sign_in(client, person("Olga"))
    cookie = reply.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize(
    "name", ["profile", "people", "organisation_settings", "audit_trail", "account_logout"]
)
def test_the_key_stands_on_no_page(name, cast):
    key = cast.owner.session.session_key
    assert key not in cast.owner.get(reverse(name)).text


def test_signing_in_and_out_leaves_entries(client, person):
    sign_in(client, person("Olga"))
    client.post(reverse("account_logout"))
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"person.signed_in", "person.signed_out"} <= actions
