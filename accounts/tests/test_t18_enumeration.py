"""T18: nobody learns from an answer whether an address has an account.

Time is held by counting the work instead of by a clock: hashing a password takes nearly all of it,
and is done once whether or not there is an account.
"""

import re
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

ADDRESSES = ["olga@example.com", "linked@example.com", "nobody@example.com"]


@pytest.fixture
def people(person):
    person("Olga")
    linked = person("Linked")
    linked.set_unusable_password()
    linked.save()


@pytest.fixture
def hashed():
    with patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as counted:
        yield counted


def bare(reply, address):
    page = reply.text.replace(address, "ADDRESS")
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", page)


@pytest.mark.usefixtures("people")
def test_signing_in_is_refused_alike(client):
    pages = {
        bare(client.post(reverse("account_login"), {"login": a, "password": "x"}), a)
        for a in ADDRESSES
    }
    assert len(pages) == 1


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("address", ADDRESSES)
def test_signing_in_is_the_same_work(address, client, hashed):
    client.post(reverse("account_login"), {"login": address, "password": "x"})
    assert hashed.call_count == 1


@pytest.mark.usefixtures("people")
def test_a_forgotten_password_is_answered_alike(client, mailoutbox):
    for number, address in enumerate(ADDRESSES, 1):
        reply = client.post(reverse("account_reset_password"), {"email": address})
        assert reply["Location"] == reverse("account_reset_password_done")
        # One mail each: to send none for an unknown address would be seen by a clock.
        assert len(mailoutbox) == number
        assert mailoutbox[-1].to == [address]
    assert "There is none" in mailoutbox[-1].body
    assert "http" not in mailoutbox[-1].body


def test_an_invitation_form_says_nothing_about_people_elsewhere(cast):
    pages = set()
    for address in (cast.stranger.user.email, "nobody@example.com"):
        reply = cast.owner.post(reverse("invite"), {"email": address, "role": "VIEWER"})
        page = bare(reply, address).replace(reply.context["link"], "")
        pages.add(re.sub(r"(?s)<h2>Open invitations.*?</table>", "", page))
    assert len(pages) == 1
