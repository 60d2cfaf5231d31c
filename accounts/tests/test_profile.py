"""Name and language."""

import pytest
from django.conf import settings
from django.urls import reverse


def test_name_and_language_are_saved(cast):
    reply = cast.viewer.post(reverse("profile"), {"name": " 김하나 ", "language": "ko"})
    assert reply.status_code == 302
    cast.viewer.user.refresh_from_db()
    assert (cast.viewer.user.name, cast.viewer.user.language) == ("김하나", "ko")
    assert cast.viewer.get(reverse("profile"))["Content-Language"] == "ko"


def test_an_unknown_language_is_refused(cast):
    assert cast.viewer.post(reverse("profile"), {"language": "xx"}).status_code == 422


def test_a_choice_of_language_stays_with_the_reader(cast):
    sent = {"language": "ko", "next": "/accounts/people/"}
    reply = cast.viewer.post(reverse("set_reader_language"), sent)
    assert reply["Location"] == "/accounts/people/"
    cast.viewer.user.refresh_from_db()
    assert cast.viewer.user.language == "ko"


def test_somebody_not_signed_in_keeps_it_in_a_cookie(client, db):
    reply = client.post(reverse("set_reader_language"), {"language": "ko", "next": "/x"})
    assert reply.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ko"
    assert client.get(reverse("account_login"))["Content-Language"] == "ko"


@pytest.mark.parametrize("language", ["", "xx", "../ko", "\0"])
def test_no_other_language_is_taken(language, client, db):
    reply = client.post(reverse("set_reader_language"), {"language": language})
    assert reply.status_code == 400
