from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from accounts import audit
from accounts.doors.acting import acting
from accounts.doors.letterheads import forget_unused
from accounts.models import Letterhead, Membership, Organisation, Role, User


@transaction.atomic
def start_organisation(*, name: str, by: User, is_example: bool = False) -> Organisation:
    organisation = Organisation.objects.create(
        name=name, slug=_free_slug(name), is_example=is_example
    )
    Membership.objects.create(organisation=organisation, user=by, role=Role.OWNER)
    audit.record(
        action="organisation.started", by=by, organisation=organisation, target=organisation
    )
    return organisation


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def rename_organisation(*, organisation: Organisation, name: str, by: User) -> None:
    acting(organisation, by, Role.ADMIN)
    before, organisation.name = organisation.name, name
    organisation.save(update_fields=["name"])
    audit.record(
        action="organisation.renamed",
        by=by,
        organisation=organisation,
        target=organisation,
        before=before,
        after=name,
    )


@transaction.atomic
def delete_organisation(*, organisation: Organisation, by: User) -> None:
    """The organisation and everything in it."""
    acting(organisation, by, Role.OWNER)
    # Its own entries go with it; this one belongs to the installation and stays.
    audit.record(
        action="organisation.deleted",
        by=by,
        organisation=None,
        target=organisation,
        name=organisation.name,
    )
    for letterhead in Letterhead.objects.filter(organisation=organisation):
        transaction.on_commit(partial(forget_unused, letterhead.logo))
    organisation.delete()


def remove_example(*, organisation: Organisation, by: User) -> None:
    if not organisation.is_example:
        raise PermissionDenied
    delete_organisation(organisation=organisation, by=by)
