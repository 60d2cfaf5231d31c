"""Score, plan and risk rules: edges of the contract, ties against trying every set."""

from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest

from pillars.analysis.findings import Refused
from reviews.outcome.calculators import CALCULATORS


def run(name, **inputs):
    return CALCULATORS[name].run(inputs).outputs


def refused(name, inputs):
    with pytest.raises(Refused) as caught:
        CALCULATORS[name].run(inputs)
    return [problem.path for problem in caught.value.problems]


def practice(sev="HIGH", done=True, **more):
    return {"sev": sev, "done": done, **more}


def question(*bps, risk="NONE", **more):
    return {"bps": list(bps), "risk": risk, **more}


@pytest.mark.parametrize(
    ("questions", "low", "high", "coverage"),
    [
        ([], None, None, None),
        ([question()], None, None, None),
        ([question(practice(applicable=False))], None, None, None),
        ([question(practice(), risk="HIGH")], 50, 50, 100),
        ([question(practice(), risk="MEDIUM")], 80, 80, 100),
        ([question(practice(evidence="confirmed"))], 100, 100, 100),
        ([question(practice(evidence="contradicted"))], 0, 0, 100),
        ([question(practice(done=False, evidence="confirmed"))], 0, 0, 100),
        ([question(practice(), risk="HIGH", answered=False)], 0, 100, 0),
        ([question(practice()), question(practice("LOW"), answered=False)], 80, 100, 80),
    ],
)
def test_the_score_of_a_pillar(questions, low, high, coverage):
    found = run("score", questions=questions)
    expected = {"low": low, "high": high, "coverage_pct": coverage}
    assert found == {k: v if v is None else pytest.approx(v) for k, v in expected.items()}


def test_weights_and_caps_can_be_given():
    questions = [question(practice(), practice("LOW", False), risk="HIGH")]
    found = run("score", questions=questions, severity_weights={"HIGH": 1}, caps={"HIGH": 0.9})
    assert found["low"] == pytest.approx(50)
    assert run("score", questions=questions, caps={"HIGH": 0.1})["low"] == pytest.approx(10)
    bad = {"questions": questions, "caps": {"HIGH": 2}, "severity_weights": {"LOW": 0}}
    assert refused("score", bad) == ["/severity_weights/LOW", "/caps/HIGH"]


def test_half_is_rounded_up():
    assert run("score", implemented=1, recommended=2, weight=5) == {"raw": 2.5, "rounded": 3}
    assert refused("score", {"implemented": 1, "recommended": 0, "weight": 1}) == ["/recommended"]


RULES = [
    {"condition": "a && !b", "risk": "NO_RISK"},
    {"condition": "a || c", "risk": "MEDIUM_RISK"},
]


@pytest.mark.parametrize(
    ("selected", "risk", "rule"),
    [
        (["a"], "NO_RISK", 0),
        (["a", "b"], "MEDIUM_RISK", 1),
        (["c", "stranger"], "MEDIUM_RISK", 1),
        (["b"], "HIGH_RISK", None),
        ([], "HIGH_RISK", None),
    ],
)
def test_the_first_true_rule_decides(selected, risk, rule):
    finding = CALCULATORS["risk_rules"].run({"riskRules": RULES, "selected": selected})
    assert finding.outputs == {"risk": risk, "rule": rule}
    assert bool(finding.warnings) == (rule is None)


def test_default_is_true_when_it_is_reached():
    default = {"condition": "default", "risk": "MEDIUM_RISK"}
    assert run("risk_rules", riskRules=[default, *RULES], selected=["a"])["rule"] == 0


def test_conditions_are_parsed_and_never_run():
    rules = [{"condition": text, "risk": "NO_RISK"} for text in ("__import__('os')", "a &", "")]
    rules.append({"condition": "a", "risk": "LOW_RISK"})
    found = refused("risk_rules", {"riskRules": rules, "selected": [1]})
    places = [f"/riskRules/{at}/condition" for at in range(3)]
    assert found == [*places, "/riskRules/3/risk", "/selected/0"]


def by_trying(items, budget):
    """The best set by the contract: risk, then less effort, then the smaller list of ids."""
    every = chain.from_iterable(combinations(sorted(items), n) for n in range(len(items) + 1))
    keys = []
    for ids in every:
        effort = sum((Fraction(str(items[id]["effort"])) for id in ids), Fraction(0))
        whole = all(need in ids for id in ids for need in items[id].get("needs", ()))
        if whole and effort <= Fraction(str(budget)):
            risk = sum((Fraction(str(items[id]["risk"])) for id in ids), Fraction(0))
            keys.append((-risk, effort, list(ids)))
    return min(keys)


@pytest.mark.parametrize("seed", range(80))
def test_the_plan_is_what_trying_every_set_finds(seed):
    random = Random(seed)
    names = random.sample([f"i{at}" for at in range(20)], random.randint(1, 8))
    items = {}
    for name in names:
        needs = random.sample(list(items), min(len(items), random.choice([0, 0, 1, 2])))
        effort = random.choice([0, 0, 0.1, 0.2, 1, 2])
        items[name] = {"risk": random.choice([0, 0, 0.1, 1, 2]), "effort": effort, "needs": needs}
    for budget in (0, 0.3, 1, 2.2, 50):
        risk, effort, ids = by_trying(items, budget)
        found = run("plan", items=items, budget=budget)
        assert found["selected"] == ids
        assert found["risk_removed"] == pytest.approx(float(-risk))
        assert found["effort"] == pytest.approx(float(effort))
        assert sorted(found["order"]) == ids
        places = {id: at for at, id in enumerate(found["order"])}
        assert all(places[need] < places[id] for id in ids for need in items[id]["needs"])


def test_nothing_fits():
    found = run("plan", items={"a": {"risk": 1, "effort": 2}}, budget=1)
    assert (found["selected"], found["risk_removed"], found["effort"]) == ([], 0, 0)
    assert run("plan", items={}, budget=1)["selected"] == []


def test_a_budget_has_room_for_rounding():
    items = {name: {"risk": 1, "effort": 0.1} for name in "abc"}
    assert run("plan", items=items, budget=0.1 + 0.2)["selected"] == ["a", "b", "c"]
    assert run("plan", items=items, budget=0.3 - 1e-12)["selected"] == ["a", "b", "c"]


def test_plans_that_make_no_sense_are_refused():
    items = {
        "a": {"risk": 1, "effort": 1, "needs": ["z"]},
        "b": {"risk": -1, "effort": 1, "needs": ["b/c"]},
    }
    assert refused("plan", {"items": items, "budget": -1}) == [
        "/items/b/risk",
        "/budget",
        "/items/a/needs/0",
        "/items/b/needs/0",
    ]
    circle = {x: {"risk": 1, "effort": 1, "needs": [y]} for x, y in ("ab", "bc", "ca")}
    assert refused("plan", {"items": circle, "budget": 1})[0].endswith("/needs")


def test_ratios_need_a_divisor():
    inputs = {"business_value": 1, "time_criticality": 1, "risk_opportunity": 1, "job_size": 0}
    assert refused("plan", {"op": "wsjf", **inputs}) == ["/job_size"]
    assert refused(
        "plan", {"op": "rice", "reach": 1, "impact": 1, "confidence": 2, "effort": 0}
    ) == [
        "/confidence",
        "/effort",
    ]
