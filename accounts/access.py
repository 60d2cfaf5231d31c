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
from django_htmx.middleware import HtmxDetails

from accounts.models import Membership, Organisation, Role, User

View = Callable[..., HttpResponse]
OURS = ("accounts.", "pillars.", "reviews.", "wellarch.")
SAFE = ("GET", "HEAD", "OPTIONS")
CHOSEN = "organisation"


class ReaderRequest(HttpRequest):
    """A request as views behind `signed_in` get it."""

    user: User
    htmx: HtmxDetails


class MemberRequest(ReaderRequest):
    """A request as views behind `organisation_page` and below a workload get it."""

    membership: Membership


def for_people(view: View) -> View:
    """Who is not signed in is sent to the sign-in page; but a script that saves is told so.

    It would follow to that page, take its 200 for "saved" and forget what was written.
    """
    asks = login_required(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:  # type: ignore[attr-defined]
            return HttpResponse(status=401)
        return asks(request, *args, **kwargs)

    return wrapped


def mark(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """For anybody, signed in or not: the view itself says what it checks (a token, say)."""
    return mark(view, "public")


def signed_in(view: View) -> View:
    """For everybody who is signed in, member of an organisation or not."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.membership = current_membership(request)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return mark(for_people(wrapped), "signed in")


def organisation_page(
    *, reads: Role = Role.VIEWER, writes: Role | None = None
) -> Callable[[View], View]:
    """For members; `request.membership` is the membership in the organisation they work in now."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = current_membership(request)
            if membership is None:
                return redirect("welcome")
            enter(request, membership, reads=reads, writes=writes)
            return view(request, *args, **kwargs)

        return mark(for_people(wrapped), "organisation")

    return decorate


def enter(
    request: HttpRequest, membership: Membership, *, reads: Role, writes: Role | None
) -> None:
    """Remember in which membership the request acts, or refuse it."""
    needed = reads if request.method in SAFE or writes is None else writes
    request.membership = membership  # type: ignore[attr-defined]
    if not membership.may(needed):
        raise PermissionDenied


def current_membership(request: HttpRequest) -> Membership | None:
    """In the organisation they chose last, else in the one they joined first."""
    memberships = request.user.known_memberships  # type: ignore[union-attr]
    chosen = request.session.get(CHOSEN)
    found = [m for m in memberships if m.organisation.public_id == chosen]
    return next(iter(found or memberships), None)


def choose(request: HttpRequest, organisation: Organisation) -> None:
    request.session[CHOSEN] = organisation.public_id


def require_decorators(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise ImproperlyConfigured for a view of ours that wears none of the decorators above."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            require_decorators(pattern.url_patterns)
        elif _is_ours(pattern) and not hasattr(pattern.callback, "access"):
            name = f"{pattern.callback.__module__}.{pattern.callback.__qualname__}"
            raise ImproperlyConfigured(
                f"{name} has a URL but no access decorator (accounts/access.py)."
            )


def _is_ours(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(OURS)
