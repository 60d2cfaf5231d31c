from allauth.account.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts import doors, sessions
from accounts.access import public


@public
@require_GET
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one address that acts on GET: it is opened by hand, from the terminal that printed it."""
    if _is_ahead_of_time(request):
        return HttpResponse(status=204)
    user = doors.use_sign_in_link(token=token)
    if user is None:
        return render(request, "accounts/link_gone.html", status=410)
    sessions.sign_in(request, user, way="link")
    return redirect("home")


def _is_ahead_of_time(request: HttpRequest) -> bool:
    """Whether a browser fetches what its user may click next."""
    purposes = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz")]
    return any("prefetch" in purpose for purpose in purposes)


@public
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = LogoutView.as_view()(request)
    if request.method == "POST":
        # What pages left in the browser goes too, so that Back shows nothing to the next person.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
