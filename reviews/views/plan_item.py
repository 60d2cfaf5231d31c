from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from accounts.access import MemberRequest
from reviews import commenting, improvements
from reviews.access import workload_page
from reviews.answering import StaleAnswer
from reviews.models import Improvement, Workload
from reviews.models.improvement import Status
from reviews.once import once
from reviews.plan_forms import CommentForm, ItemForm, SplitForm
from reviews.plan_page import ItemPage
from reviews.views.asking_first import asks_before_cap
from reviews.views.plan import plan_page, to_plan


def item_or_404(workload: Workload, item_id: str) -> Improvement:
    items = workload.improvements.select_related(
        "assignee", "acceptance__decided_by", "created_by", "review"
    )
    return get_object_or_404(items, public_id=item_id)


@workload_page()
@require_http_methods(["GET", "POST"])
@asks_before_cap
def item(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    found = item_or_404(workload, item_id)
    form = _form(request, workload, found)
    if not form.is_valid():
        return item_page(request, found, 422 if form.is_bound else 200, form=form)
    said = form.fields_for_door()
    asked = said.get("status")
    page = ItemPage(found, timezone.localdate())
    if asked == Status.DONE and page.asks_before_done:
        del said["status"]
    improvements.edit_improvement(improvement=found, by=request.user, **said)
    if asked == Status.DONE and page.asks_before_done:
        return redirect("plan_done", workload.public_id, item_id)
    messages.success(request, _("Saved."))
    return redirect("plan_item", workload.public_id, item_id)


def _form(request: MemberRequest, workload: Workload, found: Improvement) -> ItemForm:
    sent = request.POST if request.method == "POST" else None
    form = ItemForm(sent, instance=found, workload=workload, today=timezone.localdate())
    if form.is_bound:
        form.full_clean()
        found.refresh_from_db()  # the form wrote into it, and the door tells what changes
    return form


def item_page(
    request: MemberRequest, found: Improvement, status: int = 200, **more: Any
) -> HttpResponse:
    today = timezone.localdate()
    workload = found.workload
    context = {
        "workload": workload,
        "page": ItemPage(found, today),
        "form": more.get("form") or ItemForm(instance=found, workload=workload, today=today),
        "comment_form": CommentForm(),
        **more,
    }
    return render(request, "reviews/plan_item.html", context, status=status)


@workload_page()
@require_POST
@asks_before_cap
def move(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    """To another column of the board. What needs a word first leads to the page that asks."""
    found = item_or_404(workload, item_id)
    page = ItemPage(found, timezone.localdate())
    status = request.POST.get("status", "")
    if status not in Status.values:
        return plan_page(request, workload, 422)
    if status == page.status:
        return _moved(request, workload, found)
    if status == Status.RISK_ACCEPTED:
        return _lead(request, "plan_risk", workload.public_id, item_id)
    if status == Status.DONE and page.asks_before_done:
        return _lead(request, "plan_done", workload.public_id, item_id)
    improvements.edit_improvement(improvement=found, status=Status(status), by=request.user)
    return _moved(request, workload, found)


def _lead(request: MemberRequest, name: str, *args: str) -> HttpResponse:
    address = resolve_url(name, *args)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _moved(request: MemberRequest, workload: Workload, found: Improvement) -> HttpResponse:
    if not request.htmx:
        return to_plan(request, workload)
    words = _("“%(title)s”: %(status)s.") % {
        "title": found.title,
        "status": Status(found.status).label,
    }
    return trigger_client_event(plan_page(request, workload), "announce", {"value": words})


@workload_page()
@require_http_methods(["GET", "POST"])
def done(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    """Mark it done, and say what becomes of the answer: nothing is ticked silently."""
    found = item_or_404(workload, item_id)
    page = ItemPage(found, timezone.localdate())
    if request.method == "GET":
        return _done_page(request, page)
    ticks = request.POST.get("tick") == "yes" and page.asks_before_done
    sent = request.POST.get("base_version", "")
    try:
        improvements.finish(
            improvement=found,
            by=request.user,
            sheet=page.effect.sheet if ticks and page.effect else None,
            base_version=int(sent) if sent.isdecimal() and len(sent) < 10 else -1,
        )
    except StaleAnswer:
        return _done_page(request, ItemPage(item_or_404(workload, item_id), page.today), 409)
    said = _("Done, and its practice is ticked.") if ticks else _("Done. No answer was changed.")
    messages.success(request, said)
    return redirect("plan", workload.public_id)


def _done_page(request: MemberRequest, page: ItemPage, status: int = 200) -> HttpResponse:
    context = {"workload": page.item.workload, "page": page, "is_stale": status == 409}
    return render(request, "reviews/plan_done.html", context, status=status)


@workload_page()
@require_http_methods(["GET", "POST"])
@once
@asks_before_cap
def split(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    found = item_or_404(workload, item_id)
    form = SplitForm(request.POST if request.method == "POST" else None, item=found)
    if form.is_valid():
        part = improvements.split_improvement(
            improvement=found, by=request.user, **form.cleaned_data
        )
        return redirect("plan_item", workload.public_id, part.public_id)
    context = {"workload": workload, "item": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "reviews/plan_split.html", context, status=status)


@workload_page()
@require_POST
def remove(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    improvements.remove_improvement(improvement=item_or_404(workload, item_id), by=request.user)
    return redirect("plan", workload.public_id)


@workload_page()
@require_POST
@once
def comment(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    found = item_or_404(workload, item_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return item_page(request, found, 422, comment_form=form)
    commenting.add_comment(improvement=found, text=form.cleaned_data["text"], by=request.user)
    return redirect("plan_item", workload.public_id, item_id)


@workload_page()
@require_POST
def remove_comment(
    request: MemberRequest, workload: Workload, item_id: str, comment_id: int
) -> HttpResponse:
    said = get_object_or_404(item_or_404(workload, item_id).comments, pk=comment_id)
    if said.written_by_id != request.user.pk and not request.membership.may_administer:
        raise PermissionDenied
    commenting.remove_comment(comment=said, by=request.user)
    return redirect("plan_item", workload.public_id, item_id)
