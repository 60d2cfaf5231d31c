from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import MemberRequest, organisation_page
from accounts.models import Role
from pillars import library
from pillars.listing import version_in_library
from reviews import filling
from reviews.access import review_page
from reviews.exports.formats import FORMATS
from reviews.exports.questionnaire import questionnaire_sheet
from reviews.filled import MAX_BYTES, Filled, NotReadable, read_filled
from reviews.models import LensReview
from reviews.printing.blank import blank_pdf
from reviews.printing.pdf import Edition
from reviews.printing.presses import Busy, CannotPrint


class FilledForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Filled questionnaire"),
        help_text=gettext_lazy("The Excel file of this lens (XLSX), filled in; 2 MB at most."),
    )

    def clean_file(self) -> bytes:
        data: bytes = self.cleaned_data["file"].read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValidationError(_("The file is larger than 2 MB."))
        return data


@organisation_page()
@require_GET
def blank(request: MemberRequest, alias: str, number: int, kind: str) -> HttpResponse:
    """The questions of a lens, to be filled in by hand (PDF) or in a spreadsheet (XLSX)."""
    version = version_in_library(request.membership.organisation, alias, number)
    lens = library.questionnaire(version)
    if kind == "xlsx":
        content_type = FORMATS[kind].content_type
        data = questionnaire_sheet(lens, alias=alias, number=version.number, digest=version.digest)
    else:
        content_type = "application/pdf"
        try:
            edition = Edition.of(get_language() or "", request.GET.get("paper", ""))
            data = blank_pdf(lens, version.number, edition)
        except (CannotPrint, Busy):
            messages.error(request, _("The PDF could not be made. Try again in a minute."))
            return redirect("lens_version", alias, number)
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{alias}-{number}.{kind}"
    )
    return response


@review_page(reads=Role.CONTRIBUTOR)
@require_http_methods(["GET", "POST"])
def fill(request: MemberRequest, review: LensReview) -> HttpResponse:
    """A file is read and shown; a second form takes over what was chosen of it."""
    if "answers" in request.POST:
        return _take_in(request, review)
    form = FilledForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, review, form, 200 if request.method == "GET" else 422)
    try:
        filled = read_filled(form.cleaned_data["file"], review.questionnaire, review.version.digest)
    except NotReadable as problem:
        form.add_error("file", str(problem))
        return _page(request, review, form, 422)
    return _preview(request, review, filled)


def _page(
    request: MemberRequest, review: LensReview, form: FilledForm, status: int
) -> HttpResponse:
    return render(request, "reviews/fill.html", {"review": review, "form": form}, status=status)


def _preview(request: MemberRequest, review: LensReview, filled: Filled) -> HttpResponse:
    several = filling.proposed(review, filled)
    context = {
        "review": review,
        "filled": filled,
        "proposed": several,
        "sealed": filling.sealed(review, several),
        "form": FilledForm(),
    }
    return render(request, "reviews/fill.html", context)


def _take_in(request: MemberRequest, review: LensReview) -> HttpResponse:
    chosen = set(request.POST.getlist("take"))
    sent = request.POST["answers"]
    try:
        known = chosen & set(filling.unsealed(review, sent))
        stale = filling.take_in(review=review, text=sent, chosen=known, by=request.user)
    except filling.NotOurs:
        messages.error(request, _("What was shown is out of date. Nothing was taken over."))
        return redirect("review_fill", review.workload.public_id, review.lens.alias)
    taken = len(known) - len(stale)
    words = ngettext("%(n)d answer was taken over.", "%(n)d answers were taken over.", taken)
    messages.success(request, words % {"n": taken})
    if stale:
        words = _("Somebody changed these meanwhile, so they stay as they are: %(ids)s.")
        messages.warning(request, words % {"ids": ", ".join(stale)})
    return redirect("workload", review.workload.public_id)
