"""T07: who may not, may not with empty, absent or odd parameters either."""

import pytest

from reviews import urls as reviews_urls
from wellarch.tests.routes import checksum
from wellarch.tests.security.test_t01_matrix import EVERYBODY, ROWS

NAMES = (
    "base_version", "selected", "none", "not_applicable", "notes", "flagged", "title", "status",
    "choice", "choice_id", "lens", "reason", "text", "question", "name", "environment", "item",
    "file", "publish",
)  # fmt: skip
BODIES = [
    {},
    dict.fromkeys(NAMES, ""),
    dict.fromkeys(NAMES, "null"),
    {name: ["1", "2"] for name in NAMES},
    {f"{name}[]": "1" for name in NAMES} | {f"{name}[$ne]": "x" for name in NAMES},
    {"base_version": "0", "selected": "copy", "title": "x", "status": "DONE", "name": "Valid",
     "environment": "PRODUCTION", "text": "x", "reason": "x", "flagged": "1", "lens": "theirs"},
]  # fmt: skip
RAW = [b"", b"[]", b"null", b"{}", b'""', b'{"selected": [[]]}', b"\xff\xfe", b"a" * 10_000]
KINDS = ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x")
WRITES = sorted(
    name for name, row in ROWS.items() if name in {one.name for one in reviews_urls.urlpatterns}
    and row[len(EVERYBODY)] != 405
)  # fmt: skip
# Whom a page of ours refuses: 403, 404, or on to signing in.
REFUSED = {"viewer": 403, "stranger": 404, "anonymous": 302}
OF_NOBODY = ("workload_new", "remember_risk")  # below no workload: a stranger makes their own


@pytest.mark.parametrize("name", WRITES)
def test_odd_forms_open_nothing(name, world, cast):
    where = world.address(name)
    before = checksum()
    for part, code in REFUSED.items():
        if name in OF_NOBODY and part != "anonymous":
            continue
        for body in BODIES:
            assert cast[part].post(where, body).status_code == code, (part, body)
    assert checksum() == before


@pytest.mark.parametrize("name", WRITES)
def test_other_bodies_open_nothing(name, world, cast):
    where = world.address(name)
    before = checksum()
    for part, code in REFUSED.items():
        if name in OF_NOBODY and part != "anonymous":
            continue
        for kind in KINDS:
            for body in RAW[:: 1 if part == "viewer" else 3]:
                reply = cast[part].generic("POST", where, body, content_type=kind)
                assert reply.status_code in (code, 400), (part, kind, body)
    assert checksum() == before


@pytest.mark.parametrize("name", WRITES)
def test_who_may_gets_no_error_of_ours_for_them(name, world, cast, unharmed):
    """Odd bodies from those who may are refused or read as empty: never a 500."""
    where = world.address(name)
    for body in BODIES:
        assert unharmed(cast.owner, "post", where, body).status_code < 500, body
    for kind in KINDS:
        for body in RAW:
            reply = unharmed(cast.owner, "generic", "POST", where, body, content_type=kind)
            assert reply.status_code < 500, (kind, body)


QUERIES = [
    {"page": ["", "0", "-1", "x", "9" * 5000, "1e3", "\0"]},
    {"milestone": ["", "0", "-1", "x", "9" * 5000, "9" * 30, "١", "1.0", "\0"]},
    {"from": ["", "x", "9" * 5000, "now", "\0"], "to": ["", "x", "9" * 30, "now"]},
    {"show": ["", "x", "\0", "all"], "here": ["", "\0", "x" * 5000]},
    {"q": ["", "\0", "x" * 5000, "%", "' OR 1=1", "(", "\\"]},
    {"tag": ["", "=", "\0", "a=b=c"], "sort": ["", "-pk", "\0"], "risk": ["\0"]},
    {"days": ["", "-1", "x", "1e400", "nan", "inf", "9" * 5000, "\0"]},
    {"language": ["", "xx", "\0"], "paper": ["", "A0", "\0"]},
]
READS = sorted(
    name for name, row in ROWS.items()
    if name in {one.name for one in reviews_urls.urlpatterns} and row[0] in (200, 302)
    and name != "report_pdf"
)  # fmt: skip


@pytest.mark.parametrize("name", READS)
def test_odd_queries_are_answered(name, world, cast):
    where = world.address(name)
    for query in QUERIES:
        for key, values in query.items():
            for value in values:
                reply = cast.viewer.get(where, {key: value})
                assert reply.status_code in (200, 302, 403, 404), (key, value[:20])


@pytest.mark.parametrize("number", ["x", "9" * 5000, "9" * 30, "-1", "\0", "1.0"])
def test_an_odd_number_prints_nothing(number, world, cast):
    where = world.address("report_pdf")
    assert cast.viewer.get(where, {"milestone": number}).status_code == 404
