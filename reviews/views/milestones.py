from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import MemberRequest
from reviews.access import workload_page
from reviews.comparison import comparison
from reviews.forms import MilestoneForm
from reviews.gathering import state_at
from reviews.listing import page_of
from reviews.milestones import take_milestone
from reviews.models import Workload
from reviews.outcome.standing import standing


@workload_page()
@require_http_methods(["GET", "POST"])
def take(request: MemberRequest, workload: Workload) -> HttpResponse:
    form = MilestoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        milestone = take_milestone(workload=workload, by=request.user, **form.cleaned_data)
        return redirect("milestone", workload.public_id, milestone.number)
    rows = workload.milestones.defer("snapshot").select_related("taken_by")
    context = {
        "workload": workload,
        "form": form,
        "page_obj": page_of(rows, request.GET.get("page")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reviews/milestones.html", context, status=status)


@workload_page()
@require_GET
def detail(request: MemberRequest, workload: Workload, number: int) -> HttpResponse:
    """The workload's page as it was."""
    milestone = get_object_or_404(workload.milestones.select_related("taken_by"), number=number)
    state = state_at(milestone)
    context = {
        "workload": workload,
        "milestone": milestone,
        "state": state,
        "standing": standing(state),
    }
    return render(request, "reviews/milestone.html", context)


@workload_page()
@require_GET
def compare(request: MemberRequest, workload: Workload) -> HttpResponse:
    """Any two moments: milestones, or one of them and now."""
    context = {"workload": workload, "comparison": comparison(workload, request.GET)}
    return render(request, "reviews/progress.html", context)
