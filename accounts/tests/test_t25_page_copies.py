"""T25 and T54: no copy of a page stays in a cache, and none in the browser after signing out."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

PAGES = ["profile", "people", "organisation_settings", "audit_trail", "start_organisation"]


@pytest.mark.parametrize("name", [*PAGES, "welcome", "account_change_password"])
def test_pages_are_not_kept(name, cast):
    kept = cast.owner.get(reverse(name))["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_neither_are_those_before_signing_in(name, client, db):
    assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_signing_out_clears_the_browser_and_the_session(cast):
    key = cast.owner.session.session_key
    reply = cast.owner.post(reverse("account_logout"))
    assert reply["Clear-Site-Data"] == '"cache", "storage"'
    assert reply["Location"] == reverse("account_login")
    assert not Session.objects.filter(session_key=key).exists()
    for name in PAGES:
        assert cast.owner.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
def test_only_a_form_signs_out(method, cast):
    getattr(cast.owner, method)(reverse("account_logout"))
    assert cast.owner.get(reverse("profile")).status_code == 200
