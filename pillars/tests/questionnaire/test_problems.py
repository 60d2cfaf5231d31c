"""The catalogue: every code is used, every sentence can be filled."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from pillars.questionnaire import catalogue
from pillars.questionnaire.catalogue import CATALOGUE, WORD_PARAMS, WORDS
from pillars.questionnaire.problems import Finding, Problem, finding, grade

SOURCES = Path(catalogue.__file__).parent
CODE = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def codes_in_source():
    for path in SOURCES.glob("*.py"):
        if not path.name.endswith("_problems.py"):
            yield from CODE.findall(path.read_text())


def test_every_code_of_the_catalogue_is_used():
    assert set(CATALOGUE) <= set(codes_in_source())


@pytest.mark.parametrize("code", CATALOGUE)
def test_sentences_are_whole_and_name_plain_values(code):
    entry = CATALOGUE[code]
    for sentence in (entry.what, entry.mend):
        assert sentence[0].isupper() or sentence[0] in '"{' or sentence.startswith("x-wellarch")
        assert len(sentence) <= 110
        fields = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
        assert all(name.isidentifier() for name in fields)


def test_braces_of_an_author_stay_as_they_are():
    hostile = "{0.__class__} {id} %s {"
    problem = Problem("id-odd", "error", "", params={"id": hostile})
    assert hostile in problem.what


def test_a_sentence_is_translated_before_its_values():
    korean = {"This should be {expected}, and is {kind}.": "{kind} 대신 {expected}", "a text": "글"}
    params = {"expected": "a text", "kind": "a list"}
    what, _ = Problem("wrong-type", "error", "", params=params).told(lambda s: korean.get(s, s))
    assert what == "a list 대신 글"


def test_the_word_of_an_author_is_not_translated():
    problem = Problem("risk-unknown", "error", "", params={"found": "nothing"})
    assert '"nothing"' in problem.told(lambda s: "여" if s == "nothing" else s)[0]


def test_words_of_ours_are_in_the_catalogue():
    for path in SOURCES.glob("*.py"):
        for word in re.findall(r'"((?:an? |the empty )[a-z ]+)"', path.read_text()):
            assert word in WORDS, (path.name, word)
    assert WORD_PARAMS


def test_long_values_are_cut():
    assert len(str(finding("id-odd", "", id="x" * 5_000).params["id"])) == 200


def test_a_grade_of_none_is_no_problem():
    found = Finding("unknown-key", "", {"key": "k", "element": "lens", "count": 1})
    assert grade(found, strict=False) is None
    strict = grade(found, strict=True)
    assert strict is not None
    assert strict.severity == "note"
