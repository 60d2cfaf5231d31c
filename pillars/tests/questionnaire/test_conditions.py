"""The grammar of conditions, against an oracle of another make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.conditions import (
    MAX_DEPTH,
    MAX_LENGTH,
    And,
    ConditionError,
    Default,
    Name,
    Not,
    Or,
    evaluate,
    names,
    parse,
)
from pillars.tests.questionnaire.oracle import holds, selections

IDS = ("a1", "b2", "c3", "default_1")
SPACE = st.sampled_from(["", " ", "\t", "\r\n", "\u00a0"])


def spelled(depth: int = 4) -> st.SearchStrategy[str]:
    """Texts in the grammar, with any white space."""
    name = st.builds(lambda s, n, t: s + n + t, SPACE, st.sampled_from(IDS), SPACE)
    return st.recursive(
        name,
        lambda inner: st.one_of(
            inner.map(lambda text: f"!({text})"),
            st.lists(inner, min_size=2, max_size=4).map("&&".join).map(lambda t: f"({t})"),
            st.lists(inner, min_size=2, max_size=4).map("||".join).map(lambda t: f"( {t})"),
            st.tuples(name, name, name).map(lambda t: f"{t[0]}&&!{t[1].strip()}||{t[2]}"),
        ),
        max_leaves=12,
    )


@given(spelled())
@settings(max_examples=100, deadline=None)
def test_a_condition_means_what_the_oracle_says(text):
    condition = parse(text)
    for selected in selections(IDS):
        assert evaluate(condition, set(selected)) == holds(text, selected)


@given(spelled())
@settings(max_examples=50, deadline=None)
def test_white_space_and_outer_parentheses_change_nothing(text):
    assert parse(f"  ( {text} )\n") == parse(text)


@given(spelled())
@settings(max_examples=50, deadline=None)
def test_names_are_those_written(text):
    written = [word for word in IDS if word in text]
    assert sorted(names(parse(text))) == sorted(written)


@given(st.text(alphabet="ab!&|() \tdefault\x00", max_size=30))
@settings(max_examples=250, deadline=None)
def test_any_text_is_a_condition_or_a_condition_error(text):
    position = 0
    try:
        evaluate(parse(text), {"a"})
    except ConditionError as error:
        position = error.position
    assert 0 <= position <= len(text)


def test_precedence_of_a_real_condition():
    assert parse("NET1_2 && !NET1_1 || NET1_3") == Or(
        (And((Name("NET1_2"), Not(Name("NET1_1")))), Name("NET1_3"))
    )


def test_default_is_a_word_of_its_own():
    assert parse(" default\n") == Default()
    assert evaluate(parse("default"), set()) is True
    assert parse("default_1") == Name("default_1")


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "condition-ends-early", 0),
        ("   ", "condition-ends-early", 3),
        ("a &&", "condition-ends-early", 4),
        ("a & b", "condition-single-operator", 2),
        ("a | b", "condition-single-operator", 2),
        ("a b", "condition-operator-missing", 2),
        ("a !b", "condition-operator-missing", 2),
        ("a (b)", "condition-operator-missing", 2),
        ("&& a", "condition-operand-missing", 0),
        ("a && || b", "condition-operand-missing", 5),
        ("()", "condition-operand-missing", 1),
        ("(a", "condition-unclosed", 2),
        ("((a) && b", "condition-unclosed", 9),
        ("a)", "condition-unopened", 1),
        ("default || a", "condition-default-mixed", 0),
        ("!default", "condition-default-mixed", 1),
    ],
)
def test_what_is_wrong_and_where(text, code, position):
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == (code, position)


@pytest.mark.parametrize("text", ["(" * 3_000, "!" * 3_000 + "a", "(!" * 1_500 + "a"])
def test_hostile_nesting_is_refused(text):
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert caught.value.code == "condition-too-deep"


def test_nesting_up_to_the_limit_is_accepted():
    condition = parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    assert condition == Name("a")


def test_the_longest_condition_and_one_character_more():
    text = "aaa || " * (MAX_LENGTH // 7)
    longest = text + "b" * (MAX_LENGTH - len(text))
    assert evaluate(parse(longest), {"aaa"})
    with pytest.raises(ConditionError) as caught:
        parse(longest + "b")
    assert caught.value.code == "condition-too-long"


def test_no_text_reaches_an_evaluator():
    condition = parse("__import__.os")
    assert condition == Name("__import__.os")
