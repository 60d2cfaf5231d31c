from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, organisation_page
from accounts.models import Role
from pillars.models import Lens
from reviews import workloads
from reviews.access import workload_page
from reviews.comparison import last_outcomes
from reviews.forms import (
    NAME_TAKEN,
    DecisionFormSet,
    MilestoneForm,
    StartReviewForm,
    SummaryForm,
    WorkloadForm,
)
from reviews.gathering import state_on_page
from reviews.listing import WorkloadFilter, page_of
from reviews.models import Workload
from reviews.outcome.standing import standing
from reviews.views.inbox import waiting

# Each comes with its snapshot, and only that of the newest is opened.
MILESTONES_SHOWN = 5


@organisation_page()
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    return redirect("workloads")


@organisation_page()
@require_GET
def listing(request: MemberRequest) -> HttpResponse:
    organisation = request.membership.organisation
    filters = WorkloadFilter.of(request.GET)
    workloads = filters.apply(Workload.objects.of(organisation))
    context = {
        "page_obj": page_of(workloads, request.GET.get("page")),
        "filters": filters,
        "tags": filters.tags_of(organisation),
    }
    return render(request, "reviews/workloads.html", context)


@organisation_page(reads=Role.CONTRIBUTOR)
@require_http_methods(["GET", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    organisation = request.membership.organisation
    form = WorkloadForm(
        request.POST if request.method == "POST" else None, organisation=organisation
    )
    if form.is_valid():
        try:
            workload = workloads.create_workload(
                organisation=organisation, by=request.user, **form.fields_for_door()
            )
        except workloads.NameTaken:
            form.add_error("name", NAME_TAKEN)
        else:
            return redirect("workload", workload.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "reviews/workload_form.html", {"form": form}, status=status)


@workload_page(reads=Role.CONTRIBUTOR)
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, workload: Workload) -> HttpResponse:
    form = WorkloadForm(
        request.POST if request.method == "POST" else None,
        instance=workload,
        organisation=workload.organisation,
    )
    if form.is_bound:
        form.full_clean()
        workload.refresh_from_db()  # the form wrote into it, and the door tells what changes
    if form.is_valid():
        try:
            workloads.edit_workload(workload=workload, by=request.user, **form.fields_for_door())
        except workloads.NameTaken:
            form.add_error("name", NAME_TAKEN)
            workload.refresh_from_db()
        else:
            return redirect("workload", workload.public_id)
    context = {"form": form, "workload": workload}
    status = 422 if form.is_bound else 200
    return render(request, "reviews/workload_form.html", context, status=status)


@workload_page()
@require_GET
def detail(request: MemberRequest, workload: Workload) -> HttpResponse:
    state = state_on_page(workload)
    milestones = list(workload.milestones.all()[:MILESTONES_SHOWN])
    context = {
        "workload": workload,
        "state": state,
        "standing": standing(state),
        "last": last_outcomes(state, milestones[0] if milestones else None),
        "milestones": milestones,
        "start_form": StartReviewForm(lenses=_not_yet_applied(workload)),
        "milestone_form": MilestoneForm(),
        "inbox": waiting(workload),
    }
    return render(request, "reviews/workload.html", context)


def _not_yet_applied(workload: Workload) -> "list[Lens]":
    library = Lens.objects.in_library_of(workload.organisation)
    return list(library.exclude(pk__in=workload.reviews.values("lens")).order_by("name"))


@workload_page(reads=Role.ADMIN, writes=Role.ADMIN)
@require_POST
def archive(request: MemberRequest, workload: Workload) -> HttpResponse:
    if workload.archived_at:
        workloads.bring_back(workload=workload, by=request.user)
        return redirect("workload", workload.public_id)
    workloads.archive(workload=workload, by=request.user)
    messages.success(
        request, _("“%(name)s” is archived. “Archived” in the list shows it.") % {"name": workload}
    )
    return redirect("workloads")


@workload_page(reads=Role.CONTRIBUTOR)
@require_http_methods(["GET", "POST"])
def summary(request: MemberRequest, workload: Workload) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = SummaryForm(sent, instance=getattr(workload, "summary", None))
    decisions = DecisionFormSet(
        sent,
        initial=list(workload.decisions.values("text", "from_whom", "due_on")),
        prefix="decisions",
    )
    if form.is_valid() and decisions.is_valid():
        workloads.write_summary(
            workload=workload,
            text=form.cleaned_data["text"],
            decisions=[one for one in decisions.cleaned_data if one.get("text")],
            by=request.user,
        )
        return redirect("workload", workload.public_id)
    context = {"form": form, "decisions": decisions, "workload": workload}
    status = 422 if form.is_bound else 200
    return render(request, "reviews/summary.html", context, status=status)
