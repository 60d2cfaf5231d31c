from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reviews.access import workload_page
from reviews.models import Milestone, Workload
from reviews.printing.chapters import chapters_of
from reviews.printing.pdf import Edition, Paper, report_pdf
from reviews.printing.presses import Busy, CannotPrint, presses
from reviews.reporting import report_of


@workload_page()
@require_GET
def screen(request: HttpRequest, workload: Workload) -> HttpResponse:
    milestone = _milestone(request, workload)
    report = report_of(workload, milestone)
    # Who reads a report is about to want its PDF: the worker starts while they read.
    presses.warm()
    context = {
        "workload": workload,
        "milestone": milestone,
        "report": report,
        "chapters": chapters_of(report),
        "papers": Paper,
    }
    return render(request, "reviews/report.html", context)


@workload_page()
@require_GET
def pdf(request: HttpRequest, workload: Workload) -> HttpResponse:
    """`?milestone=N`, `?language=ko`, `?paper=letter`."""
    milestone = _milestone(request, workload)
    edition = Edition.of(request.GET.get("language", ""), request.GET.get("paper", ""))
    try:
        printed = report_pdf(report_of(workload, milestone), edition)
    except (CannotPrint, Busy) as problem:
        return _not_made(request, workload, problem)
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=_filename(workload, milestone)
    )
    return response


def _milestone(request: HttpRequest, workload: Workload) -> Milestone | None:
    number = request.GET.get("milestone", "")
    if not number:
        return None
    # A number that SQLite cannot hold is none of ours.
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(workload.milestones, number=int(number))


def _filename(workload: Workload, milestone: Milestone | None) -> str:
    name = "".join(c if c.isalnum() else "-" for c in workload.name).strip("-") or "workload"
    return f"{name}-{milestone.number}.pdf" if milestone else f"{name}.pdf"


def _not_made(request: HttpRequest, workload: Workload, problem: Exception) -> HttpResponse:
    if isinstance(problem, Busy):
        advice = _("Several reports are being made. Nothing was lost; try again in a minute.")
    else:
        advice = _(
            "Making it took too much time or memory. Nothing was lost. "
            "The report on screen still shows everything; it can be printed from the browser."
        )
    context = {"workload": workload, "advice": advice}
    response = render(request, "reviews/report_not_made.html", context, status=503)
    response["Retry-After"] = "60"
    return response
