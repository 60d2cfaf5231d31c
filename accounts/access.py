"""Who may enter. Every view of ours wears one of these decorators, or the URLconf refuses to load.

Nothing that one may not see exists (404); what one sees but may not do is refused (403). The check
comes before the view reads anything of the request.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver

from accounts.models import Membership, Role

View = Callable[..., HttpResponse]
OURS = ("accounts.", "pillars.", "reviews.", "wellarch.")
SAFE = ("GET", "HEAD", "OPTIONS")


def mark(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """For anybody, signed in or not: the view itself says what it checks (a token, say)."""
    return mark(view, "public")


def signed_in(view: View) -> View:
    return mark(login_required(view), "signed in")


def organisation_page(*, reads: Role = Role.VIEWER, writes: Role | None = None) -> Callable[[View], View]:
    """For members; `request.membership` is the membership in the organisation they work in now."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = current_membership(request)
            if membership is None:
                return redirect("welcome")
            enter(request, membership, reads=reads, writes=writes)
            return view(request, *args, **kwargs)

        return mark(login_required(wrapped), "organisation")

    return decorate


def enter(request: HttpRequest, membership: Membership, *, reads: Role, writes: Role | None) -> None:
    """Remember in which membership the request acts, or refuse it."""
    needed = reads if request.method in SAFE or writes is None else writes
    request.membership = membership  # type: ignore[attr-defined]
    if not membership.may(needed):
        raise PermissionDenied


def current_membership(request: HttpRequest) -> Membership | None:
    memberships = Membership.objects.filter(user=request.user).select_related("organisation")
    by_id = {m.organisation.public_id: m for m in memberships.order_by("joined_at", "pk")}
    chosen = by_id.get(request.session.get("organisation", ""))
    return chosen or next(iter(by_id.values()), None)


def require_decorators(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise ImproperlyConfigured for a view of ours that any of the decorators above is missing on."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            require_decorators(pattern.url_patterns)
        elif _is_ours(pattern) and not hasattr(pattern.callback, "access"):
            name = f"{pattern.callback.__module__}.{pattern.callback.__qualname__}"
            raise ImproperlyConfigured(f"{name} has a URL but no access decorator (accounts/access.py).")


def _is_ours(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(OURS)
