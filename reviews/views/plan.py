from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest
from reviews import improvements
from reviews.access import review_page, workload_page
from reviews.forms import ImprovementForm
from reviews.gathering import state_now
from reviews.listing import page_of
from reviews.models import LensReview, Workload
from reviews.question_page import QuestionPage
from reviews.views.questions import question_or_404


@review_page()
@require_POST
def add_from_question(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    page = QuestionPage.of(review, question_or_404(review, question_id), request.user)
    form = ImprovementForm(request.POST)
    choice_id = request.POST.get("choice", "")
    if not form.is_valid():
        context = {
            "form": form,
            "workload": review.workload,
            "page": page,
            "choice_id": choice_id,
        }
        return render(request, "reviews/plan_form.html", context, status=422)
    known = page.question.choice(choice_id)
    improvements.add_improvement(
        workload=review.workload,
        review=review,
        question_id=question_id,
        choice_id=known.id if known else "",
        by=request.user,
        **form.cleaned_data,
    )
    return redirect("question", review.workload.public_id, review.lens.alias, question_id)


@workload_page()
@require_GET
def listing(request: MemberRequest, workload: Workload) -> HttpResponse:
    state = state_now(workload)
    page_obj = page_of(state.plan, request.GET.get("page"))
    context = {"workload": workload, "page_obj": page_obj, "items": page_obj, "state": state}
    return render(request, "reviews/plan.html", context)


@workload_page()
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, workload: Workload) -> HttpResponse:
    form = ImprovementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        improvements.add_improvement(workload=workload, by=request.user, **form.cleaned_data)
        return redirect("plan", workload.public_id)
    return _form(request, form, workload)


@workload_page()
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    item = get_object_or_404(workload.improvements, public_id=item_id)
    form = ImprovementForm(request.POST if request.method == "POST" else None, instance=item)
    if form.is_bound:
        form.full_clean()
        item.refresh_from_db()  # the form wrote into it, and the door tells what changes
    if form.is_valid():
        improvements.edit_improvement(improvement=item, by=request.user, **form.cleaned_data)
        return redirect("plan", workload.public_id)
    return _form(request, form, workload)


def _form(request: MemberRequest, form: ImprovementForm, workload: Workload) -> HttpResponse:
    context = {"form": form, "workload": workload}
    status = 422 if form.is_bound else 200
    return render(request, "reviews/plan_form.html", context, status=status)


@workload_page()
@require_POST
def remove(request: MemberRequest, workload: Workload, item_id: str) -> HttpResponse:
    item = get_object_or_404(workload.improvements, public_id=item_id)
    improvements.remove_improvement(improvement=item, by=request.user)
    return redirect("plan", workload.public_id)
