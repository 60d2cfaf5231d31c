from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import addresses, doors
from accounts.access import MemberRequest, organisation_page
from accounts.forms import InvitationForm, RoleForm
from accounts.models import Membership, Role

PAGE = 50


@organisation_page()
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    return _people_page(request, InvitationForm(giver=request.membership))


@organisation_page(reads=Role.ADMIN)
@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """The link is shown in this answer and never again: only its hash is kept."""
    if request.method == "GET":  # from a choice of language on the page that shows the link
        return redirect("people")
    form = InvitationForm(request.POST, giver=request.membership)
    if not form.is_valid():
        return _people_page(request, form, status=422)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    token = doors.invite(
        organisation=request.membership.organisation, email=email, role=role, by=request.user
    )
    link = addresses.public(reverse("invitation", args=[token]))
    new_form = InvitationForm(giver=request.membership)
    return _people_page(request, new_form, link=link, invited=email)


@organisation_page(reads=Role.ADMIN)
@require_POST
def revoke_invitation(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitations = request.membership.organisation.invitations.open()
    invitation = get_object_or_404(invitations, pk=invitation_id)
    doors.revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation was withdrawn; its link no longer works."))
    return redirect("people")


@organisation_page(reads=Role.ADMIN)
@require_POST
def change_role(request: MemberRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    form = RoleForm(request.POST, giver=request.membership)
    if not form.is_valid():
        messages.error(request, _("This role cannot be given. Nothing was changed."))
        return redirect("people")
    try:
        doors.change_role(membership=member, role=Role(form.cleaned_data["role"]), by=request.user)
    except doors.LastOwnerError:
        return _keep_an_owner(request)
    messages.success(request, _("The role was changed."))
    return redirect("people")


@organisation_page(reads=Role.ADMIN)
@require_POST
def remove_member(request: MemberRequest, member_id: int) -> HttpResponse:
    try:
        doors.remove_member(membership=_member(request, member_id), by=request.user)
    except doors.LastOwnerError:
        return _keep_an_owner(request)
    messages.success(request, _("They are no longer a member."))
    return redirect("people")


@organisation_page()
@require_POST
def leave_organisation(request: MemberRequest) -> HttpResponse:
    organisation = request.membership.organisation
    try:
        doors.leave(organisation=organisation, by=request.user)
    except doors.LastOwnerError:
        return _keep_an_owner(request)
    messages.success(request, _("You left %(name)s.") % {"name": organisation.name})
    return redirect("home")


def _member(request: MemberRequest, member_id: int) -> Membership:
    members = request.membership.organisation.memberships.select_related("organisation", "user")
    return get_object_or_404(members, pk=member_id)


def _keep_an_owner(request: MemberRequest) -> HttpResponse:
    messages.error(
        request, _("An organisation keeps at least one owner. Make somebody else an owner first.")
    )
    return redirect("people")


def _people_page(
    request: MemberRequest,
    form: InvitationForm,
    *,
    link: str = "",
    invited: str = "",
    status: int = 200,
) -> HttpResponse:
    organisation, me = request.membership.organisation, request.membership
    members = organisation.memberships.select_related("user").order_by("user__email")
    page = Paginator(members, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "members": [(m, me.may_administer and me.may(Role(m.role))) for m in page],
        "roles": Role(me.role).and_below,
        "invitations": organisation.invitations.open().select_related("invited_by")
        if me.may_administer
        else [],
        "form": form,
        "link": link,
        "invited": invited,
    }
    return render(request, "accounts/people.html", context, status=status)
