from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.doors.acting import acting
from accounts.models import Invitation, Membership, Organisation, Role, User


class LastOwnerError(Exception):
    """An organisation keeps at least one owner."""


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User) -> None:
    actor = acting(membership.organisation, by, Role.ADMIN)
    membership.refresh_from_db(fields=["role"])
    if not actor.may(Role(membership.role)) or not actor.may(role):
        raise PermissionDenied
    if role != Role.OWNER:
        _keep_an_owner(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    _revoke_above(membership, by)
    audit.record(
        action="member.role_changed",
        by=by,
        organisation=membership.organisation,
        target=membership.user,
        before=before,
        after=role,
    )


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    actor = acting(membership.organisation, by, Role.ADMIN)
    membership.refresh_from_db(fields=["role"])
    if not actor.may(Role(membership.role)):
        raise PermissionDenied
    _end(membership, by, "member.removed")


@transaction.atomic
def leave(*, organisation: Organisation, by: User) -> None:
    _end(acting(organisation, by, Role.VIEWER), by, "member.left")


def _end(membership: Membership, by: User, action: str) -> None:
    _keep_an_owner(membership)
    _open_invitations_of(membership).update(revoked_at=timezone.now(), revoked_by=by)
    audit.record(
        action=action,
        by=by,
        organisation=membership.organisation,
        target=membership.user,
        role=membership.role,
    )
    membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=Role.OWNER
    ).exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise LastOwnerError


def _revoke_above(membership: Membership, by: User) -> None:
    """An invitation never gives more than who made it may give."""
    _open_invitations_of(membership).exclude(role__in=_may_give(membership)).update(
        revoked_at=timezone.now(), revoked_by=by
    )


def _open_invitations_of(membership: Membership) -> QuerySet[Invitation]:
    return Invitation.objects.open().filter(
        organisation_id=membership.organisation_id, invited_by_id=membership.user_id
    )


def _may_give(membership: Membership) -> list[Role]:
    return Role(membership.role).and_below if membership.may(Role.ADMIN) else []
