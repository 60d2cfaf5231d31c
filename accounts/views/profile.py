from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import addresses, doors
from accounts.access import ReaderRequest, public, signed_in
from accounts.forms import ProfileForm


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: ReaderRequest) -> HttpResponse:
    now = {"name": request.user.name, "language": request.user.language or get_language()}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        doors.edit_profile(by=request.user, **form.cleaned_data)
        translation.activate(form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("profile")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@public
@require_POST
def set_reader_language(request: HttpRequest) -> HttpResponse:
    """Kept with the person, or, for somebody not signed in, in a cookie."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    response = redirect(addresses.asked_for(request, otherwise="home"))
    if request.user.is_authenticated:
        doors.set_language(language=language, by=request.user)
    else:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
