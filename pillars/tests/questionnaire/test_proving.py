"""What is proved of rules, against trying every selection."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.content import Risk
from pillars.questionnaire.proving import (
    MAX_NAMES,
    derived_severities,
    prove,
    selections_with,
)
from pillars.questionnaire.rating import by_rules
from pillars.tests.questionnaire import oracle
from pillars.tests.questionnaire.documents import choice, none_choice, question, question_of, rules

IDS = ("aaa", "bbb", "ccc", "ddd")
ORDER = ["NONE", "MEDIUM", "HIGH"]
CONDITIONS = st.recursive(
    st.sampled_from([*IDS, "xyz_no"]),
    lambda inner: st.one_of(
        inner.map(lambda text: f"!({text})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} && {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} || {pair[1]})"),
    ),
    max_leaves=6,
)
RISKS = st.permutations(["NO_RISK", "MEDIUM_RISK", "HIGH_RISK"])


@st.composite
def rule_lists(draw):
    risks = draw(RISKS)[: draw(st.integers(1, 3))]
    rows = [{"condition": draw(CONDITIONS), "risk": risk} for risk in risks]
    if draw(st.booleans()):
        rows[-1]["condition"] = "default"
    return rows


def asked(rows, *, with_none):
    choices = [choice(name) for name in IDS] + [none_choice("xyz_no")] * with_none
    if not with_none:
        choices.append(choice("xyz_no", id="xyz_no", title="Else"))
    return question_of(question(choices=choices, riskRules=rows))


@given(rule_lists())
@settings(max_examples=60, deadline=None)
def test_a_proof_agrees_with_trying_everything(rows):
    made = asked(rows, with_none=True)
    proof = prove(made)
    assert proof is not None
    answers = answerable(made, rows)
    assert proof.firing == tuple(
        any(by_rules(made, set(s)).rule == place for s in answers) for place in range(len(rows))
    )
    assert proof.possible == tuple(
        any(oracle.holds(row["condition"], s) for s in oracle.selections([*IDS, "xyz_no"]))
        for row in rows
    )
    assert proof.risks == {oracle.risk(rows, s) for s in answers}
    left = [s for s in answers if by_rules(made, set(s)).rule is None]
    assert (proof.unrated is None) == (not left)
    if proof.unrated is not None:
        assert by_rules(made, set(proof.unrated)).rule is None


def answerable(made, rows):
    """Every selection; the empty one only where it comes of choices that no rule names."""
    named = {name for name in [*IDS, "xyz_no"] if any(name in row["condition"] for row in rows)}
    everything = list(oracle.selections(sorted(named)))
    return everything if len(named) < 5 else everything[1:]


@given(rule_lists())
@settings(max_examples=60, deadline=None)
def test_a_rise_is_real_and_found_when_there_is_one(rows):
    proof = prove(asked(rows, with_none=True))
    assert proof is not None

    def gravity(selection):
        return ORDER.index(oracle.risk(rows, selection))

    rises = [
        (s, name)
        for s in oracle.selections(IDS)
        for name in IDS
        if gravity({*s, name}) > gravity(s)
    ]
    named_all = all(any(n in row["condition"] for row in rows) for n in [*IDS, "xyz_no"])
    if named_all:
        # nobody can answer with nothing here
        rises = [(s, name) for s, name in rises if s]
    assert (proof.rise is None) == (not rises)
    if proof.rise is not None:
        assert gravity({*proof.rise.selection, proof.rise.added}) > gravity(proof.rise.selection)


@given(rule_lists())
@settings(max_examples=60, deadline=None)
def test_a_derived_severity_is_the_risk_of_missing_one(rows):
    made = asked(rows, with_none=True)
    derived = derived_severities(made)
    for name in IDS:
        expected = oracle.risk(rows, set(IDS) - {name})
        assert derived[name] == ("LOW" if expected == "NONE" else expected)


def test_a_rule_on_the_empty_answer_may_fire_where_the_page_offers_none():
    rows = rules("copy && test", "!copy && !test")
    without = question(choices=[choice("copy"), choice("test")], riskRules=rows)
    proof = prove(question_of(without))
    assert proof is not None
    assert proof.firing == (True, True, True)


def test_patterns_of_three_choices():
    assert [bin(selections_with(place, 3)) for place in range(3)] == [
        "0b10101010",
        "0b11001100",
        "0b11110000",
    ]


@pytest.mark.parametrize(("count", "proved"), [(MAX_NAMES, True), (MAX_NAMES + 1, False)])
def test_fifteen_choices_are_proved_and_more_are_not_guessed(count, proved):
    ids = [f"id_{number}" for number in range(count)]
    rows = [
        {"condition": " && ".join(ids), "risk": "NO_RISK"},
        {"condition": " || ".join(ids), "risk": "HIGH_RISK"},
    ]
    proof = prove(question_of(question(choices=[choice(i) for i in ids], riskRules=rows)))
    assert (proof is not None) == proved
    if proof is not None:
        assert proof.unrated == ()
        assert proof.risks == {Risk.NONE, Risk.HIGH}
