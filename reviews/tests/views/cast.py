"""Everybody before one address."""

from typing import Any

EVERYBODY = ("owner", "admin", "contributor", "viewer", "stranger", "anonymous")
# What every page below a workload answers to reading, and to a form that is right.
READS = [200, 200, 200, 200, 404, 302]
WRITES = [302, 302, 302, 403, 404, 302]
NO_PAGE = [405, 405, 405, 405, 404, 302]
NO_FORM = [405, 405, 405, 403, 404, 302]


def gets(cast: Any, address: str, **more: Any) -> list[int]:
    return [cast[part].get(address, **more).status_code for part in EVERYBODY]


def posts(cast: Any, address: str, sent: Any = None) -> list[int]:
    return [cast[part].post(address, sent or {}).status_code for part in EVERYBODY]


def leads_to_sign_in(reply: Any) -> bool:
    return reply.status_code == 302 and reply["Location"].startswith("/accounts/login/?next=")
