from django.core.exceptions import PermissionDenied

from accounts.models import Membership, Organisation, Role, User


def acting(organisation: Organisation, by: User, needed: Role) -> Membership:
    """The membership of who acts, or PermissionDenied; locks the organisation's memberships.

    Two owners who demote each other at once would otherwise leave none.
    """
    Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    membership = Membership.objects.filter(organisation=organisation, user=by).first()
    if membership is None or not membership.may(needed):
        raise PermissionDenied
    return membership
