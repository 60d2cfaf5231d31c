"""The outermost middleware: headers on every answer, static files included."""

from typing import Any

from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware


async def in_place(middleware: Any, request: HttpRequest) -> HttpResponseBase:
    """Both halves on the event loop: Django would send each to a thread and back."""
    answer = middleware.process_request(request) or await middleware.get_response(request)
    changed: HttpResponseBase = middleware.process_response(request, answer)
    return changed


class SecurityHeaders(SecurityMiddleware):
    __acall__ = in_place


class Policy(CSPMiddleware):
    __acall__ = in_place
