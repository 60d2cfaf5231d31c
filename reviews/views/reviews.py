from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import MemberRequest
from pillars.models import Lens
from reviews import reviewing
from reviews.access import review_page, workload_page
from reviews.forms import PillarForm, StartReviewForm
from reviews.gathering import review_state
from reviews.models import LensReview, Workload
from reviews.navigation import first_open


@workload_page()
@require_POST
def start(request: MemberRequest, workload: Workload) -> HttpResponse:
    lenses = list(Lens.objects.in_library_of(workload.organisation))
    form = StartReviewForm(request.POST, lenses=lenses)
    if not form.is_valid():
        return redirect("workload", workload.public_id)
    review = reviewing.start_review(
        workload=workload, version=form.chosen_version(), by=request.user
    )
    return redirect("review", workload.public_id, review.lens.alias)


@review_page()
@require_GET
def detail(request: MemberRequest, review: LensReview) -> HttpResponse:
    """A review opens at its first unanswered question."""
    question = first_open(review_state(review).outcome)
    if question is None:
        return redirect("workload", review.workload.public_id)
    return redirect("question", review.workload.public_id, review.lens.alias, question.id)


@review_page()
@require_POST
def pillar(request: MemberRequest, review: LensReview, pillar_id: str) -> HttpResponse:
    """Set a pillar aside with one reason, or take it back with none."""
    if all(pillar.id != pillar_id for pillar in review.questionnaire.pillars):
        raise Http404
    form = PillarForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "review": review, "pillar_id": pillar_id}
        return render(request, "reviews/pillar.html", context, status=422)
    if reason := form.cleaned_data["reason"]:
        reviewing.set_pillar_aside(
            review=review, pillar_id=pillar_id, reason=reason, by=request.user
        )
    else:
        reviewing.take_pillar_back(review=review, pillar_id=pillar_id, by=request.user)
    return redirect("workload", review.workload.public_id)
