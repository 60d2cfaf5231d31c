"""Database choice: data that is whole, knock-outs with reasons, edges."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pillars.analysis import families
from pillars.analysis.database import DATABASE
from pillars.analysis.database_texts import ANSWERS, QUESTIONS, REASONS
from pillars.tests.analysis.running import outputs, refused

DATA = json.loads(Path(families.__file__).with_name("families.json").read_text())
SHEETS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(sorted(ANSWERS[name])) for name in QUESTIONS}
)


def chosen(**answers):
    return outputs("database", answers=answers)


def test_every_answer_has_a_fit_for_every_family_and_a_text():
    assert set(DATA["weights"]) == set(DATA["fit"]) == set(QUESTIONS) == set(ANSWERS)
    for question, answers in DATA["fit"].items():
        assert set(answers) == set(ANSWERS[question])
        for fits in answers.values():
            assert len(fits) == len(families.FAMILIES) == 10
            assert set(fits) <= {0, 1, 2, 3}


def test_every_knock_out_names_what_there_is():
    for rule in DATA["knockouts"]:
        assert rule["answer"] in ANSWERS[rule["question"]]
        assert set(rule["families"]) <= set(families.FAMILIES)
        assert rule["code"] in REASONS


def test_products_say_what_became_of_them():
    status = {p["name"]: p for family in families.FAMILIES for p in families.products(family)}
    assert (status["QLDB"]["status"], status["QLDB"]["since"]) == ("ended", "2025-07-31")
    closed = status["Timestream for LiveAnalytics"]
    assert (closed["status"], closed["since"]) == ("closed", "2025-06-20")
    for product in status.values():
        assert product["status"] in ("current", "closed", "ended")
        assert ("since" in product) == (product["status"] != "current")
        assert date.fromisoformat(product.get("since", "2000-01-01"))


@given(SHEETS, st.booleans())
def test_the_ranking_is_consistent(answers, durable):
    found = outputs("database", answers=answers, durable_memory=durable)
    assert sorted(found["alive"] + found["knocked_out"]) == sorted(families.FAMILIES)
    assert found["top"] not in found["knocked_out"]
    assert found["second"] not in found["knocked_out"]
    ranked = [row for row in found["ranking"] if row["family"] in found["alive"]]
    assert [row["score"] for row in ranked] == sorted((r["score"] for r in ranked), reverse=True)
    if answers:
        assert found["top"] == (ranked[0]["family"] if ranked else None)
        assert all(0 <= row["score"] <= 100 for row in found["ranking"])
        weights = sum(families.weight(q, a) for q, a in answers.items())
        for row in found["ranking"]:
            points = sum(row["contributions"].values())
            assert row["score"] == round(100 * points / (3 * weights), 2)
            assert bool(row["reasons"]) == (row["family"] in found["knocked_out"])


def test_an_answer_left_out_counts_in_neither_sum():
    assert chosen(latency="seconds")["score"] == 100
    assert chosen(latency="seconds", schema=None)["score"] == 100


def test_ties_go_to_the_first_family():
    found = chosen(schema="fixed")
    assert (found["top"], found["second"]) == ("relational", "warehouse")
    assert found["close_call"]


def test_memory_can_be_durable_in_either_place():
    record = {"role": "system_of_record"}
    assert "in_memory" in chosen(**record)["knocked_out"]
    assert "in_memory" in chosen(**record, durable_memory=True)["alive"]
    assert "in_memory" in outputs("database", answers=record, durable_memory=True)["alive"]
    assert chosen(**record, durable_memory=True)["knocked_out"] == ["search", "warehouse"]


def test_contradictory_demands():
    finding = DATABASE.run(
        {"answers": {"latency": "sub_ms", "integrity": "tamper_evident", "role": "cache"}}
    )
    assert finding.outputs["top"] is finding.outputs["score"] is finding.outputs["second"] is None
    assert finding.outputs["alive"] == []
    assert "contradict" in finding.warnings[0].told()


def test_nothing_answered_ranks_nothing():
    found = outputs("database", answers={})
    assert (found["top"], found["score"], len(found["alive"])) == (None, None, 10)


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        ({}, "/answers"),
        ({"answers": {"role": "boss"}}, "/answers/role"),
        ({"answers": 1}, "/answers"),
    ],
)
def test_refusals(inputs, path):
    assert list(refused("database", inputs)) == [path]
