"""Published and worked examples, and random plans against trying every set."""

from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest

from reviews.outcome import knapsack
from reviews.outcome.additive import (
    Candidate,
    Method,
    UnknownNeed,
    best_additive,
    greedy,
    rice,
    wsjf,
)
from reviews.outcome.ordering import Cyclic

ITEMS = {
    "a_multi_az_db": Candidate(40, 8),
    "b_cell_router": Candidate(5, 10),
    "c_split_cells": Candidate(50, 15, ("b_cell_router",)),
    "d_wave_deploy": Candidate(20, 5, ("c_split_cells",)),
    "e_alarms": Candidate(15, 3),
    "f_gameday": Candidate(12, 4, ("e_alarms",)),
    "g_hot_key_suffix": Candidate(18, 6),
}


@pytest.mark.parametrize(
    ("budget", "letters", "risk", "effort", "by_greed"),
    [
        (5, "e", 15, 3, 15),
        (10, "a", 40, 8, 27),
        (15, "aef", 67, 15, 67),
        (20, "aeg", 73, 17, 67),
        (30, "aefg", 85, 21, 85),
        (40, "abcef", 122, 40, 90),
        (51, "abcdefg", 160, 51, 160),
    ],
)
def test_the_worked_example(budget, letters, risk, effort, by_greed):
    found = best_additive(ITEMS, budget)
    assert "".join(name[0] for name in found.selected) == letters
    assert (found.risk_removed, found.effort, found.method) == (risk, effort, Method.EXACT)
    assert sum(ITEMS[name].risk for name in greedy(ITEMS, budget)) == by_greed


def test_the_order_is_what_is_needed_first_then_the_best_ratio():
    order = "".join(name[0] for name in best_additive(ITEMS, 51).order)
    assert order == "aefgbcd"


def test_published_ratios():
    # (8 + 7 + 6) / 3 and 1000 x 2 x 80 % / 2 stand in public guides to prioritisation.
    assert wsjf(business_value=8, time_criticality=7, risk_opportunity=6, job_size=3) == 7
    assert rice(reach=1000, impact=2, confidence=0.8, effort=2) == 800


def _by_trying(items, budget):
    every = chain.from_iterable(combinations(sorted(items), n) for n in range(len(items) + 1))
    best = None
    for ids in every:
        effort = sum(Fraction(str(items[name].effort)) for name in ids)
        if effort > Fraction(str(budget)):
            continue
        if any(need not in ids for name in ids for need in items[name].needs):
            continue
        risk = sum(Fraction(str(items[name].risk)) for name in ids)
        key = (-risk, effort, sum(items[name].effort == 0 for name in ids), ids)
        best = key if best is None or key < best else best
    return best


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_trying_all_finds(seed):
    random = Random(seed)
    names = [f"i{place:02}" for place in range(random.randint(1, 11))]
    items = {}
    for at, name in enumerate(names):
        needs = random.sample(names[:at], min(at, random.choice([0, 0, 1, 2])))
        risk = random.choice([0, 0.1, 0.2, 0.3, 5, 12, 40])
        items[name] = Candidate(risk, random.choice([0, 0.5, 1, 2.5, 8]), tuple(needs))
    for budget in (0, 2.5, 7, 15.5, 100):
        found = best_additive(items, budget)
        risk, effort, _idle, ids = _by_trying(items, budget)
        assert found.selected == ids
        assert found.risk_removed == pytest.approx(float(-risk))
        assert found.effort == pytest.approx(float(effort))


def test_a_fallback_is_labelled_and_no_worse_than_greedy(monkeypatch):
    monkeypatch.setattr(knapsack, "MOST_STEPS", 4)
    random = Random(3)
    items = {f"i{at}": Candidate(random.random(), random.random()) for at in range(30)}
    found = best_additive(items, 5)
    assert found.method is Method.GREEDY
    assert found.effort <= 5
    assert found.risk_removed >= sum(items[name].risk for name in greedy(items, 5)) - 1e-9


def test_sixty_items_are_exact():
    random = Random(4)
    items = {
        f"i{at:02}": Candidate(
            random.randint(1, 50), random.randint(1, 15), (f"i{at - 1:02}",) if at % 4 == 3 else ()
        )
        for at in range(60)
    }
    assert best_additive(items, 120).method is Method.EXACT


def test_what_makes_no_sense_is_refused():
    with pytest.raises(UnknownNeed, match="a needs z"):
        best_additive({"a": Candidate(1, 1, ("z",))}, 1)
    with pytest.raises(Cyclic):
        best_additive({"a": Candidate(1, 1, ("b",)), "b": Candidate(1, 1, ("a",))}, 1)
    with pytest.raises(ValueError, match="less than 0"):
        best_additive({"a": Candidate(1, -1)}, 1)
