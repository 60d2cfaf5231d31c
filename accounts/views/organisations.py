from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import doors
from accounts.access import MemberRequest, ReaderRequest, choose, organisation_page, signed_in
from accounts.forms import DeleteOrganisationForm, OrganisationForm
from accounts.models import Organisation, Role


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
    return _settings_page(request, form, DeleteOrganisationForm(organisation=organisation))


@organisation_page(reads=Role.OWNER)
@require_http_methods(["GET", "POST"])
def delete_organisation(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":  # from a choice of language on a refused form
        return redirect("organisation_settings")
    organisation = request.membership.organisation
    delete_form = DeleteOrganisationForm(request.POST, organisation=organisation)
    if not delete_form.is_valid():
        return _settings_page(
            request, OrganisationForm(initial={"name": organisation.name}), delete_form
        )
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
    request: MemberRequest, form: OrganisationForm, delete_form: DeleteOrganisationForm
) -> HttpResponse:
    status = 422 if form.is_bound or delete_form.is_bound else 200
    context = {"form": form, "delete_form": delete_form}
    return render(request, "accounts/organisation_settings.html", context, status=status)
