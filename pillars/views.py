from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, organisation_page
from accounts.models import Role
from pillars import library as books
from pillars.forms import ImportForm
from pillars.importing import Refusal, refusal, too_large
from pillars.lens_page import lens_page
from pillars.listing import lenses_page, rows, version_in_library
from pillars.models import LensVersion
from pillars.questionnaire.decoding import MAX_BYTES


@organisation_page()
@require_GET
def library(request: MemberRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = lenses_page(request.membership.organisation, words, request.GET.get("page"))
    context = {"page_obj": page, "rows": rows(page), "words": words}
    return render(request, "pillars/library.html", context)


@organisation_page()
@require_GET
def lens(request: MemberRequest, alias: str, number: int | None = None) -> HttpResponse:
    version = _version(request, alias, number)
    return render(request, "pillars/lens.html", {"page": lens_page(version)})


@organisation_page()
@require_GET
def document(request: MemberRequest, alias: str, number: int) -> HttpResponse:
    """The document as it arrived, to be saved: no browser shows or runs it."""
    version = _version(request, alias, number)
    headers = {
        "Content-Disposition": f'attachment; filename="{alias}-{number}.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(version.document, content_type="application/json", headers=headers)


@organisation_page(reads=Role.ADMIN)
@require_POST
def publish(request: MemberRequest, alias: str, number: int) -> HttpResponse:
    version = _version(request, alias, number)
    if version.lens.organisation_id is None:
        raise PermissionDenied  # bundled: it comes with the product, published
    if not version.published_at:
        _publish(request, version)
    return redirect("lens_version", alias, number)


def _version(request: MemberRequest, alias: str, number: int | None) -> LensVersion:
    return version_in_library(request.membership.organisation, alias, number)


def _publish(request: MemberRequest, version: LensVersion) -> bool:
    try:
        books.publish(version=version, by=request.user)
    except books.NotPublishable as refused:
        words = ngettext(
            "It stays a draft: %(count)d error stands against publishing, listed below.",
            "It stays a draft: %(count)d errors stand against publishing, listed below.",
            len(refused.problems),
        )
        messages.warning(request, words % {"count": len(refused.problems)})
        return False
    messages.success(request, _("Published. New reviews get this version."))
    return True


# A body that is too large is answered unread: the check of the token would read it first.
@organisation_page(reads=Role.ADMIN)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def take_in(request: MemberRequest) -> HttpResponse:
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return _import_page(request, ImportForm(), too_large(size, MAX_BYTES))
    return _take_in(request)


@csrf_protect
def _take_in(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form)
    data = form.document()
    try:
        arrival = books.arrive(
            data=data, organisation=request.membership.organisation, by=request.user
        )
    except books.NotReadable as unreadable:
        refused = refusal(unreadable.problems, data, is_pasted=form.is_pasted)
        again = ImportForm(initial={"text": refused.text, "publish": form.cleaned_data["publish"]})
        return _import_page(request, again, refused)
    _welcome(request, arrival)
    version = arrival.version
    if form.cleaned_data["publish"] and not version.published_at:
        _publish(request, version)
    return redirect("lens", version.lens.alias)


def _welcome(request: HttpRequest, arrival: books.Arrival) -> None:
    number = arrival.version.number
    if not arrival.is_new:
        words = _("This document is version %(number)d already; nothing was stored.")
        messages.info(request, words % {"number": number})
        return
    messages.success(request, _("Imported as version %(number)d.") % {"number": number})


def _import_page(
    request: HttpRequest, form: ImportForm, refused: Refusal | None = None
) -> HttpResponse:
    status = 422 if refused or form.errors else 200
    if refused and refused.is_too_large:
        status = 413
    context = {"form": form, "refused": refused}
    return render(request, "pillars/import.html", context, status=status)
