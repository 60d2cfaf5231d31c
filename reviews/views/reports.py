from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reviews.access import workload_page
from reviews.exports.formats import FORMATS, exported
from reviews.models import Milestone, Workload
from reviews.printing.chapters import chapters_of
from reviews.printing.pdf import report_pdf
from reviews.printing.presses import Busy, CannotPrint, presses
from reviews.report_form import ReportForm, asked
from reviews.reporting import report_of

FILES = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "md": "Markdown"}


@workload_page()
@require_GET
def screen(request: HttpRequest, workload: Workload) -> HttpResponse:
    """The report beside its chooser; a change of the form fetches the report alone."""
    wanted = asked(request.GET, workload)
    report = report_of(workload, wanted.milestone, wanted.chosen)
    # Who reads a report is about to want its PDF: the worker starts while they read.
    presses.warm()
    context = {
        "workload": workload,
        "milestone": wanted.milestone,
        "report": report,
        "chapters": chapters_of(report),
        "form": ReportForm(workload, wanted),
        "files": [
            (words, reverse(f"report_{kind}", args=[workload.public_id]))
            for kind, words in FILES.items()
        ],
    }
    page = "reviews/report.html"
    is_part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, f"{page}#sheet" if is_part else page, context)


@workload_page()
@require_GET
def pdf(request: HttpRequest, workload: Workload) -> HttpResponse:
    """The fields of the chooser: `?milestone=N&language=ko&paper=letter&edition=sponsor` ..."""
    wanted = asked(request.GET, workload)
    try:
        report = report_of(workload, wanted.milestone, wanted.chosen)
        printed = report_pdf(report, wanted.edition)
    except (CannotPrint, Busy) as problem:
        return _not_made(request, workload, problem)
    return _file(printed, "application/pdf", _filename(workload, wanted.milestone, "pdf"))


@workload_page()
@require_GET
def export(request: HttpRequest, workload: Workload, kind: str) -> HttpResponse:
    """The same choices as for the PDF, in another format."""
    wanted = asked(request.GET, workload)
    report = report_of(workload, wanted.milestone, wanted.chosen)
    content = exported(report, kind, wanted.edition.language)
    return _file(content, FORMATS[kind].content_type, _filename(workload, wanted.milestone, kind))


def _file(content: bytes, content_type: str, filename: str) -> HttpResponse:
    """Saved, never shown: no browser opens what people wrote as something that runs."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=filename
    )
    return response


def _filename(workload: Workload, milestone: Milestone | None, kind: str) -> str:
    name = "".join(c if c.isalnum() else "-" for c in workload.name).strip("-") or "workload"
    return f"{name}-{milestone.number}.{kind}" if milestone else f"{name}.{kind}"


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
