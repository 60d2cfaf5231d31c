from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest
from reviews import capping, improvements, proposing
from reviews.access import review_page, workload_page
from reviews.forms import ImprovementForm
from reviews.models import Improvement, LensReview, Workload
from reviews.models.improvement import Origin, Status
from reviews.once import once
from reviews.plan_forms import BulkForm, CapForm, ItemForm
from reviews.plan_page import PlanPage, members_of
from reviews.question_page import QuestionPage
from reviews.views.asking_first import asks_before_cap
from reviews.views.questions import question_or_404


@workload_page()
@require_GET
def listing(request: MemberRequest, workload: Workload) -> HttpResponse:
    return plan_page(request, workload)


def plan_page(
    request: MemberRequest, workload: Workload, status: int = 200, **more: Any
) -> HttpResponse:
    page = PlanPage.of(workload, request.GET, request.user, timezone.localdate())
    context = {
        "workload": workload,
        "page": page,
        "state": page.state,
        "bulk_form": page.bulk_form,
        "cap_form": page.cap_form,
        **more,
    }
    return render(request, "reviews/plan.html", context, status=status)


def to_plan(request: MemberRequest, workload: Workload) -> HttpResponse:
    """Back to the plan as it was looked at: view and filters stand in the address of the form."""
    query = request.GET.urlencode()
    address = reverse("plan", args=[workload.public_id])
    return redirect(f"{address}?{query}" if query else address)


@workload_page()
@require_http_methods(["GET", "POST"])
@once
@asks_before_cap
def add(request: MemberRequest, workload: Workload) -> HttpResponse:
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        workload=workload,
        today=timezone.localdate(),
    )
    if form.is_valid():
        item = improvements.add_improvement(
            workload=workload, by=request.user, **form.fields_for_door()
        )
        return redirect("plan_item", workload.public_id, item.public_id)
    context = {"form": form, "workload": workload, "members": members_of(workload)}
    status = 422 if form.is_bound else 200
    return render(request, "reviews/plan_form.html", context, status=status)


@review_page()
@require_POST
@once
@asks_before_cap
def add_from_question(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    page = QuestionPage.of(review, question_or_404(review, question_id), request.user)
    form = ImprovementForm(request.POST)
    choice_id = request.POST.get("choice", "")
    if not form.is_valid():
        context = {"form": form, "workload": review.workload, "page": page, "choice_id": choice_id}
        return render(request, "reviews/plan_form.html", context, status=422)
    known = page.question.choice(choice_id)
    improvements.add_improvement(
        workload=review.workload,
        review=review,
        question_id=question_id,
        choice_id=known.id if known else "",
        severity=known.severity.value if known else "",
        origin=Origin.QUESTION,
        by=request.user,
        **form.cleaned_data,
    )
    return redirect("question", review.workload.public_id, review.lens.alias, question_id)


@workload_page()
@require_POST
@asks_before_cap
def accept(request: MemberRequest, workload: Workload) -> HttpResponse:
    """Make items of the ticked proposals: of all of them, or, when one is foreign, of none."""
    ticked = list(dict.fromkeys(request.POST.getlist("proposal")))
    reviews = {review.lens.alias: review for review in _reviews(workload)}
    picks = [_pick(reviews, key) for key in ticked]
    if not picks:
        messages.info(request, _("Tick what is to be planned."))
        return to_plan(request, workload)
    made = proposing.accept_proposals(picks=picks, by=request.user)
    messages.success(request, _planned(made))
    return to_plan(request, workload)


def _reviews(workload: Workload) -> list[LensReview]:
    rows = workload.reviews.select_related("lens", "version", "workload__organisation")
    return list(rows.defer("version__document"))


def _pick(reviews: Mapping[str, LensReview], key: str) -> proposing.Pick:
    parts = [unquote(part) for part in key.split("/")]
    if len(parts) != 3 or parts[0] not in reviews:
        raise Http404
    review = reviews[parts[0]]
    question = question_or_404(review, parts[1])
    choice = question.choice(parts[2])
    if parts[2] and choice is None:
        raise Http404
    return proposing.Pick(review, question, choice)


def _planned(made: list[Improvement]) -> str:
    if not made:
        return _("Nothing was added: it stood in the plan already.")
    words = ngettext(
        "%(count)d item is in the plan now. Give it an owner and a date.",
        "%(count)d items are in the plan now. Give each an owner and a date.",
        len(made),
    )
    return words % {"count": len(made)}


@workload_page()
@require_POST
@asks_before_cap
def bulk(request: MemberRequest, workload: Workload) -> HttpResponse:
    """Change every ticked row, or, when one of them is not of this plan, none."""
    ids = set(request.POST.getlist("item"))
    items = list(workload.improvements.filter(public_id__in=ids))
    if len(items) != len(ids):
        raise Http404
    form = BulkForm(request.POST)
    if not ids:
        form.add_error(None, _("Tick the rows to change."))
    if not form.is_valid():
        return plan_page(request, workload, 422, bulk_form=form, ticked=ids)
    improvements.edit_many(improvements=items, by=request.user, **form.fields_for_door())
    words = ngettext("%(count)d item was changed.", "%(count)d items were changed.", len(items))
    messages.success(request, words % {"count": len(items)})
    if form.cleaned_data["status"] == Status.DONE:
        messages.info(request, _("No practice was ticked: open each item to see what it changes."))
    return to_plan(request, workload)


@workload_page()
@require_POST
def set_cap(request: MemberRequest, workload: Workload) -> HttpResponse:
    form = CapForm(request.POST)
    if not form.is_valid():
        return plan_page(request, workload, 422, cap_form=form)
    capping.set_cap(workload=workload, by=request.user, **form.cleaned_data)
    return to_plan(request, workload)
