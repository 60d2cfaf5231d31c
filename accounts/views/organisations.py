from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import doors, logos
from accounts.access import MemberRequest, ReaderRequest, choose, organisation_page, signed_in
from accounts.forms import DeleteOrganisationForm, LetterheadForm, OrganisationForm
from accounts.models import Letterhead, Organisation, Role


@signed_in
@require_GET
def welcome(request: ReaderRequest) -> HttpResponse:
    return render(request, "accounts/welcome.html", {"form": OrganisationForm()})


@signed_in
@require_http_methods(["GET", "POST"])
def start_organisation(request: ReaderRequest) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        choose(request, doors.start_organisation(by=request.user, **form.cleaned_data))
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/start_organisation.html", {"form": form}, status=status)


@signed_in
@require_POST
def switch_organisation(request: ReaderRequest) -> HttpResponse:
    mine = Organisation.objects.of(request.user)
    choose(request, get_object_or_404(mine, public_id=request.POST.get("organisation", "")))
    return redirect("home")


@organisation_page(writes=Role.ADMIN)
@require_http_methods(["GET", "POST"])
def organisation_settings(request: MemberRequest) -> HttpResponse:
    organisation = request.membership.organisation
    sent = request.POST if request.method == "POST" else None
    form = OrganisationForm(sent, initial={"name": organisation.name})
    if form.is_valid():
        doors.rename_organisation(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation_settings")
    return _settings_page(request, form)


@organisation_page(reads=Role.ADMIN)
@require_http_methods(["GET", "POST"])
def letterhead(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":  # from a choice of language on a refused form
        return redirect("organisation_settings")
    organisation = request.membership.organisation
    form = _letterhead_form(request, request.POST, request.FILES)
    if not form.is_valid():
        return _settings_page(request, letterhead_form=form)
    doors.change_letterhead(organisation=organisation, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. New reports carry it."))
    return redirect("organisation_settings")


@organisation_page()
@require_GET
def logo(request: MemberRequest) -> HttpResponse:
    """The picture as we drew it: shown within a page, saved when opened alone."""
    found = Letterhead.objects.filter(organisation=request.membership.organisation).first()
    picture = logos.kept(found.logo) if found else None
    if picture is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="logo.{picture.kind}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(picture.data, content_type=picture.content_type, headers=headers)


@organisation_page(reads=Role.OWNER)
@require_http_methods(["GET", "POST"])
def delete_organisation(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":  # from a choice of language on a refused form
        return redirect("organisation_settings")
    organisation = request.membership.organisation
    delete_form = DeleteOrganisationForm(request.POST, organisation=organisation)
    if not delete_form.is_valid():
        return _settings_page(request, delete_form=delete_form)
    doors.delete_organisation(organisation=organisation, by=request.user)
    messages.success(request, _("%(name)s was deleted.") % {"name": organisation.name})
    return redirect("home")


@organisation_page(reads=Role.OWNER)
@require_POST
def remove_example(request: MemberRequest) -> HttpResponse:
    doors.remove_example(organisation=request.membership.organisation, by=request.user)
    messages.success(request, _("The example was removed."))
    return redirect("home")


def _settings_page(
    request: MemberRequest,
    form: OrganisationForm | None = None,
    *,
    letterhead_form: LetterheadForm | None = None,
    delete_form: DeleteOrganisationForm | None = None,
) -> HttpResponse:
    """Of the forms on the page, one may have been sent and be refused."""
    organisation = request.membership.organisation
    if letterhead_form is None and request.membership.may_administer:
        letterhead_form = _letterhead_form(request)
    context = {
        "form": form or OrganisationForm(initial={"name": organisation.name}),
        "letterhead_form": letterhead_form,
        "delete_form": delete_form or DeleteOrganisationForm(organisation=organisation),
    }
    is_refused = any(one is not None and one.is_bound for one in context.values())
    page = "accounts/organisation_settings.html"
    return render(request, page, context, status=422 if is_refused else 200)


def _letterhead_form(request: MemberRequest, *sent: Any) -> LetterheadForm:
    found = Letterhead.objects.filter(organisation=request.membership.organisation).first()
    return LetterheadForm(*sent, letterhead=found)
