"""T26: no form without its token, no change by reading; on addresses that stand for something."""

import pytest
from django.test import Client

from accounts import doors
from wellarch.tests.routes import checksum
from wellarch.tests.security.test_t01_matrix import ROWS

UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture
def forger(cast):
    """The owner's browser, made to send a form by a page of somebody else."""
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = cast.owner.cookies
    return forger


def test_without_a_token_nothing_is_taken(world, cast, forger):
    before = checksum()
    sent = {"title": "x", "status": "DONE", "name": "Forged", "selected": "copy", "text": "x"}
    for name, where in world.addresses().items():
        for method in UNSAFE:
            for headers in ({}, {"HX-Request": "true"}, {"X-CSRFToken": "x" * 64}):
                reply = getattr(forger, method)(
                    where, sent if method == "post" else "{}", headers=headers
                )
                wrong_method = method != "post" and reply.status_code == 405
                assert reply.status_code == 403 or wrong_method, (name, method)
    assert checksum() == before


def test_a_token_of_somebody_else_is_none(world, cast, forger):
    other = Client(enforce_csrf_checks=True)
    page = other.get("/accounts/login/")
    sent = {"title": "x", "status": "DONE", "csrfmiddlewaretoken": page.context["csrf_token"]}
    assert forger.post(world.address("plan_add"), sent).status_code == 403


def test_the_right_token_is_taken_from_the_form_and_from_htmx(world, cast, forger):
    token = str(forger.get(world.address("plan_add")).context["csrf_token"])
    sent = {"title": "x", "status": "DONE"}
    where = world.address("plan_add")
    assert forger.post(where, {**sent, "csrfmiddlewaretoken": token}).status_code == 302
    assert forger.post(where, sent, headers={"X-CSRFToken": token}).status_code == 302


@pytest.mark.parametrize("part", ["owner", "anonymous"])
def test_reading_twice_changes_nothing(part, world, cast):
    addresses = world.addresses()
    before = checksum()
    for headers in ({}, {"HX-Request": "true"}):
        for where in addresses.values():
            cast[part].get(where, headers=headers)
            cast[part].head(where) if not where.endswith(".pdf") else None
    assert checksum() == before


def test_the_one_address_that_acts_when_read(world, cast):
    token = doors.make_sign_in_link(user=cast.owner.user)
    before = checksum()
    where = world.address("sign_in_link", token=token)
    assert Client().get(where).status_code == 302
    assert checksum() != before
    assert ROWS["sign_in_link"][6:] == [405] * 6
