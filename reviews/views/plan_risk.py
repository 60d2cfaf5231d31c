from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest
from accounts.models import Role
from reviews import accepting
from reviews.access import workload_page
from reviews.models import Improvement, Workload
from reviews.once import once
from reviews.plan_forms import AcceptanceForm
from reviews.plan_page import ItemPage
from reviews.views.plan_item import item_or_404


@workload_page()
@require_http_methods(["GET", "POST"])
@once
def ask(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    """Ask that the risk be borne; who may approve does so by asking."""
    found = item_or_404(workload, item_id)
    today = timezone.localdate()
    form = AcceptanceForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            _ask(request, form, found)
        except accepting.AlreadyAsked:
            messages.info(request, _("A request for this item waits already."))
        return redirect("plan_item", workload.public_id, item_id)
    context = {"workload": workload, "page": ItemPage(found, today), "form": form}
    return render(request, "reviews/plan_risk.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _ask(request: MemberRequest, form: AcceptanceForm, found: Improvement) -> None:
    asked = accepting.ask_acceptance(improvement=found, by=request.user, **form.cleaned_data)
    if request.membership.may_administer:
        accepting.approve_acceptance(acceptance=asked, by=request.user)
        messages.success(request, _("The risk is accepted. It stays high, and in the score."))
    else:
        messages.success(request, _("An administrator will see this request in the plan."))


@workload_page(reads=Role.ADMIN, writes=Role.ADMIN)
@require_POST
def decide(request: MemberRequest, workload: Workload, item_id: str, asked_id: int) -> HttpResponse:
    """Approve with `approve`, decline without."""
    asked = get_object_or_404(item_or_404(workload, item_id).acceptances, pk=asked_id)
    if "approve" in request.POST:
        accepting.approve_acceptance(acceptance=asked, by=request.user)
    else:
        accepting.decline_acceptance(acceptance=asked, by=request.user)
    return redirect("plan_item", workload.public_id, item_id)
