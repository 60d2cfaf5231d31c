"""Fixtures for every test: the cast.

The same six people stand before every page: owner, admin, contributor and viewer of one
organisation, a stranger who owns another, and somebody who is not signed in. Each is a test client;
`.user` is the person.
"""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import doors, sessions
from accounts.models import Membership, Organisation, Role, User

PASSWORD = "three wet umbrellas"  # noqa: S105


class Actor(Client):
    user: User | None = None

    def signs_in(self, user: User) -> "Actor":
        self.user = user
        self.force_login(user, backend=sessions.BACKEND)
        session = self.session
        sessions.begin(session)
        session.save()
        return self


@dataclass
class Cast:
    organisation: Organisation
    elsewhere: Organisation
    owner: Actor
    admin: Actor
    contributor: Actor
    viewer: Actor
    stranger: Actor
    anonymous: Actor

    def __getitem__(self, part: str) -> Actor:
        return getattr(self, part)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def person(db):
    """Makes people, all with the same password."""

    def make(name: str, **fields) -> User:
        return User.objects.create_user(
            f"{name.lower()}@example.com", PASSWORD, name=name, **fields
        )

    return make


@pytest.fixture
def member(person):
    """Makes members of an organisation."""

    def make(name: str, organisation: Organisation, role: Role) -> Membership:
        return Membership.objects.create(organisation=organisation, user=person(name), role=role)

    return make


@pytest.fixture
def cast(person, member) -> Cast:
    owner, stranger = person("Olga"), person("Sam")
    organisation = doors.start_organisation(name="Lighthouse", by=owner)
    elsewhere = doors.start_organisation(name="Elsewhere", by=stranger)
    parts = {role.value.lower(): role for role in (Role.ADMIN, Role.CONTRIBUTOR, Role.VIEWER)}
    members = {
        part: Actor().signs_in(member(part.title(), organisation, role).user)
        for part, role in parts.items()
    }
    return Cast(
        organisation=organisation,
        elsewhere=elsewhere,
        owner=Actor().signs_in(owner),
        stranger=Actor().signs_in(stranger),
        anonymous=Actor(),
        **members,
    )


@pytest.fixture
def organisation(cast: Cast) -> Organisation:
    return cast.organisation
