"""T23: one strict policy on every answer, whatever its status."""

import pytest
from django.db import connection
from django.test import Client

ASKED = (("viewer", "get"), ("owner", "post"), ("stranger", "get"), ("anonymous", "post"))
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
ELSEWHERE = ("Content-Security-Policy-Report-Only", "X-Content-Security-Policy")


def parsed(header):
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: sources for name, _blank, sources in parts}


def has_the_policy(reply):
    assert parsed(reply["Content-Security-Policy"]) == POLICY, reply.status_code
    assert not any(name in reply for name in ELSEWHERE)
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Referrer-Policy"] == "same-origin"
    return reply.status_code


def test_on_every_address_whoever_asks(world, cast, unharmed):
    seen = set()
    for where in world.addresses().values():
        for part, method in ASKED:
            reply = unharmed(cast[part], method, where)
            seen.add(has_the_policy(reply))
            assert reply["X-Frame-Options"] == "DENY"
    assert seen >= {200, 204, 302, 400, 403, 404, 405, 409, 410, 422}


def test_on_what_is_no_page_of_ours(world, cast):
    assert has_the_policy(cast.owner.get("/nothing/here/")) == 404
    assert has_the_policy(cast.owner.get("/static/../settings.py")) == 404
    assert has_the_policy(cast.owner.get("/workloads", headers={"Host": "evil.example"})) == 400
    assert has_the_policy(cast.owner.get("/workloads")) == 301
    assert has_the_policy(Client(enforce_csrf_checks=True).post("/accounts/login/")) == 403
    much = {"name": "x" * 4_000_000}
    assert has_the_policy(cast.owner.post("/workloads/new/", much)) in (400, 413)
    kind = "text/plain; charset=utf-7"
    assert has_the_policy(cast.owner.generic("POST", "/workloads/new/", b"x", kind)) == 400


def test_on_a_static_file(db, static_file):
    reply = Client().get(static_file)
    assert has_the_policy(reply) == 200
    reply.close()


def test_on_a_pdf(world, cast):
    reply = cast.viewer.get(world.address("report_pdf"))
    assert has_the_policy(reply) == 200
    assert reply["Content-Type"] == "application/pdf"


@pytest.mark.django_db(transaction=True)
def test_when_something_fails(world, cast):
    """The table of what was answered is gone: the page of last resort says so, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_openpoint RENAME TO gone")
    try:
        cast.viewer.raise_request_exception = False
        reply = cast.viewer.get(world.address("workload"))
        assert has_the_policy(reply) == 500
        for secret in ("openpoint", "Traceback", "sqlite", "Secret"):
            assert secret not in reply.text
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO reviews_openpoint")
