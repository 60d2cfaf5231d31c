"""Starting, switching, renaming, deleting an organisation."""

import pytest
from django.urls import reverse

from accounts import doors
from accounts.models import AuditEntry, Membership, Organisation, Role


def test_somebody_without_organisation_is_welcomed(cast, person):
    newcomer = type(cast.owner)().signs_in(person("Nina"))
    assert newcomer.get(reverse("people"))["Location"] == reverse("welcome")
    assert "Start your own organisation" in newcomer.get(reverse("welcome")).text


def test_who_starts_an_organisation_owns_it_and_is_in_it(cast):
    reply = cast.viewer.post(reverse("start_organisation"), {"name": " Second  "})
    assert reply.status_code == 302
    started = Organisation.objects.get(name="Second")
    assert started.memberships.get().user == cast.viewer.user
    assert cast.viewer.get(reverse("organisation_settings")).context["organisation"] == started


def test_an_organisation_needs_a_name(cast):
    assert cast.owner.post(reverse("start_organisation"), {"name": " "}).status_code == 422


def test_organisations_of_one_name_have_slugs_of_their_own(cast):
    slugs = [doors.start_organisation(name="A B", by=cast.owner.user).slug for _ in range(3)]
    assert slugs == ["a-b", "a-b-2", "a-b-3"]


def test_switching_goes_only_to_an_organisation_of_ones_own(cast):
    mine = doors.start_organisation(name="Mine", by=cast.viewer.user)
    switch = reverse("switch_organisation")
    assert cast.viewer.post(switch, {"organisation": mine.public_id}).status_code == 302
    assert cast.viewer.get(reverse("people")).context["organisation"] == mine
    foreign = {"organisation": cast.elsewhere.public_id}
    assert cast.viewer.post(switch, foreign).status_code == 404
    assert cast.viewer.get(reverse("people")).context["organisation"] == mine


def test_the_switcher_lists_ones_own_without_another_question(cast, django_assert_num_queries):
    doors.start_organisation(name="Mine", by=cast.viewer.user)
    # session, reader with memberships
    with django_assert_num_queries(2):
        page = cast.viewer.get(reverse("organisation_settings"))
    assert "Mine" in page.text
    assert "Elsewhere" not in page.text


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 302), ("admin", 302), ("contributor", 403), ("viewer", 403)]
)
def test_admins_rename(part, status, cast):
    reply = cast[part].post(reverse("organisation_settings"), {"name": "Beacon"})
    assert reply.status_code == status
    cast.organisation.refresh_from_db()
    assert cast.organisation.name == ("Beacon" if status == 302 else "Lighthouse")


@pytest.mark.parametrize("part", ["admin", "contributor", "viewer"])
def test_only_owners_delete(part, cast):
    reply = cast[part].post(reverse("delete_organisation"), {"name": "Lighthouse"})
    assert reply.status_code == 403
    assert Organisation.objects.filter(pk=cast.organisation.pk).exists()


def test_deleting_asks_for_the_name(cast):
    reply = cast.owner.post(reverse("delete_organisation"), {"name": "lighthouse"})
    assert reply.status_code == 422
    assert "Nothing was deleted" in reply.text


def test_a_deleted_organisation_leaves_one_entry(cast):
    reply = cast.owner.post(reverse("delete_organisation"), {"name": "Lighthouse"})
    assert reply.status_code == 302
    assert not Organisation.objects.filter(pk=cast.organisation.pk).exists()
    entry = AuditEntry.objects.get(action="organisation.deleted")
    assert (entry.actor, entry.details) == (cast.owner.user, {"name": "Lighthouse"})
    assert cast.viewer.get(reverse("people"))["Location"] == reverse("welcome")


def test_the_example_is_removed_without_typing(cast):
    example = doors.start_organisation(name="Example", by=cast.stranger.user, is_example=True)
    cast.stranger.post(reverse("switch_organisation"), {"organisation": example.public_id})
    assert cast.stranger.post(reverse("remove_example")).status_code == 302
    assert list(Organisation.objects.of(cast.stranger.user)) == [cast.elsewhere]


def test_only_an_example_is_removed_so(cast):
    assert cast.owner.post(reverse("remove_example")).status_code == 403
    assert Organisation.objects.filter(pk=cast.organisation.pk).exists()


@pytest.mark.parametrize("role", Role)
def test_a_role_may_give_itself_and_what_is_below(role):
    assert role in role.and_below
    assert len(role.and_below) == role.rank + 1


def test_a_membership_that_ended_while_the_page_was_open_gives_nothing(cast):
    Membership.objects.filter(user=cast.admin.user).update(role=Role.VIEWER)
    sent = {"email": "new@example.com", "role": "VIEWER"}
    assert cast.admin.post(reverse("invite"), sent).status_code == 403
