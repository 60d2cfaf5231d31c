"""T19: links go to the public address of the installation, whatever host a request names."""

import pytest
from django.conf import settings
from django.urls import reverse


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "evil", "a b"]
)
def test_a_foreign_host_is_refused(host, client, db):
    assert client.get(reverse("account_login"), HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_HOST": "localhost:9"},
        {"HTTP_HOST": "[::1]:81"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_FORWARDED": "host=evil.example", "HTTP_ORIGIN": "http://evil.example"},
    ],
)
def test_the_link_of_a_reset_mail_is_ours(headers, client, person, mailoutbox):
    person("Olga")
    client.post(reverse("account_reset_password"), {"email": "olga@example.com"}, **headers)
    body = mailoutbox[0].body
    links = [word for word in body.split() if "://" in word]
    assert len(links) == 1
    assert links[0].startswith(settings.PUBLIC_URL + "/accounts/password/reset/key/")
    assert "evil" not in body + str(mailoutbox[0].message())


def test_the_link_of_an_invitation_is_ours(cast):
    sent = {"email": "new@example.com", "role": "VIEWER"}
    page = cast.owner.post(reverse("invite"), sent, HTTP_HOST="localhost:9")
    assert page.context["link"].startswith(settings.PUBLIC_URL + "/accounts/invitation/")
