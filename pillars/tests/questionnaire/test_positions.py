"""The parser that remembers places, against the json module."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.decoding import UnreadableError
from pillars.questionnaire.elements import pointer_to
from pillars.questionnaire.positions import MAX_DEPTH, parse

PLAIN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(PLAIN | st.sampled_from('"\\/\n\t'), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(PLAIN | st.sampled_from("~/"), max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 0, 3]), st.booleans())
@settings(max_examples=100, deadline=None)
def test_the_value_is_that_of_the_json_module(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    parsed = parse(text)
    assert parsed.value == json.loads(text)
    assert parsed.findings == ()


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_every_value_stands_where_the_parser_says(value):
    text = json.dumps(value, indent=1)
    parsed = parse(text)
    decoder = json.JSONDecoder()
    for pointer, found in walk(value, ""):
        offset = parsed.places.offsets[pointer]
        assert decoder.raw_decode(text, offset)[0] == found
        line, column = parsed.places.line_and_column(pointer)
        assert text.split("\n")[line - 1][column - 1 :].startswith(text[offset])


def walk(value, pointer):
    yield pointer, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from walk(member, pointer_to(pointer, key))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from walk(member, pointer_to(pointer, number))


@given(st.text(alphabet='{}[]",:0-9.eE \n\\utrfalsn', max_size=25))
@settings(max_examples=250, deadline=None)
def test_it_accepts_exactly_what_the_json_module_accepts(text):
    try:
        expected = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(UnreadableError):
            parse(text)
    else:
        parsed = parse(text)
        if not parsed.findings:
            assert parsed.value == expected


def test_depth_has_a_limit():
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    with pytest.raises(UnreadableError) as caught:
        parse("[" * (MAX_DEPTH + 1))
    assert (caught.value.code, caught.value.column) == ("json-too-deep", MAX_DEPTH + 1)


def test_a_pointer_that_is_not_there_means_what_is_around_it():
    places = parse('{\n "a": [\n  {"b": 1}\n ]\n}').places
    assert places.line_and_column("/a/0/c/d") == (3, 3)
    assert places.line_and_column("/z") == (1, 1)
