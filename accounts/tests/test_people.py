"""The page of members and invitations, seen by each of the cast."""

import pytest
from django.urls import reverse

from accounts.models import Invitation, Membership, Role

INSIDE = ("owner", "admin", "contributor", "viewer")


def of(part, cast):
    return Membership.objects.get(organisation=cast.organisation, user=cast[part].user)


@pytest.mark.parametrize("part", INSIDE)
def test_every_member_sees_the_members(part, cast):
    page = cast[part].get(reverse("people"))
    assert page.status_code == 200
    for other in INSIDE:
        assert cast[other].user.email in page.text
    assert cast.stranger.user.email not in page.text


def test_somebody_not_signed_in_is_asked_to_sign_in(cast):
    assert cast.anonymous.get(reverse("people"))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("part", "status"),
    [("owner", 200), ("admin", 200), ("contributor", 403), ("viewer", 403), ("anonymous", 302)],
)
def test_admins_invite(part, status, cast):
    sent = {"email": "new@example.com", "role": "VIEWER"}
    assert cast[part].post(reverse("invite"), sent).status_code == status
    assert Invitation.objects.exists() == (status == 200)


def test_the_link_is_shown_once_and_kept_hashed(cast):
    page = cast.admin.post(reverse("invite"), {"email": "New@Example.com", "role": "CONTRIBUTOR"})
    link = page.context["link"]
    assert link in page.text
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert len(token) >= 22
    kept = Invitation.objects.values().get()
    assert token not in str(kept)
    assert kept["email"] == "new@example.com"
    assert token not in cast.admin.get(reverse("people")).text


def test_a_second_invitation_to_an_address_replaces_the_first(cast):
    for role in ("VIEWER", "CONTRIBUTOR"):
        cast.admin.post(reverse("invite"), {"email": "new@example.com", "role": role})
    assert [i.role for i in Invitation.objects.open()] == ["CONTRIBUTOR"]


def test_a_member_is_not_invited_again(cast):
    sent = {"email": cast.viewer.user.email.upper(), "role": "ADMIN"}
    page = cast.owner.post(reverse("invite"), sent)
    assert page.status_code == 422
    assert "member already" in page.text


def test_a_withdrawn_invitation_is_gone(cast):
    page = cast.admin.post(reverse("invite"), {"email": "new@example.com", "role": "VIEWER"})
    invitation = Invitation.objects.get()
    cast.admin.post(reverse("revoke_invitation", args=[invitation.pk]))
    assert cast.anonymous.get(page.context["link"]).status_code == 410
    again = cast.admin.post(reverse("revoke_invitation", args=[invitation.pk]))
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("part", "target", "role", "status"),
    [
        ("owner", "viewer", Role.OWNER, 302),
        ("owner", "admin", Role.VIEWER, 302),
        ("admin", "viewer", Role.ADMIN, 302),
        ("admin", "admin", Role.VIEWER, 302),
        ("admin", "owner", Role.VIEWER, 403),
        ("contributor", "viewer", Role.CONTRIBUTOR, 403),
        ("viewer", "viewer", Role.OWNER, 403),
    ],
)
def test_roles_change_up_to_ones_own(part, target, role, status, cast):
    member = of(target, cast)
    reply = cast[part].post(reverse("change_role", args=[member.pk]), {"role": role})
    assert reply.status_code == status
    before = member.role
    member.refresh_from_db()
    assert member.role == (role if status == 302 else before)


def test_nobody_gives_a_role_above_their_own(cast):
    member = of("viewer", cast)
    cast.admin.post(reverse("change_role", args=[member.pk]), {"role": "OWNER"})
    member.refresh_from_db()
    assert member.role == Role.VIEWER


@pytest.mark.parametrize("way", ["demoted", "removed", "leaves"])
def test_the_last_owner_stays(way, cast):
    member = of("owner", cast)
    if way == "demoted":
        reply = cast.owner.post(reverse("change_role", args=[member.pk]), {"role": "ADMIN"})
    elif way == "removed":
        reply = cast.owner.post(reverse("remove_member", args=[member.pk]))
    else:
        reply = cast.owner.post(reverse("leave_organisation"))
    assert reply["Location"] == reverse("people")
    assert "at least one owner" in cast.owner.get(reverse("people")).text
    member.refresh_from_db()
    assert member.role == Role.OWNER


def test_one_of_two_owners_may_leave(cast, member):
    member("Second", cast.organisation, Role.OWNER)
    cast.owner.post(reverse("leave_organisation"))
    assert not cast.owner.user.memberships.exists()
    assert cast.owner.get(reverse("people"))["Location"] == reverse("welcome")


@pytest.mark.parametrize(
    ("part", "target", "status"),
    [
        ("admin", "contributor", 302),
        ("admin", "owner", 403),
        ("contributor", "viewer", 403),
        ("stranger", "viewer", 404),
    ],
)
def test_admins_remove_members(part, target, status, cast):
    member = of(target, cast)
    reply = cast[part].post(reverse("remove_member", args=[member.pk]))
    assert reply.status_code == status
    assert Membership.objects.filter(pk=member.pk).exists() == (status != 302)


def test_what_an_admin_offered_ends_with_the_role(cast):
    cast.admin.post(reverse("invite"), {"email": "new@example.com", "role": "ADMIN"})
    member = of("admin", cast)
    cast.owner.post(reverse("change_role", args=[member.pk]), {"role": "CONTRIBUTOR"})
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("members", [1, 3])
def test_the_page_asks_as_much_for_many_as_for_few(
    members, cast, member, django_assert_num_queries
):
    for number in range(members):
        member(f"More{number}", cast.organisation, Role.VIEWER)
        invited = {"email": f"new{number}@example.com", "role": "VIEWER"}
        cast.admin.post(reverse("invite"), invited)
    # session, reader with memberships, how many members, members, invitations
    with django_assert_num_queries(5):
        cast.admin.get(reverse("people"))
