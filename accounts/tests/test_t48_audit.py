"""T48: every change leaves an entry, in the transaction of the change itself."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from accounts import audit, doors
from accounts.models import AuditEntry, Invitation, Membership
from conftest import PASSWORD
from wellarch.tests.routes import checksum

SESSIONS = ("sessions.Session",)


def member(cast, part):
    return Membership.objects.get(organisation=cast.organisation, user=cast[part].user).pk


def invited(cast, email):
    sent = {"email": email, "role": "VIEWER"}
    return cast.owner.post(reverse("invite"), sent).context["link"]


def revoking(cast):
    invited(cast, "open@example.com")
    return reverse("revoke_invitation", args=[Invitation.objects.get().pk])


def removing_the_example(cast):
    cast.organisation.is_example = True
    cast.organisation.save()
    return reverse("remove_example")


CHANGES = {
    "person.profile_edited": ("owner", "profile", {"name": "New", "language": "ko"}),
    "person.language_set": ("owner", "set_reader_language", {"language": "ko"}),
    "person.password_set": (
        "owner",
        "account_change_password",
        {"oldpassword": PASSWORD, "password1": "a new umbrella", "password2": "a new umbrella"},
    ),
    "person.signed_in": (
        "anonymous",
        "account_login",
        {"login": "olga@example.com", "password": PASSWORD},
    ),
    "person.signed_out": ("owner", "account_logout", {}),
    "sign_in_link.used": (
        "anonymous",
        lambda cast: reverse("sign_in_link", args=[doors.make_sign_in_link(user=cast.owner.user)]),
        None,
    ),
    "organisation.started": ("viewer", "start_organisation", {"name": "Mine"}),
    "organisation.renamed": ("owner", "organisation_settings", {"name": "Other"}),
    "organisation.deleted": ("owner", "delete_organisation", {"name": "Lighthouse"}),
    "organisation.deleted ": ("owner", removing_the_example, {}),
    "member.left": ("viewer", "leave_organisation", {}),
    "member.removed": (
        "owner",
        lambda cast: reverse("remove_member", args=[member(cast, "viewer")]),
        {},
    ),
    "member.role_changed": (
        "owner",
        lambda cast: reverse("change_role", args=[member(cast, "viewer")]),
        {"role": "ADMIN"},
    ),
    "invitation.made": ("admin", "invite", {"email": "new@example.com", "role": "VIEWER"}),
    "invitation.revoked": ("admin", revoking, {}),
    "invitation.accepted": (
        "stranger",
        lambda cast: invited(cast, cast.stranger.user.email),
        {},
    ),
    "person.created": (
        "anonymous",
        lambda cast: invited(cast, "new@example.com"),
        {"name": "Nina", "language": "en", "password": "four dry umbrellas"},
    ),
}


def send(cast, action):
    part, where, fields = CHANGES[action]
    address = where(cast) if callable(where) else reverse(where)
    actor = cast[part]
    actor.raise_request_exception = False
    return (lambda: actor.get(address)) if fields is None else (lambda: actor.post(address, fields))


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_leaves_an_entry(action, cast):
    act = send(cast, action)
    last = AuditEntry.objects.first()
    assert act().status_code in (200, 302)
    written = AuditEntry.objects.filter(pk__gt=last.pk if last else 0)
    assert action.strip() in set(written.values_list("action", flat=True))


@pytest.mark.parametrize("action", CHANGES)
def test_without_its_entry_there_is_no_change(action, cast):
    act = send(cast, action)
    before = checksum(without=SESSIONS)
    with patch.object(audit.AuditEntry.objects, "create", side_effect=RuntimeError):
        assert act().status_code == 500
    assert checksum(without=SESSIONS) == before


def test_admins_read_what_was_done_in_their_organisation(cast):
    cast.owner.post(reverse("organisation_settings"), {"name": "Beacon"})
    page = cast.admin.get(reverse("audit_trail")).text
    assert "organisation.renamed" in page
    assert "Beacon" in page
    assert "organisation.renamed" not in cast.stranger.get(reverse("audit_trail")).text
