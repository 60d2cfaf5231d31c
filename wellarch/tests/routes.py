"""Every address of the site, and whether anything in the database changed: for tests that walk."""

import hashlib
import re
from collections.abc import Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

SAMPLES = ("none", "1", "0" * 32)


def every_pattern(
    resolver: URLResolver | None = None, path: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Each pattern of the site with an address that it answers to."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + _sample(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry, here)
        else:
            yield "/" + here, entry


def _sample(route: str) -> str:
    if route.startswith("^"):
        return re.sub(r"\(\?P<\w+>[^)]*\)", "1-1", route).strip("^$")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: _fitting(found[1] or "str"), route)


def _fitting(converter: str) -> str:
    regex = get_converters()[converter].regex
    return next(sample for sample in SAMPLES if re.fullmatch(regex, sample))


def checksum(*, without: tuple[str, ...] = ()) -> str:
    """Changes when any row of any table does."""
    seen = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.label not in without:
            seen.update(repr(list(model._default_manager.order_by("pk").values_list())).encode())
    return seen.hexdigest()
