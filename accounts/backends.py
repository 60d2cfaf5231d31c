from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Membership, User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own; who asks comes with their memberships, which nearly every page needs."""

    def get_user(self, user_id: Any) -> User | None:
        found = Membership.objects.filter(user=user_id).select_related("user", "organisation")
        memberships = list(found)
        user: User | None = memberships[0].user if memberships else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.known_memberships = memberships
        return user
