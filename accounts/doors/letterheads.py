from functools import partial

from django.db import transaction

from accounts import audit, logos
from accounts.doors.acting import acting
from accounts.models import Letterhead, Organisation, Role, User


@transaction.atomic
def change_letterhead(
    *,
    organisation: Organisation,
    classification: str,
    logo: logos.Logo | None = None,
    removes_logo: bool = False,
    by: User,
) -> Letterhead:
    """What stands on the cover of the organisation's reports; without a new logo the old stays."""
    acting(organisation, by, Role.ADMIN)
    letterhead, _created = Letterhead.objects.get_or_create(organisation=organisation)
    before = letterhead.logo
    letterhead.classification = classification
    if logo is not None:
        letterhead.logo = logos.keep(logo)
    elif removes_logo:
        letterhead.logo = ""
    letterhead.save()
    audit.record(
        action="letterhead.changed",
        by=by,
        organisation=organisation,
        target=organisation,
        classification=classification,
        logo=letterhead.logo,
    )
    if before != letterhead.logo:
        transaction.on_commit(partial(forget_unused, before))
    return letterhead


def forget_unused(name: str) -> None:
    """Two organisations may have one logo, which is one file."""
    if not Letterhead.objects.filter(logo=name).exists():
        logos.forget(name)
