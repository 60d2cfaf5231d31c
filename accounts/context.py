from typing import Any

from django.http import HttpRequest


def reader(request: HttpRequest) -> dict[str, Any]:
    """Who reads, in which organisation; None on pages outside any."""
    membership = getattr(request, "membership", None)
    return {"membership": membership, "organisation": membership.organisation if membership else None}
