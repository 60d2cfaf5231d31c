from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.doors.acting import acting
from accounts.doors.people import create_person
from accounts.models import Invitation, Membership, Organisation, Role, User, digest, new_token


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: Role, by: User) -> str:
    """A token that lets in whoever has this address, once, within seven days."""
    if not acting(organisation, by, Role.ADMIN).may(role):
        raise PermissionDenied
    email = email.lower()
    Invitation.objects.open().filter(organisation=organisation, email=email).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        token_digest=digest(token),
        invited_by=by,
    )
    audit.record(
        action="invitation.made",
        by=by,
        organisation=organisation,
        target=invitation,
        email=email,
        role=role,
    )
    return token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    acting(invitation.organisation, by, Role.ADMIN)
    still_open = Invitation.objects.open().filter(pk=invitation.pk)
    if not still_open.update(revoked_at=timezone.now(), revoked_by=by):
        return
    audit.record(
        action="invitation.revoked",
        by=by,
        organisation=invitation.organisation,
        target=invitation,
        email=invitation.email,
    )


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership | None:
    """The membership; None where somebody was quicker, or the invitation's time is over."""
    if by.email.lower() != invitation.email.lower():
        raise PermissionDenied
    return _enter(invitation, by) if _claimed(invitation) else None


@transaction.atomic
def join_by_invitation(
    *, invitation: Invitation, name: str, language: str, password: str
) -> User | None:
    """The person made of the invitation's address, a member now; None as above."""
    if not _claimed(invitation):
        return None
    person = create_person(
        email=invitation.email, name=name, language=language, password=password, by=None
    )
    _enter(invitation, person)
    return person


def _claimed(invitation: Invitation) -> bool:
    # The update decides: of many requests with one link only the first finds it open.
    found = Invitation.objects.open().filter(pk=invitation.pk)
    return bool(found.update(accepted_at=timezone.now()))


def _enter(invitation: Invitation, person: User) -> Membership:
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    membership, _created = Membership.objects.get_or_create(
        organisation=invitation.organisation, user=person, defaults={"role": invitation.role}
    )
    audit.record(
        action="invitation.accepted",
        by=person,
        organisation=invitation.organisation,
        target=invitation,
        role=membership.role,
    )
    return membership
