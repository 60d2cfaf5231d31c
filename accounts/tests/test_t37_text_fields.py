"""T37: what a form is sent is stored as sent or refused with a reason; never a 500."""

import unicodedata

import pytest
from django import forms
from django.urls import reverse

from accounts import forms as ours
from accounts.models import Organisation
from accounts.text import LineField

NAUGHTY = [
    "\0", "a\0b", "\x01\x02\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeffname", "\uffff", "\ufdd0",
    "\u0378", "\U000e0001", "\u202eevil", "\u2066a\u2069", "\u200b", "\u00ad", "\ue000", "e\u0301",
    "\u1112\u1161\u11ab", "ﷺ", "𝕋𝕙𝕖", "👩🏽‍🚀🏳️‍🌈", "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀", "ثم نفس", "Z̮̞̠͙͔ͅ",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}{% debug %}",
    "' OR 1=1 --", "%s %(x)s %n", "../../etc/passwd", "=1+1", "NaN", "undefined", "-1e309",
    "x" * 1_000_000, " ", "\t", "\r\n", "Ω≈ç√∫˜µ", "İ", "ﬁ", "1;DROP TABLE users", "$HOME `id`",
]  # fmt: skip


@pytest.mark.parametrize("sent", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_name_is_stored_as_sent_or_refused(sent, cast):
    reply = cast.stranger.post(reverse("organisation_settings"), {"name": sent})
    cast.elsewhere.refresh_from_db()
    if reply.status_code == 302:
        assert cast.elsewhere.name == unicodedata.normalize("NFC", sent.strip())
    else:
        assert reply.status_code == 422
        assert reply.context["form"].errors["name"]
        assert cast.elsewhere.name == "Elsewhere"


@pytest.mark.parametrize("sent", NAUGHTY, ids=range(len(NAUGHTY)))
@pytest.mark.parametrize("field", ["login", "password"])
def test_signing_in_never_fails_on_text(sent, field, client, db):
    fields = {"login": "a@example.com", "password": "x", field: sent}
    assert client.post(reverse("account_login"), fields).status_code == 200


@pytest.mark.parametrize("sent", NAUGHTY[:20], ids=range(20))
def test_markup_in_a_name_is_shown_as_text(sent, cast):
    assert cast.stranger.get(reverse("people"), {"page": sent}).status_code == 200


def test_a_hostile_name_is_shown_as_text(cast):
    Organisation.objects.update(name="<script>alert(1)</script>")
    assert "<script>alert" not in cast.owner.get(reverse("people")).text


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1", "base64", "unicode_escape"])
def test_only_one_encoding_is_read(charset, client, db):
    head = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = (
        head % (b"login", b"a@example.com") + head % (b"password", b"+2AA-\\ud800") + b"--x--\r\n"
    )
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    reply = client.generic("POST", reverse("account_login"), body, content_type=kind)
    assert reply.status_code == 400


def test_no_form_has_a_text_field_without_the_rule():
    free = {"password"}  # stored as a hash only
    for form in vars(ours).values():
        if isinstance(form, type) and issubclass(form, forms.BaseForm):
            for name, field in form.base_fields.items():
                if isinstance(field, forms.CharField) and name not in free:
                    assert isinstance(field, LineField | ours.EmailField), (form, name)
