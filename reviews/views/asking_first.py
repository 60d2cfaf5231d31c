"""The cap of the plan asks before it is passed."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import MemberRequest, View
from reviews import capping
from reviews.models import LensReview, Workload

ASKED = "past_cap"


def asks_before_cap(view: View) -> View:
    """What would pass the cap of the plan is taken back, and asked first.

    Below the decorator of access. The view runs in a transaction; the answer "all the same" sends
    the same form again with one word more.
    """

    @wraps(view)
    def wrapped(
        request: MemberRequest, subject: Workload | LensReview, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        workload = subject.workload if isinstance(subject, LensReview) else subject
        if request.method != "POST" or ASKED in request.POST:
            return view(request, subject, *args, **kwargs)
        today = timezone.localdate()
        with transaction.atomic():
            before = capping.cap_use(workload, today)
            response = view(request, subject, *args, **kwargs)
            if before is None:
                return response
            after = capping.cap_use(workload, today)
            if after is None or not after.is_passed or after.items <= before.items:
                return response
            transaction.set_rollback(True)
        return _ask(request, workload, before, after)

    return wrapped


def _ask(
    request: MemberRequest, workload: Workload, before: capping.CapUse, after: capping.CapUse
) -> HttpResponse:
    list(messages.get_messages(request))  # read, so gone: they tell of what was just taken back
    said = [
        (name, value)
        for name in request.POST
        if name != "csrfmiddlewaretoken"
        for value in request.POST.getlist(name)
    ]
    context = {
        "workload": workload,
        "before": before,
        "after": after,
        "said": said,
        "asked": ASKED,
        "messages": (),
    }
    return render(request, "reviews/plan_cap.html", context, status=409)
