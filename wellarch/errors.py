"""The pages of last resort. They query nothing: the database may be what failed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, _("This request could not be read"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        403,
        _("Your role does not allow this"),
        _("Nothing was changed. Ask an admin of the organisation for a wider role."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This form is out of date"),
        _("Nothing was changed. Go back, load the page again and send the form once more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        404,
        _("There is no such page"),
        _("It may have been removed, or it belongs to an organisation you are not a member of."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        429,
        _("Too many tries"),
        _("To keep accounts safe we ask you to wait a few minutes. Then try again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _(
            "What you had saved is kept. Try again; "
            "if it happens again, tell who runs this server when it did."
        ),
    )


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    context: dict[str, Any] = {"status": status, "title": title, "advice": advice}
    return render(request, "error.html", context, status=status)
