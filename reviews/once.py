"""A form makes one thing, however often it is sent: a double click, a retry, twenty at once.

A form that makes something carries a key (`{% form_key %}`). The first to come writes the key and
does its work in one transaction; who comes later waits for it, and is led to the same page. A form
that was refused frees its key. The same key with other words is refused.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import ReaderRequest, View
from reviews.models import SentForm

KEY = "form_key"
KEPT_FOR = timedelta(hours=24)
# What a browser or a page that asks back adds to the same words.
NOT_SAID = (KEY, "csrfmiddlewaretoken")


def once(view: View) -> View:
    """Below the decorator of access: `@workload_page()`, then `@once`."""

    @wraps(view)
    def wrapped(request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(KEY, "")[:64]
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                form = _claim(request, key)
                response = view(request, *args, **kwargs)
                _settle(form, response)
                return response
        except AlreadySent:
            return _again(request, key)

    return wrapped


class AlreadySent(Exception):
    pass


def _claim(request: ReaderRequest, key: str) -> SentForm:
    """Waits where somebody sends the same form now: the unique key is in their transaction."""
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            return SentForm.objects.create(sent_by=request.user, key=key, digest=_digest(request))
    except IntegrityError:
        raise AlreadySent from None


def _settle(form: SentForm, response: HttpResponse) -> None:
    if isinstance(response, HttpResponseRedirect):
        form.leads_to = response.url
        form.save(update_fields=["leads_to"])
    else:
        form.delete()


def _again(request: ReaderRequest, key: str) -> HttpResponse:
    first = SentForm.objects.get(sent_by=request.user, key=key)
    if first.digest != _digest(request):
        return render(request, "reviews/sent_twice.html", {"leads_to": first.leads_to}, status=422)
    return redirect(first.leads_to)


def _digest(request: ReaderRequest) -> str:
    said = [(name, request.POST.getlist(name)) for name in sorted(request.POST)]
    words = repr((request.path, [pair for pair in said if pair[0] not in NOT_SAID]))
    return hashlib.sha256(words.encode()).hexdigest()
