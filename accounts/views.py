from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts import doors
from accounts.access import public, signed_in

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_GET
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one address that acts on GET: it is opened by hand, from the terminal that printed it."""
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    user = doors.use_sign_in_link(token=token)
    if user is None:
        return render(request, "accounts/link_gone.html", status=410)
    login(request, user, backend=BACKEND)
    return redirect("workloads")


@signed_in
@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/welcome.html")
