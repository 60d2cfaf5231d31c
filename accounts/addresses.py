"""Where a reader may be sent on: only to a page of ours."""

import unicodedata

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(address: str) -> bool:
    """Whether `address` is a path on this server, and no browser reads it as anything else."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(unicodedata.category(character)[0] in "CZ" for character in address):
        return False
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def asked_for(request: HttpRequest, *, otherwise: str) -> str:
    """The address in the field `next`, if it is ours; else that of the page named `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else reverse(otherwise)


def public(path: str) -> str:
    """The address of `path` in links and mails: never from the request, whose host anybody sets."""
    return f"{settings.PUBLIC_URL}{path}"
