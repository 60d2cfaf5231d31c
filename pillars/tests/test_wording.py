"""Rules in words: what a reader is told of a condition, in titles."""

import pytest

from pillars.questionnaire.conditions import evaluate, parse
from pillars.tests.questionnaire.documents import choice, none_choice, question, question_of, rules
from pillars.wording import condition_words, statement


def three(**changes):
    choices = [choice("one"), choice("two"), choice("six"), none_choice("none_no")]
    return question_of(question(choices=choices, riskRules=rules("one", "!one"), **changes))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("default", "in every other case"),
        ("one", "“Title one” is in place"),
        ("!one", "“Title one” is missing"),
        ("!!one", "“Title one” is in place"),
        ("none_no", "“None of these” is ticked"),
        ("!none_no", "“None of these” is not ticked"),
        ("one && two && six", "every practice is in place"),
        ("one || two || six", "at least one practice is in place"),
        ("!one || !two || !six", "at least one practice is missing"),
        ("!one && !two && !six", "no practice is in place"),
        ("!(one || two || six)", "no practice is in place"),
        ("one && two", "these are in place: “Title one” and “Title two”"),
        ("one && one", "“Title one” is in place"),
        ("one || (two || one)", "at least one of these is in place: “Title one” or “Title two”"),
        ("!one || !two", "at least one of these is missing: “Title one” or “Title two”"),
        ("!(one || two)", "these are missing: “Title one” and “Title two”"),
        ("!(one && two)", "at least one of these is missing: “Title one” or “Title two”"),
        ("one && !two", "“Title one” is in place, and “Title two” is missing"),
        ("one || !two", "“Title one” is in place, or “Title two” is missing"),
        (
            "one && (two || !six)",
            "“Title one” is in place, and (“Title two” is in place, or “Title six” is missing)",
        ),
        (
            "one && two && six && !none_no",
            "every practice is in place, and “None of these” is not ticked",
        ),
    ],
)
def test_words(condition, words):
    assert condition_words(parse(condition), three()) == words


def test_a_default_that_comes_first_holds_always():
    always = question_of(question(riskRules=[{"condition": "default", "risk": "NO_RISK"}]))
    assert condition_words(always.rules[0].condition, always) == "in every case"


def test_three_titles_are_a_list():
    names = question(choices=[choice(id) for id in ("one", "two", "six", "ten")])
    names["riskRules"] = rules("one && two && six", "!one")
    asked = question_of(names)
    said = statement(asked.rules[0].condition, asked)
    assert said.titles == ["Title one", "Title two", "Title six"]
    assert str(said) == "these are in place: “Title one”, “Title two” and “Title six”"


def test_deep_negations_are_moved_inwards():
    condition = parse("!" * 20 + "(" * 10 + "one && (two || !six)" + ")" * 10)
    assert "not (" not in condition_words(condition, three())
    assert evaluate(condition, {"one", "two"})
