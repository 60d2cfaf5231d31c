"""The command that lets somebody in from the terminal of the server."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import Organisation, Role, User


def run(*arguments):
    out = StringIO()
    call_command("sign_in_link", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_prints_a_link_that_signs_in(client, person):
    person("Olga")
    link = run("Olga@example.com")
    assert link.startswith(settings.PUBLIC_URL)
    assert client.get(link.removeprefix(settings.PUBLIC_URL)).status_code == 302
    assert client.session["_auth_user_id"]


@pytest.mark.parametrize("wrong", ["nobody@example.com", "", "\0"])
def test_nobody_is_made_by_mistake(wrong, db):
    with pytest.raises(CommandError, match="Nobody has the address"):
        run(wrong)
    assert not User.objects.exists()


def test_a_disabled_person_gets_none(person):
    person("Olga", is_active=False)
    with pytest.raises(CommandError):
        run("olga@example.com")


def test_it_makes_the_first_person_with_an_organisation(db):
    run("First@Example.com", "--create", "--organisation", "Ours")
    person = User.objects.get()
    assert (person.email, person.has_usable_password()) == ("first@example.com", False)
    assert person.memberships.get().role == Role.OWNER
    assert Organisation.objects.get().name == "Ours"


def test_it_makes_nobody_twice(person):
    person("Olga")
    run("olga@example.com", "--create", "--organisation", "Ours")
    assert User.objects.count() == 1
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("no address", "--create"),
        ("a@example.com", "--create", "--organisation", "x" * 129),
        ("a@example.com", "--organisation", "Ours"),
    ],
)
def test_what_it_cannot_read_changes_nothing(arguments, db):
    with pytest.raises(CommandError):
        run(*arguments)
    assert not User.objects.exists()
