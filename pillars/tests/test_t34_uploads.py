"""T34: whatever is uploaded is answered at once, in words, and stored only if it is a lens."""

import json
import random
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from pillars.models import LensVersion
from pillars.tests import lenses
from pillars.tests.questionnaire.documents import document

PAGE = "/lenses/import/"
DEEP = 100_000
TEXT = lenses.data().decode()
REFUSED = {
    "not json": (b"<html>", "json-value-missing"),
    "truncated": (lenses.data()[:-8], "json-truncated"),
    "deep lists": (b"[" * DEEP, "json-too-deep"),
    "deep objects": (b'{"":' * DEEP, "json-too-deep"),
    "a key twice": (TEXT.replace('"name"', '"name": "x", "name"', 1).encode(), "key-twice"),
    "no encoding": (b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le"), "encoding-unknown"),
    "latin-1": (TEXT.replace("A lens", "Ä lens").encode("latin-1"), "encoding-unknown"),
    "too many characters": (lenses.data(description="x" * 500_000), "file-too-large"),
    "a long number": (
        TEXT.replace("{", '{"n": ' + "9" * 5000 + ",", 1).encode(), "number-too-long",
    ),
    "half a pair": (
        TEXT.replace("A lens", "\\ud800").encode(), "text-forbidden-character",
    ),
    "a null": (TEXT.replace("A lens", "\\u0000").encode(), "text-forbidden-character"),
    "half a pair as a key": (
        TEXT.replace("{", '{"\\ud800": 1, "\\ud800": 2,', 1).encode(), "key-twice",
    ),
    "a turned text": (TEXT.replace("A lens", "\u202eA lens").encode(), "text-direction"),
    "a list": (b"[]", "wrong-type"),
    "a number": (b"1e999", "wrong-type"),
}  # fmt: skip


def send(actor, data: bytes, **more):
    started = time.monotonic()
    reply = actor.post(PAGE, {"file": SimpleUploadedFile("lens.json", data), **more})
    assert time.monotonic() - started < 2
    return reply


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_lens_is_refused_with_its_place(name, cast):
    data, code = REFUSED[name]
    reply = send(cast.admin, data)
    assert reply.status_code == (413 if code == "file-too-large" else 422)
    assert code in [one.code for one in reply.context["refused"].telling.errors]
    assert f"<code>{code}</code>" in reply.text
    assert not LensVersion.objects.exists()


@pytest.mark.parametrize("name", ["not json", "truncated", "deep lists", "no encoding"])
def test_a_file_that_cannot_be_read_has_one_error(name, cast):
    telling = send(cast.admin, REFUSED[name][0]).context["refused"].telling
    assert len(telling.problems) == 1
    assert telling.problems[0].line >= 1


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "latin-1"])
def test_the_same_as_a_text(name, cast):
    sent = REFUSED[name][0].decode("utf-8", "replace")
    assert cast.admin.post(PAGE, {"text": sent}).status_code in (413, 422)
    assert not LensVersion.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_of_unicode_are_read(encoding, cast):
    assert send(cast.admin, TEXT.encode(encoding)).status_code == 302
    assert LensVersion.objects.get().document == TEXT


def test_nan_in_place_of_a_text_is_read(cast):
    nan = TEXT.replace('"How do you back up?"', "NaN")
    reply = send(cast.admin, nan.encode(), publish="on")
    assert reply.status_code == 302
    assert LensVersion.objects.get().published_at is None
    assert cast.viewer.get(reply.url).status_code == 200


@pytest.mark.parametrize("megabytes", [2.5, 50])
@pytest.mark.parametrize("field", ["file", "text"])
def test_a_large_upload_is_refused_unread(field, megabytes, cast):
    body = b" " * int(megabytes * 1_000_000)
    sent = {field: SimpleUploadedFile("lens.json", body) if field == "file" else body.decode()}
    # Filling the form in is the browser's time, not ours.
    data = encode_multipart(BOUNDARY, sent)
    started = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        reply = cast.admin.generic("POST", PAGE, data, MULTIPART_CONTENT)
    assert time.monotonic() - started < 2
    assert reply.status_code == 413
    (problem,) = reply.context["refused"].telling.problems
    assert problem.code == "file-too-large"
    assert not any("INSERT" in query["sql"] for query in queries)
    assert len(reply.content) < 30_000
    assert reply["Content-Security-Policy"]


def test_a_body_that_lies_about_its_size(cast):
    head = "multipart/form-data; boundary=x"
    for size in ("0", "", "99999999999999"):
        reply = cast.admin.generic("POST", PAGE, b"--x--", head, CONTENT_LENGTH=size)
        assert reply.status_code in (400, 413, 422)


def test_mutated_lenses_never_fail(cast):
    """Every one is stored or refused in words, and what is stored can be shown."""
    chance = random.Random(34)
    stored = set()
    for _ in range(150):
        reply = cast.admin.post(PAGE, {"file": SimpleUploadedFile("x.json", _mutated(chance))})
        assert reply.status_code in (302, 413, 422)
        if reply.status_code == 302:
            stored.add(reply.url)
    assert LensVersion.objects.count() > 0
    for address in stored:
        assert cast.viewer.get(address).status_code == 200
    assert cast.viewer.get("/lenses/").status_code == 200


VALUES = (None, True, 0, -1.5, "", "x", "😀" * 300, [], {}, [[]], {"": {}}, "default", "a && b")


def _mutated(chance: random.Random) -> bytes:
    value = document()
    for _ in range(chance.randint(1, 3)):
        _change(value, chance)
    data = bytearray(json.dumps(value, indent=1, ensure_ascii=chance.random() < 0.5).encode())
    if chance.random() < 0.3:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _change(value, chance: random.Random) -> None:
    while True:
        key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        inner = value[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.15:
            value[key] = chance.choice(VALUES)
            return
        value = inner
