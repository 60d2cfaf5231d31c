"""Files that are odd before anybody looks for a lens in them."""

from __future__ import annotations

import json
import time

import pytest

from pillars.questionnaire.decoding import MAX_BYTES, MAX_CHARACTERS
from pillars.questionnaire.reading import read
from pillars.tests.questionnaire.documents import document, told

TEXT = json.dumps(document(name="Küche “zwei” 한국어"), ensure_ascii=False, indent=2)
LENS = read(TEXT.encode()).lens


@pytest.mark.parametrize(
    ("encoding", "code"),
    [
        ("utf-8", None),
        ("utf-8-sig", "encoding-mark"),
        ("utf-16", "encoding-wide"),
        ("utf-16-le", "encoding-wide"),
        ("utf-16-be", "encoding-wide"),
        ("utf-32", "encoding-wide"),
    ],
)
def test_encodings(encoding, code):
    reading = read(TEXT.encode(encoding))
    assert reading.lens == LENS is not None
    assert told(reading) == ({code: "warning"} if code else {})


def test_line_ends_of_windows():
    assert read(TEXT.replace("\n", "\r\n").encode()).lens == LENS


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "json-empty", 1, 1),
        (b" \n ", "json-empty", 2, 2),
        (b"{", "json-truncated", 1, 2),
        (b'{"a": [1,\n', "json-truncated", 2, 1),
        (b'{"a": 1,}', "json-comma-last", 1, 9),
        (b"[1,]", "json-comma-last", 1, 4),
        (b"[1 2]", "json-comma-missing", 1, 4),
        (b'{"a" 1}', "json-colon-missing", 1, 6),
        (b"{a: 1}", "json-key-missing", 1, 2),
        (b"{'a': 1}", "json-key-missing", 1, 2),
        (b'{"a": }', "json-value-missing", 1, 7),
        (b'[{"a": 1,\n }]', "json-comma-last", 2, 2),
        (b"[}", "json-value-missing", 1, 2),
        (b"{]", "json-key-missing", 1, 2),
        (b'{"a": yes}', "json-value-missing", 1, 7),
        (b'{"a": 01}', "json-value-missing", 1, 7),
        (b'{"a": .5}', "json-value-missing", 1, 7),
        (b'{"a": 1.}', "json-value-missing", 1, 7),
        (b'// a lens\n{"a": 1}', "json-value-missing", 1, 1),
        (b"hello", "json-value-missing", 1, 1),
        (b"{} {}", "json-trailing", 1, 4),
        (b"{}]", "json-trailing", 1, 3),
        (b'{"a": "b\nc"}', "json-text-unfinished", 1, 7),
        (b'{"a": "b', "json-text-unfinished", 1, 7),
        (b'{"a": "b\tc"}', "json-control-character", 1, 9),
        (b'{"a": "\\x"}', "json-escape-unknown", 1, 8),
        (b'{"a": "\\u12"}', "json-escape-unknown", 1, 9),
        (b'{"a":\n "\xff"}', "encoding-unknown", 2, 3),
        (b"\xff\xfe{", "encoding-unknown", 1, 1),
        (b"\x89PNG\r\n\x1a\n", "encoding-unknown", 1, 1),
        (b"PK\x03\x04 a spreadsheet", "json-value-missing", 1, 1),
    ],
)
def test_one_clear_error_with_line_and_column(data, code, line, column):
    reading = read(data)
    assert reading.lens is None
    (problem,) = reading.problems
    assert reading.strict == (problem,)
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.what
    assert problem.mend


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": "' + b"x" * 50_000_000, "file-too-large"),
        (b"[" * 100_000, "json-too-deep"),
        (b'{"a":' * 90_000, "json-too-deep"),
        (b'["' + b"\\a" * 240_000, "json-text-unfinished"),
        (b"[" + b"-" * 400_000, "json-value-missing"),
    ],
)
def test_hostile_files_are_answered_soon_and_once(data, code):
    begun = time.process_time()
    reading = read(data)
    assert time.process_time() - begun < 2
    (problem,) = reading.problems
    assert problem.code == code
    assert problem.line >= 1
    assert problem.column >= 1


@pytest.mark.parametrize(
    "data",
    [
        b'{"name":"x","pillars":[' + b"1," * 60_000 + b"1]}",
        b'{"name":"x","pillars":[' + b"{}," * 60_000 + b"{}]}",
        b"{" + b'"a":1,' * 40_000 + b'"a":1}',
        b"[" + b"NaN," * 40_000 + b"NaN]",
    ],
)
def test_a_flood_of_problems_is_cut_off(data):
    reading = read(data)
    assert reading.lens is None
    assert 1 <= len(reading.problems) <= 1_001


def test_the_limits_are_on_characters_and_on_bytes():
    def padded(size: int, letter: str) -> str:
        text = TEXT[:-1] + ', "pad": ""}'
        return text.replace('"pad": ""', f'"pad": "{letter * (size - len(text))}"')

    assert read(padded(MAX_CHARACTERS, "x").encode()).lens is not None
    reading = read(padded(MAX_CHARACTERS + 1, "x").encode())
    assert [problem.params["unit"] for problem in reading.problems] == ["characters"]
    assert read(padded(MAX_CHARACTERS - 1_000, "한").encode()).lens is not None
    assert read(b" " * (MAX_BYTES + 1)).problems[0].params["unit"] == "bytes"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\\u0000b", "text-forbidden-character"),
        ("\\ud800", "text-forbidden-character"),
        ("\\u001b[31m", "text-forbidden-character"),
        ("\\u009f", "text-forbidden-character"),
        ("\u202egnp.exe", "text-direction"),
        ("\\u2066", "text-direction"),
    ],
)
def test_characters_that_cannot_be_stored_or_mislead(text, code):
    for place in (f'"description": "{text}"', f'"note": ["{text}"]', f'"{text}": 1'):
        data = TEXT.replace('"description": "What it is for"', place).encode(
            "utf-8", "surrogatepass"
        )
        reading = read(data)
        assert reading.lens is None
        (problem,) = reading.errors
        assert problem.code == code
        shown = problem.what + problem.pointer
        assert shown.encode()
        assert "\x00" not in shown


def test_a_surrogate_pair_is_a_character():
    reading = read(TEXT.replace("What it is for", "\\ud83d\\ude00").encode())
    assert reading.lens is not None
    assert reading.lens.description == "😀"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("9" * 18, None),
        ("-" + "9" * 18, None),
        ("1.5e300", None),
        ("9" * 19, "number-too-long"),
        ("1e999", "number-not-finite"),
        ("-1e999", "number-not-finite"),
        ("Infinity", "number-not-finite"),
        ("-Infinity", "number-not-finite"),
        ("NaN", "number-not-finite"),
    ],
)
def test_numbers(number, code):
    reading = read(TEXT.replace('"name"', f'"number": {number}, "name"').encode())
    assert told(reading) == ({code: "error"} if code else {})


@pytest.mark.parametrize("data", [b"null", b"[]", b'"lens"', b"5", b"true", b"NaN"])
def test_json_that_is_no_object(data):
    reading = read(data)
    assert reading.lens is None
    assert [problem.code for problem in reading.errors] == ["wrong-type"]


def test_an_empty_object_lacks_what_a_lens_needs():
    reading = read(b"{}")
    assert [problem.params.get("key") for problem in reading.errors] == ["name", "pillars"]
