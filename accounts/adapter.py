from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation; nobody signs up from outside."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> Any:
        return super().get_reset_password_from_key_url(key)
