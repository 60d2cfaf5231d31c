from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import doors, sessions
from accounts.access import choose, public
from accounts.forms import JoinForm
from accounts.models import Invitation, User, digest


@public
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link sees what it offers; only a POST takes it."""
    found = get_object_or_404(
        Invitation.objects.select_related("organisation", "invited_by"),
        token_digest=digest(token),
    )
    if not found.is_open:
        return _gone(request)
    if isinstance(request.user, User):
        return _for_a_reader(request, found, request.user)
    if User.objects.filter(email__iexact=found.email).exists():
        return _page(request, found, "sign_in")
    return _for_somebody_new(request, found)


def _for_a_reader(request: HttpRequest, found: Invitation, reader: User) -> HttpResponse:
    theirs = reader.email.lower() == found.email.lower()
    if request.method != "POST":
        return _page(request, found, "accept" if theirs else "other_person")
    if not theirs:
        raise PermissionDenied
    if doors.accept_invitation(invitation=found, by=reader) is None:
        return _gone(request)
    choose(request, found.organisation)
    return redirect("home")


def _for_somebody_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None, email=found.email)
    if not form.is_valid():
        return _page(request, found, "join", form)
    person = doors.join_by_invitation(invitation=found, **form.cleaned_data)
    if person is None:
        return _gone(request)
    sessions.sign_in(request, person, way="invitation")
    choose(request, found.organisation)
    return redirect("home")


def _page(
    request: HttpRequest, found: Invitation, step: str, form: JoinForm | None = None
) -> HttpResponse:
    refused = request.method == "POST"
    context = {"invitation": found, "step": step, "form": form}
    return render(request, "accounts/invitation.html", context, status=422 if refused else 200)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=410)
