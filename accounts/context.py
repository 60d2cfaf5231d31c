from functools import partial
from typing import Any

from django.http import HttpRequest

from accounts.models import Organisation


def reader(request: HttpRequest) -> dict[str, Any]:
    """Who reads, in which organisation (None on pages outside any), and which others they have.

    `organisations` is a function: only a template that shows the list asks the database.
    """
    membership = getattr(request, "membership", None)
    return {
        "membership": membership,
        "organisation": membership.organisation if membership else None,
        "organisations": partial(_organisations, request),
    }


def _organisations(request: HttpRequest) -> list[Organisation]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [membership.organisation for membership in user.known_memberships]
