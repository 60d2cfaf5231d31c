"""T05: of all that a form is sent, only what it lists changes."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.models import Invitation, Membership, Organisation, User

WANTED = {"name": "Changed", "language": "ko", "role": "ADMIN"}


def everything(*models):
    """A value for every field of the models, as a form would send it."""
    sent = {"pk": "1", "is_staff": "on", "is_superuser": "on"}
    for model in models:
        for field in model._meta.get_fields():
            sent[field.name] = sent[getattr(field, "attname", field.name)] = "1"
    return sent | WANTED


def changed(before, after):
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("page", "model", "pick", "listed"),
    [
        ("profile", User, lambda cast: cast.owner.user, {"name", "language"}),
        ("organisation_settings", Organisation, lambda cast: cast.organisation, {"name"}),
        (
            "change_role",
            Membership,
            lambda cast: cast.organisation.memberships.get(user=cast.viewer.user),
            {"role"},
        ),
    ],
)
def test_only_listed_fields_change(page, model, pick, listed, cast):
    target = pick(cast)
    before = model.objects.values().get(pk=target.pk)
    address = reverse(page, args=[target.pk] if model is Membership else [])
    assert cast.owner.post(address, everything(model)).status_code == 302
    assert changed(before, model.objects.values().get(pk=target.pk)) == listed


def test_an_invitation_is_of_the_organisation_and_the_day_it_is_made(cast):
    sent = everything(Invitation) | {
        "email": "new@example.com",
        "organisation": cast.elsewhere.pk,
        "organisation_id": cast.elsewhere.pk,
        "expires_at": "2099-01-01",
        "token_digest": "0" * 64,
    }
    assert cast.owner.post(reverse("invite"), sent).status_code == 200
    made = Invitation.objects.get()
    assert made.organisation == cast.organisation
    assert made.invited_by == cast.owner.user
    assert made.token_digest != "0" * 64
    assert made.expires_at < datetime(2090, 1, 1, tzinfo=UTC)
    assert (made.accepted_at, made.revoked_at) == (None, None)


def test_a_new_person_gets_the_address_and_role_of_the_invitation(cast):
    sent = {"email": "new@example.com", "role": "VIEWER"}
    link = cast.owner.post(reverse("invite"), sent).context["link"]
    joining = everything(User, Membership) | {"password": "four dry umbrellas"}
    joining |= {"email": "other@example.com", "is_active": "", "role": "OWNER"}
    assert cast.anonymous.post(link, joining).status_code == 302
    person = User.objects.get(email="new@example.com")
    assert person.is_active
    assert person.memberships.get().role == "VIEWER"
    assert person.memberships.get().organisation == cast.organisation


def test_a_new_organisation_is_no_example(cast):
    sent = everything(Organisation) | {"is_example": "on", "slug": "taken", "public_id": "1" * 32}
    cast.owner.post(reverse("start_organisation"), sent)
    started = Organisation.objects.get(name="Changed")
    assert (started.is_example, started.slug) == (False, "changed")
    assert started.public_id != "1" * 32
