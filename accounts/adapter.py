from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts import audit, sessions
from accounts.addresses import is_ours, public
from accounts.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth asks us. Signing in itself, counting and resetting are its own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation; nobody signs up from outside."""
        return False

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and is_ours(url)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return public(path.replace("UID-KEY", key))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        assert isinstance(user, User)
        sessions.sign_in(request, user, way="password")

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if isinstance(user, User):
            audit.record(action="person.signed_out", by=user, organisation=None, target=user)
        super().logout(request)

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Ends every other session too: a session holds a hash of the password it began with."""
        assert isinstance(user, User)
        super().set_password(user, password)
        audit.record(action="person.password_set", by=user, organisation=None, target=user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._record_failure("sign_in.refused", credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._record_failure("sign_in.failed", credentials)

    def _record_failure(self, action: str, credentials: dict[str, Any]) -> None:
        address = str(credentials.get("email", ""))[:254]
        audit.record(action=action, by=None, organisation=None, email=address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's key begins with the request's host, whose port anybody may choose: each would
        # have five tries of its own.
        return str(credentials.get("email", "")).lower()
