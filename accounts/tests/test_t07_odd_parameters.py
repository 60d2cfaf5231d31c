"""T07: who may not, may not with an empty, absent or odd parameter either."""

import pytest
from django.urls import reverse

from accounts.models import Invitation, Membership
from wellarch.tests.routes import checksum

BODIES = {
    "missing": {},
    "empty": {"role": "", "name": "", "organisation": "", "email": ""},
    "lists": {"role": ["OWNER", "VIEWER"], "name": ["a", "b"], "email": ["a@b.cd", "c@d.ef"]},
    "null": {"role": "null", "name": "None", "organisation": "undefined", "email": "[]"},
    "nested": {"role[]": "OWNER", "role[$ne]": "x", "name[0]": "x", "organisation[]": "1"},
    "valid": {"role": "VIEWER", "name": "Lighthouse", "email": "a@example.com"},
}
RAW = [b"", b"[]", b"null", b"{}", b'""', b'{"role": {}}', b"\xff\xfe", b"a" * 10_000]
FOR_ADMINS = [
    "invite",
    "change_role",
    "remove_member",
    "revoke_invitation",
    "organisation_settings",
    "delete_organisation",
    "remove_example",
]


@pytest.fixture
def addresses(cast):
    cast.owner.post(reverse("invite"), {"email": "open@example.com", "role": "VIEWER"})
    member = Membership.objects.get(user=cast.contributor.user).pk
    arguments = {
        "change_role": [member],
        "remove_member": [member],
        "revoke_invitation": [Invitation.objects.get().pk],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in FOR_ADMINS}


@pytest.mark.parametrize("name", FOR_ADMINS)
@pytest.mark.parametrize("part", ["contributor", "viewer", "anonymous"])
def test_forms(name, part, cast, addresses):
    before = checksum()
    for body in BODIES.values():
        assert cast[part].post(addresses[name], body).status_code in (302, 403)
    assert checksum() == before


@pytest.mark.parametrize("name", FOR_ADMINS)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_other_bodies(name, kind, cast, addresses):
    before = checksum()
    for body in RAW:
        reply = cast.viewer.generic("POST", addresses[name], body, content_type=kind)
        assert reply.status_code in (400, 403)
    assert checksum() == before


@pytest.mark.parametrize("name", ["change_role", "remove_member", "revoke_invitation"])
def test_a_stranger_with_what_would_be_right_for_others(name, cast, addresses):
    before = checksum()
    for body in BODIES.values():
        assert cast.stranger.post(addresses[name], body).status_code == 404
    assert checksum() == before
