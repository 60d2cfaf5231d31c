"""T01: who reaches which address of accounts, and what nobody may tell from the answer.

One row an address: the answer to owner, admin, contributor, viewer, somebody of no organisation,
and somebody not signed in. A new address without a row fails.
"""

import re

import pytest
from django.urls import reverse

from accounts import urls
from accounts.models import Invitation, Membership

PARTS = ("owner", "admin", "contributor", "viewer", "loner", "anonymous")
READS = {
    "account_login": (302, 302, 302, 302, 302, 200),
    "account_logout": (200, 200, 200, 200, 200, 302),
    "account_inactive": (200, 200, 200, 200, 200, 200),
    "account_signup": (302, 302, 302, 302, 302, 200),
    "account_change_password": (200, 200, 200, 200, 200, 302),
    "account_set_password": (302, 302, 302, 302, 302, 302),
    "account_reset_password": (200, 200, 200, 200, 200, 200),
    "account_reset_password_done": (200, 200, 200, 200, 200, 200),
    "account_reset_password_from_key": (200, 200, 200, 200, 200, 200),
    "account_reset_password_from_key_done": (200, 200, 200, 200, 200, 200),
    "sign_in_link": (410, 410, 410, 410, 410, 410),
    "invitation": (404, 404, 404, 404, 404, 404),
    "welcome": (200, 200, 200, 200, 200, 302),
    "profile": (200, 200, 200, 200, 200, 302),
    "set_reader_language": (405, 405, 405, 405, 405, 405),
    "start_organisation": (200, 200, 200, 200, 200, 302),
    "switch_organisation": (405, 405, 405, 405, 405, 302),
    "organisation_settings": (200, 200, 200, 200, 302, 302),
    "letterhead": (302, 302, 403, 403, 302, 302),
    "logo": (404, 404, 404, 404, 302, 302),
    "delete_organisation": (302, 403, 403, 403, 302, 302),
    "remove_example": (405, 403, 403, 403, 302, 302),
    "leave_organisation": (405, 405, 405, 405, 302, 302),
    "audit_trail": (200, 200, 403, 403, 302, 302),
    "people": (200, 200, 200, 200, 302, 302),
    "invite": (302, 302, 403, 403, 302, 302),
    "change_role": (405, 405, 403, 403, 302, 302),
    "remove_member": (405, 405, 403, 403, 302, 302),
    "revoke_invitation": (405, 405, 403, 403, 302, 302),
}
WRITES = {
    "account_login": (302, 302, 302, 302, 302, 200),
    "account_logout": (302, 302, 302, 302, 302, 302),
    "account_inactive": (405, 405, 405, 405, 405, 405),
    "account_signup": (302, 302, 302, 302, 302, 200),
    "account_change_password": (200, 200, 200, 200, 200, 302),
    "account_set_password": (302, 302, 302, 302, 302, 302),
    "account_reset_password": (200, 200, 200, 200, 200, 200),
    "account_reset_password_done": (405, 405, 405, 405, 405, 405),
    "account_reset_password_from_key": (200, 200, 200, 200, 200, 200),
    "account_reset_password_from_key_done": (405, 405, 405, 405, 405, 405),
    "sign_in_link": (405, 405, 405, 405, 405, 405),
    "invitation": (404, 404, 404, 404, 404, 404),
    "welcome": (405, 405, 405, 405, 405, 302),
    "profile": (422, 422, 422, 422, 422, 302),
    "set_reader_language": (400, 400, 400, 400, 400, 400),
    "start_organisation": (422, 422, 422, 422, 422, 302),
    "switch_organisation": (404, 404, 404, 404, 404, 302),
    "organisation_settings": (422, 422, 403, 403, 302, 302),
    "letterhead": (302, 302, 403, 403, 302, 302),
    "logo": (405, 405, 405, 405, 302, 302),
    "delete_organisation": (422, 403, 403, 403, 302, 302),
    "remove_example": (403, 403, 403, 403, 302, 302),
    "leave_organisation": (302, 302, 302, 302, 302, 302),
    "audit_trail": (405, 405, 403, 403, 302, 302),
    "people": (405, 405, 405, 405, 302, 302),
    "invite": (422, 422, 403, 403, 302, 302),
    "change_role": (404, 404, 403, 403, 302, 302),
    "remove_member": (404, 404, 403, 403, 302, 302),
    "revoke_invitation": (404, 404, 403, 403, 302, 302),
}
ARGUMENTS = {
    "account_reset_password_from_key": ["1", "set-password"],
    "sign_in_link": ["none"],
    "invitation": ["none"],
    "change_role": [0],
    "remove_member": [0],
    "revoke_invitation": [0],
}


@pytest.fixture
def actors(cast, person):
    loner = type(cast.owner)().signs_in(person("Loner"))
    return {part: loner if part == "loner" else cast[part] for part in PARTS}


@pytest.mark.parametrize("name", READS)
def test_reading(name, actors):
    address = reverse(name, args=ARGUMENTS.get(name))
    assert tuple(actors[part].get(address).status_code for part in PARTS) == READS[name]


@pytest.mark.parametrize("name", WRITES)
def test_writing_nothing(name, actors):
    address = reverse(name, args=ARGUMENTS.get(name))
    assert tuple(actors[part].post(address).status_code for part in PARTS) == WRITES[name]


def test_every_address_has_its_rows():
    assert {pattern.name for pattern in urls.urlpatterns} == set(READS) == set(WRITES)


@pytest.mark.parametrize("name", ["change_role", "remove_member", "revoke_invitation"])
def test_what_is_foreign_is_answered_as_what_is_missing(name, cast):
    theirs = Membership.objects.get(user=cast.stranger.user).pk
    cast.stranger.post(reverse("invite"), {"email": "x@example.com", "role": "VIEWER"})
    if name == "revoke_invitation":
        theirs = Invitation.objects.get().pk
    answers = []
    for pk in (theirs, 999_999, 10**30):
        reply = cast.owner.post(reverse(name, args=[pk]), {"role": "VIEWER"})
        assert reply.status_code == 404
        answers.append(_without_token(reply.text).replace(reply.wsgi_request.path, ""))
    assert answers[0] == answers[1] == answers[2]
    assert Invitation.objects.open().exists()


def _without_token(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", page)
