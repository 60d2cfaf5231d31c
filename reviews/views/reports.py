from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from reviews import pdf as printing
from reviews.access import workload_page
from reviews.gathering import state_at, state_now
from reviews.models import Workload
from reviews.outcome.standing import standing
from reviews.outcome.state import State


def _state(request: HttpRequest, workload: Workload) -> State:
    number = request.GET.get("milestone", "")
    if not number.isdecimal():
        return state_now(workload)
    return state_at(get_object_or_404(workload.milestones, number=int(number)))


@workload_page()
@require_GET
def screen(request: HttpRequest, workload: Workload) -> HttpResponse:
    state = _state(request, workload)
    context = {"workload": workload, "state": state, "standing": standing(state)}
    return render(request, "reviews/report.html", context)


@workload_page()
@require_GET
def pdf(request: HttpRequest, workload: Workload) -> HttpResponse:
    response = HttpResponse(
        printing.report_pdf(_state(request, workload)), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="review-{workload.public_id[:8]}.pdf"'
    return response
