"""T08: an invitation lets in one person, once, for seven days, as no more than its maker is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import doors
from accounts.models import AuditEntry, Invitation, Membership, Role, User
from conftest import PASSWORD, Actor

NEW = {"name": "Nina", "language": "en", "password": "four dry umbrellas"}


@pytest.fixture
def link(cast):
    """Invites `email` as contributor, by an admin; gives the link."""

    def make(email: str, role: str = "CONTRIBUTOR") -> str:
        page = cast.admin.post(reverse("invite"), {"email": email, "role": role})
        return page.context["link"]

    return make


def test_opening_the_link_takes_nothing(cast, link):
    address = link("new@example.com")
    for actor in (cast.anonymous, cast.viewer, Actor()):
        assert actor.get(address).status_code == 200
        assert actor.head(address).status_code in (200, 405)
    assert Invitation.objects.open().exists()


def test_somebody_new_makes_an_account_and_is_in(cast, link):
    address = link("New@Example.com")
    assert cast.anonymous.post(address, NEW)["Location"] == reverse("home")
    person = User.objects.get(email="new@example.com")
    assert (person.name, person.language, person.check_password(NEW["password"])) == (
        "Nina",
        "en",
        True,
    )
    assert person.memberships.get().role == Role.CONTRIBUTOR
    assert cast.anonymous.get(reverse("people")).context["organisation"] == cast.organisation


@pytest.mark.parametrize("password", ["", "short", "password123", "new@example.com", "9" * 300])
def test_a_weak_password_makes_no_account(password, cast, link):
    reply = cast.anonymous.post(link("new@example.com"), NEW | {"password": password})
    assert reply.status_code == 422
    assert not User.objects.filter(email="new@example.com").exists()
    assert Invitation.objects.open().exists()


def test_who_has_an_account_signs_in_first_and_comes_back(cast, link):
    address = link(cast.stranger.user.email)
    page = cast.anonymous.get(address)
    assert "There is an account with this address" in page.text
    path = page.wsgi_request.path
    assert f"{reverse('account_login')}?next={path}" in page.text
    assert cast.anonymous.post(address, NEW).status_code == 422
    sent = {"login": cast.stranger.user.email, "password": PASSWORD, "next": path}
    assert cast.anonymous.post(reverse("account_login"), sent)["Location"] == path
    assert cast.anonymous.post(address)["Location"] == reverse("home")
    assert cast.organisation.memberships.filter(user=cast.stranger.user).exists()


def test_only_the_invited_address_takes_it(cast, link, person):
    address = link("new@example.com")
    other = Actor().signs_in(person("Other"))
    assert "Sign out, then open the link again" in other.get(address).text
    assert other.post(address).status_code == 403
    assert not other.user.memberships.exists()


def test_a_second_use_is_gone(cast, link):
    address = link(cast.stranger.user.email)
    assert cast.stranger.post(address).status_code == 302
    for again in (cast.stranger.post(address), cast.stranger.get(address), Actor().get(address)):
        assert again.status_code == 410


def test_after_seven_days_it_is_gone(cast, link):
    address = link("new@example.com")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert cast.anonymous.get(address).status_code == 410
    assert cast.anonymous.post(address, NEW).status_code == 410
    assert not User.objects.filter(email="new@example.com").exists()


def test_it_lasts_seven_days(cast, link):
    link("new@example.com")
    lasts = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < lasts <= timedelta(days=7)


def test_a_token_nobody_made_is_missing(cast):
    assert cast.anonymous.get(reverse("invitation", args=["x" * 43])).status_code == 404


@pytest.mark.parametrize(("part", "role"), [("admin", "OWNER"), ("admin", "KING"), ("owner", "")])
def test_a_role_above_ones_own_is_refused(part, role, cast):
    sent = {"email": "new@example.com", "role": role}
    assert cast[part].post(reverse("invite"), sent).status_code == 422
    assert not Invitation.objects.exists()


def test_owners_invite_owners(cast):
    sent = {"email": "new@example.com", "role": "OWNER"}
    assert cast.owner.post(reverse("invite"), sent).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_an_account_make_one_member(cast, link):
    address = link(cast.stranger.user.email)
    statuses = at_once(lambda: Actor().signs_in(cast.stranger.user).post(address).status_code)
    assert sorted(statuses) == [302] + [410] * 19
    assert Membership.objects.filter(organisation=cast.organisation).count() == 5
    assert AuditEntry.objects.filter(action="invitation.accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_without_an_account_make_one_person(cast, link):
    address = link("new@example.com")
    statuses = at_once(lambda: Actor().post(address, NEW).status_code)
    assert statuses.count(302) == 1
    # Who comes when the account is made already is told to sign in.
    assert set(statuses) <= {302, 410, 422}
    assert User.objects.filter(email="new@example.com").count() == 1
    assert Membership.objects.filter(organisation=cast.organisation).count() == 5


def at_once(act, times=20):
    def once(_number):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


def test_what_was_withdrawn_is_not_withdrawn_again(cast, link):
    link("new@example.com")
    invitation = Invitation.objects.get()
    for _time in range(2):
        doors.revoke_invitation(invitation=invitation, by=cast.admin.user)
    assert AuditEntry.objects.filter(action="invitation.revoked").count() == 1
