"""T26: no address of the site changes anything by GET, or by a form without its token."""

import pytest
from django.urls import reverse

from accounts import doors
from accounts.models import SignInLink
from conftest import Actor
from wellarch.tests.routes import checksum, every_pattern

ADDRESSES = sorted({address for address, _pattern in every_pattern()})


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_without_a_token_nothing_is_taken(method, address, cast):
    forger = Actor(enforce_csrf_checks=True).signs_in(cast.owner.user)
    before = checksum()
    reply = getattr(forger, method)(address)
    # A page that looks for the token itself refuses other methods first.
    assert reply.status_code == 403 or (reply.status_code == 405 and method != "post")
    assert checksum() == before


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_twice_changes_nothing(address, cast):
    cast.owner.get(address)
    before = checksum()
    cast.owner.get(address)
    assert checksum() == before


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}],
)
def test_a_sign_in_link_is_not_used_ahead_of_time(headers, client, person):
    token = doors.make_sign_in_link(user=person("Olga"))
    address = reverse("sign_in_link", args=[token])
    assert client.get(address, headers=headers).status_code == 204
    assert client.head(address).status_code == 405
    assert SignInLink.objects.get().used_at is None
    assert client.get(address)["Location"] == reverse("home")
    assert client.get(address).status_code == 410


def test_a_newer_link_ends_the_older(client, person):
    olga = person("Olga")
    tokens = [doors.make_sign_in_link(user=olga) for _time in range(2)]
    statuses = [client.get(reverse("sign_in_link", args=[token])).status_code for token in tokens]
    assert statuses == [410, 302]


def test_pages_are_in_no_frame(client, db):
    reply = client.get(reverse("account_login"))
    assert "frame-ancestors 'none'" in reply["Content-Security-Policy"]
    assert reply["X-Frame-Options"] == "DENY"
