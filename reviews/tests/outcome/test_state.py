"""A workload as a value, and as the JSON that milestones keep."""

import json
from dataclasses import fields
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.content import Risk
from reviews.outcome.answers import Sheet
from reviews.outcome.state import (
    DecisionAsked,
    Facts,
    PlanItem,
    ReviewState,
    State,
    ToFindOut,
    from_json,
    to_json,
)
from reviews.tests.lenses import lens_of
from reviews.tests.outcome.test_answers import sheets

LENS = lens_of()
words = st.text(max_size=12)
several = st.lists(words, max_size=3).map(tuple)
dates = st.none() | st.dates()
facts = st.builds(
    Facts,
    **{one.name: several if one.type == "tuple[str, ...]" else words for one in fields(Facts)},
)
states = st.builds(
    State,
    facts=facts,
    reviews=st.lists(
        st.builds(
            ReviewState,
            alias=words,
            version_id=st.just(7),
            version=st.integers(1, 9),
            digest=words,
            lens=st.just(LENS),
            sheets=st.dictionaries(st.sampled_from(["backup", "access"]), sheets),
            pillars_set_aside=st.dictionaries(st.just("security"), words),
        ),
        max_size=2,
    ).map(tuple),
    plan=st.lists(
        st.builds(
            PlanItem,
            id=words,
            title=words,
            status=words,
            owner=words,
            details=words,
            due_on=dates,
            effort_days=st.none() | st.floats(0, 9999),
        ),
        max_size=2,
    ).map(tuple),
    to_find_out=st.lists(
        st.builds(ToFindOut, words, words, words, words, dates, words), max_size=2
    ).map(tuple),
    summary=words,
    decisions=st.lists(st.builds(DecisionAsked, words, words, dates), max_size=2).map(tuple),
    people=several,
)


def lens_of_version(version_id):
    return {7: LENS}[version_id]


@given(states)
@settings(max_examples=50, deadline=None)
def test_json_keeps_everything(state):
    kept = json.loads(json.dumps(to_json(state)))
    assert from_json(kept, lens_of_version) == state


SMALL = State(
    Facts(id="0" * 32, name="Orders", organisation="Lighthouse", tags=("team=orders",)),
    reviews=(ReviewState("small", 7, 1, "d", LENS, {"access": Sheet(frozenset({"mfa"}))}),),
    plan=(PlanItem("1" * 32, "Keep sign-ins", "PLANNED", due_on=date(2027, 2, 1)),),
)


def test_what_a_later_version_adds_is_passed_over():
    kept = to_json(SMALL) | {"format": 2, "findings": [{"calculator": "cells"}]}
    kept["facts"]["cost_centre"] = "4711"
    kept["plan"][0]["risk_removed"] = 40
    kept["reviews"][0]["profile"] = "strict"
    kept["reviews"][0]["sheets"]["access"]["evidence"] = ["cells.blast"]
    assert from_json(kept, lens_of_version) == SMALL


def test_what_an_earlier_version_did_not_know_is_as_it_begins():
    kept = to_json(SMALL)
    del kept["facts"]["pillar_priorities"], kept["plan"][0]["details"]
    assert from_json(kept, lens_of_version) == SMALL


def test_the_lens_itself_is_not_kept():
    assert "Copies are taken" not in json.dumps(to_json(SMALL))
    assert to_json(SMALL)["reviews"][0]["digest"] == "d"


def test_one_question_of_one_review():
    assert SMALL.question("small", "access").risk is Risk.MEDIUM
    assert SMALL.question("small", "nothing") is None
    assert SMALL.question("other", "access") is None
    assert SMALL.review("other") is None
