"""T27: `next` leads to a page of ours, however it is spelled."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from accounts.addresses import is_ours
from conftest import PASSWORD

HOSTS = [
    "evil.example",
    "evil.example:80",
    "user@evil.example",
    "[::1]",
    "0x7f000001",
    "evil。example",
]
BEFORE = [
    "//", "///", "////", "\\\\", "/\\", "\\/", "/\t/", "/\n/", "\t//", " //", "http://", "https://",
    "HTTPS:", "https:/", "https:///", "http:\\\\", "//localhost@", "//testserver@", "http://testserver@",
    "javascript://", "data://", "ftp://", "\u3000//", "\x00//", "/\x00/", "%09//", "http:%2f%2f",
]  # fmt: skip
OTHERS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "java\nscript:x",
    "data:text/html,x", "vbscript:x", "mailto:a@b.cd", "evil.example", "..//evil.example", "?x",
    "#x", "", " ", ".", "\\evil.example", "/\\evil.example", "/ok\\", "/ok\r\nSet-Cookie: a=b",
    "/ok\u2028x", "/ok\x7f", "/ok\u202e", "http://testserver/x", "http:/x", "/\u3000/evil.example",
    "/\xa0x",
]  # fmt: skip
PAYLOADS = [before + host for before, host in product(BEFORE, HOSTS)] + OTHERS
OURS = [
    "/",
    "/workloads/",
    "/accounts/people/?page=2",
    "/a//b",
    "/한글/",
    "/a%5Cb",
    "/?next=//evil",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_is_not_ours(payload):
    assert not is_ours(payload)


@pytest.mark.parametrize("address", OURS)
def test_it_is_ours(address):
    assert is_ours(address)


def stays(reply):
    place = reply["Location"]
    parts = urlsplit(place)
    return not (parts.scheme or parts.netloc) and place.startswith("/") and "\\" not in place


@pytest.mark.parametrize("payload", PAYLOADS[::3])
def test_no_way_of_ours_leads_away(payload, client, person):
    person("Olga")
    sent = {"login": "olga@example.com", "password": PASSWORD, "next": payload}
    assert stays(client.post(reverse("account_login"), sent))
    assert stays(client.post(reverse("account_login") + "?next=//evil.example", sent))
    assert stays(client.post(reverse("set_reader_language"), {"language": "en", "next": payload}))
    assert stays(client.post(reverse("account_logout"), {"next": payload}))


def test_a_page_asked_for_is_reached_after_signing_in(client, person):
    person("Olga")
    asked = client.get(reverse("profile"))["Location"]
    sent = {"login": "olga@example.com", "password": PASSWORD}
    assert client.post(asked, sent)["Location"] == reverse("profile")
