"""The decorators of pages below a workload: the reader gets what they may see, or 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import MemberRequest, View, enter, for_people, mark
from accounts.models import Membership, Role
from reviews.models import LensReview, Workload
from reviews.models.milestone import SnapshotIsBroken

Decorator = Callable[[View], View]


def workload_page(*, reads: Role = Role.VIEWER, writes: Role = Role.CONTRIBUTOR) -> Decorator:
    """The view gets the workload in place of its id.

    Opening a milestone whose snapshot was changed ends in a page that says so, whoever opens it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(
            request: MemberRequest, workload_id: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            workload = get_object_or_404(
                Workload.objects.visible_to(request.user).select_related("summary"),
                public_id=workload_id,
            )
            membership = _membership(request, workload)
            workload.organisation = membership.organisation
            enter(request, membership, reads=reads, writes=writes)
            try:
                return view(request, workload, *args, **kwargs)
            except SnapshotIsBroken as broken:
                context = {"workload": workload, "milestone": broken.milestone}
                return render(request, "reviews/milestone_broken.html", context, status=409)

        return mark(for_people(wrapped), "workload")

    return decorate


def review_page(*, reads: Role = Role.VIEWER, writes: Role = Role.CONTRIBUTOR) -> Decorator:
    """The view gets the lens review in place of the workload's id and the lens's alias."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(
            request: MemberRequest, workload_id: str, alias: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            review = get_object_or_404(
                LensReview.objects.visible_to(request.user)
                .select_related("workload", "lens", "version")
                .defer("version__document"),
                workload__public_id=workload_id,
                lens__alias=alias,
            )
            membership = _membership(request, review.workload)
            review.organisation = review.workload.organisation = membership.organisation
            enter(request, membership, reads=reads, writes=writes)
            return view(request, review, *args, **kwargs)

        return mark(for_people(wrapped), "review")

    return decorate


def _membership(request: MemberRequest, workload: Workload) -> Membership:
    known = request.user.known_memberships
    found = [m for m in known if m.organisation_id == workload.organisation_id]
    if not found:  # left between the two queries
        raise Http404
    return found[0]
