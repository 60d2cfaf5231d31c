"""Secrets stay out of the log: whoever reads it could use them."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from accounts import doors
from accounts.models import Role
from wellarch.logs import WithoutTokens


@pytest.fixture
def written(caplog):
    """The lines that the log of a server would hold."""

    def written() -> list[str]:
        assert all(WithoutTokens().filter(record) for record in caplog.records)
        return [record.getMessage() for record in caplog.records]

    with caplog.at_level(logging.WARNING):
        yield written


def test_a_refused_request_leaves_no_live_link_behind(cast, person, written):
    invited = doors.invite(
        organisation=cast.organisation,
        email="new@example.com",
        role=Role.VIEWER,
        by=cast.owner.user,
    )
    invitation = reverse("invitation", args=[invited])
    link = reverse("sign_in_link", args=[doors.make_sign_in_link(user=person("Lee"))])
    cast.anonymous.head(link)
    cast.anonymous.post(invitation, {"name": "", "password": "short"})
    Client(enforce_csrf_checks=True).post(invitation)
    lines = written()
    assert len(lines) >= 3
    assert [line for line in lines if invited in line or link in line] == []
    assert "Method Not Allowed (HEAD): /accounts/link/.../" in lines


def test_other_lines_are_as_they_were(cast, written):
    cast.anonymous.get("/accounts/nowhere/100%/")
    assert "Not Found: /accounts/nowhere/100%/" in written()


def test_the_server_writes_through_it(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_tokens"]
    assert settings.LOGGING["filters"]["without_tokens"]["()"] == "wellarch.logs.WithoutTokens"
