from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from accounts import sessions

Answering = Callable[[HttpRequest], HttpResponse]


def private_answers(get_response: Answering) -> Answering:
    """What a page shows belongs to its reader: no cache on the way keeps it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def one_encoding(get_response: Answering) -> Answering:
    """Text arrives as UTF-8: others can carry halves of surrogate pairs, which nothing stores."""

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8"):
            raise BadRequest
        return get_response(request)

    return middleware


def session_ages(get_response: Answering) -> Answering:
    """Who was away too long, or has been signed in too long, signs in again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            if sessions.is_over(request.session):
                logout(request)
            else:
                sessions.see(request.session)
        return get_response(request)

    return middleware


def reader_language(get_response: Answering) -> Answering:
    """A language chosen by the reader goes before what the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware
