from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from accounts.access import MemberRequest
from reviews import budgeting
from reviews.access import review_page
from reviews.budget_page import BudgetPage
from reviews.models import LensReview
from reviews.views.asking_first import asks_before_cap


@review_page()
@require_http_methods(["GET", "POST"])
@asks_before_cap
def budget(request: MemberRequest, review: LensReview) -> HttpResponse:
    """What is the best I can do in so many days? POST plans what was shown."""
    if request.method == "POST":
        return _plan(request, review)
    page = BudgetPage.of(review, request.GET.get("days", ""))
    context = {"page": page, "review": review}
    if not request.htmx:
        return render(request, "reviews/budget.html", context)
    reply = render(request, "reviews/budget.html#result", context)
    return trigger_client_event(reply, "announce", {"value": _sentence(page)})


def _plan(request: MemberRequest, review: LensReview) -> HttpResponse:
    page = BudgetPage.of(review, "")
    sent = set(request.POST.getlist("item"))
    items = [item for item in page.items if item.id in sent]
    planned = budgeting.plan_items(review=review, items=items, by=request.user)
    if planned:
        words = ngettext("%(count)d item is planned.", "%(count)d items are planned.", len(planned))
        messages.success(request, words % {"count": len(planned)})
    else:
        messages.info(request, _("Nothing was added: all of it is in the plan, or in place."))
    return redirect("plan", review.workload.public_id)


def _sentence(page: BudgetPage) -> str:
    """What a screen reader says when the slider rests."""
    found = page.selection
    return _("Days used: %(days)s. Practices: %(count)d. High risks left: %(high)d.") % {
        "days": f"{found.effort:g}",
        "count": len(found.items),
        "high": found.after.counts.high,
    }
