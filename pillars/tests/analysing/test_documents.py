"""Files of inputs: JSON and YAML, and what neither may hold."""

import pytest

from pillars.analysing import documents
from pillars.analysing.documents import Unreadable, read_document


def unreadable(data, name=""):
    with pytest.raises(Unreadable) as caught:
        read_document(data if isinstance(data, bytes) else data.encode(), name)
    return caught.value.said.told(), caught.value.line, caught.value.column


@pytest.mark.parametrize("name", ["", "x.json", "x.yaml"])
def test_json_is_read_under_any_name(name):
    assert read_document(b'\xef\xbb\xbf {"a": [1, 2.5, null, "x"]}', name) == {
        "a": [1, 2.5, None, "x"]
    }


def test_yaml_keeps_plain_words_as_they_are_written():
    text = "{a: no, b: 2018-11-22, c: 1e3, d: 010, e: 1_0, f: yes, g: true, h: , i: .5, j: 1:30}"
    assert read_document(text.encode(), "x.yml") == {
        "a": "no",
        "b": "2018-11-22",
        "c": 1000.0,
        "d": 10,
        "e": "1_0",
        "f": "yes",
        "g": True,
        "h": None,
        "i": 0.5,
        "j": "1:30",
    }


def test_aliases_mean_what_they_stand_for():
    assert read_document(b"a: &x [1]\nb: *x") == {"a": [1], "b": [1]}


def test_nothing_is_merged():
    assert read_document(b"a: &x {b: 1}\nc:\n  <<: *x") == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


def test_an_empty_file_is_null():
    assert read_document(b"") is None


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("a: 1\nb: [1", "did not find expected", (3, 1)),
        ("a: 1\nb: 2\na: 3", 'the key "a" stands twice', (3, 1)),
        ("a:\n  ? [x]\n  : 1", "a key is not a text", (2, 5)),
        ("1: x", "a key is not a text", (1, 1)),
        ("a: !!python/object:os.system x", "could not determine a constructor", (1, 4)),
        ("a: 1\n---\nb: 2", "but found another document", (2, 1)),
        ("- " * 200 + "x", "deeper than 100 levels", (1, 201)),
        ("a: *nothing", "undefined alias", (1, 4)),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_place(text, words, place):
    message, line, column = unreadable(text)
    assert words in message
    assert (line, column) == place


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ('{"a": 1,\n "b" 2}', "Expecting ':' delimiter", (2, 6)),
        ('{"a": 1, "a": 2}', 'the key "a" stands twice', (0, 0)),
        ("[NaN]", "NaN is not a number", (0, 0)),
        ("[-Infinity]", "Infinity is not a number", (0, 0)),
        ("[" * 100_000, "recursion", (0, 0)),
        ("[" * 150 + "]" * 150, "too deep", (0, 0)),
        (f"[{'9' * 5000}]", "no JSON", (0, 0)),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text, words, place):
    message, line, column = unreadable(text, "x.json")
    assert words in message
    assert (line, column) == place


@pytest.mark.parametrize("deep", ["[" * 200_000, "{a: " * 200_000, "- " * 200_000])
def test_depth_does_not_exhaust_the_stack(deep):
    assert "deeper than 100 levels" in unreadable(deep, "x.yaml")[0]


def test_aliases_that_unfold_without_end_are_refused():
    laughs = "\n".join(f"l{n + 1}: &l{n + 1} [{', '.join([f'*l{n}'] * 10)}]" for n in range(8))
    assert "too large" in unreadable(f"l0: &l0 [lol]\n{laughs}")[0]
    assert "recursive" in unreadable("a: &a [*a]")[0]


def test_only_what_json_knows():
    assert "type set" in unreadable("!!set {a, b}")[0]
    assert "type bytes" in unreadable("a: !!binary aGk=")[0]


def test_size_and_encoding(monkeypatch):
    assert unreadable(b"a: 1\nb: \xff") == ("The file is not UTF-8.", 2, 0)
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    assert "more than 10 bytes" in unreadable("a" * 11)[0]
