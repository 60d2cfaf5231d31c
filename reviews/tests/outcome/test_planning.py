"""The best set for a budget, against trying every set, and in the cases people ask about."""

from random import Random
from time import process_time

import pytest

from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk, Severity
from reviews.outcome import knapsack, planning
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.items import ASSUMED_DAYS, open_items, ticked
from reviews.outcome.ordering import Cyclic
from reviews.outcome.scoring import score
from reviews.tests import lenses
from reviews.tests.outcome import random_reviews
from reviews.tests.outcome.random_reviews import rule

ENOUGH_MS = 100


def is_what_trying_all_finds(outcome, needs, budget):
    tried = random_reviews.by_trying(outcome, needs, budget)
    found = planning.best(outcome, needs=needs, budget=budget)
    assert found.is_exact
    assert found.selected == tried[-1]
    assert (found.high_cleared, found.medium_cleared) == (-tried[0], -tried[1])
    assert found.effort == pytest.approx(float(tried[3]))
    if outcome.span.low is not None:
        assert found.low_after == pytest.approx(outcome.span.low - float(tried[2]))
    return found


@pytest.mark.parametrize("seed", range(90))
def test_it_is_what_trying_all_finds(seed):
    """Sensible rules and wild ones, with prerequisites in and across questions, at six budgets."""
    random = Random(seed)
    outcome = random_reviews.review(random, most_items=11, sensible=seed % 3 == 0)
    items = open_items(outcome)
    needs = random_reviews.random_needs(random, items, random.choice([0, 0.2, 0.6]))
    whole = sum(item.effort for item in items)
    for share in (0, 0.15, 0.3, 0.5, 0.8, 1):
        is_what_trying_all_finds(outcome, needs, round(whole * share, 1))


@pytest.mark.parametrize("seed", range(1000, 1010))
def test_it_is_what_trying_all_finds_with_16_items(seed):
    random = Random(seed)
    outcome = None
    while outcome is None or len(open_items(outcome)) < 15:
        outcome = random_reviews.review(random, most_items=16, sensible=seed % 2 == 0)
    items = open_items(outcome)
    needs = random_reviews.random_needs(random, items, 0.25 * (seed % 3))
    found = is_what_trying_all_finds(outcome, needs, round(sum(i.effort for i in items) * 0.4, 1))
    for name in found.selected:
        assert found.order.index(name) > max(
            (found.order.index(need) for need in needs.get(name, ()) if need in found.order),
            default=-1,
        )


@pytest.mark.parametrize("seed", range(20))
def test_a_slider_shows_the_best_set_of_each_budget(seed):
    random = Random(seed)
    outcome = random_reviews.review(random, most_items=12, sensible=True)
    needs = random_reviews.random_needs(random, open_items(outcome), 0.2)
    prospect = planning.prospect(outcome, needs=needs)
    for budget in range(0, 31, 3):
        alone = planning.best(outcome, needs=needs, budget=budget)
        assert prospect.best(budget).selected == alone.selected
        gain = prospect.at(budget).gain
        assert (gain.high, gain.medium) == (alone.high_cleared, alone.medium_cleared)
        low = outcome.span.low or 0
        assert low + gain.points == pytest.approx(alone.low_after or 0)


def _sixty(random):
    """60 practices open in 12 questions of 4 pillars."""
    pillars = [
        Pillar(f"p{p}", "", "", tuple(_of_five(random, f"p{p}q{q}") for q in range(3)))
        for p in range(4)
    ]
    lens = Lens("Sixty", "", tuple(pillars))
    return score(lens, {question.id: Sheet(none=True) for question in lens.questions})


def _of_five(random, question_id):
    ids = [f"c{place}" for place in range(5)]
    efforts = (0.5, 1, 1.5, 2, 3, 5, 8)
    choices = [Choice(id, id, severity=Severity.HIGH, effort=random.choice(efforts)) for id in ids]
    rules = (rule("c0 && c1 && c2 && c3 && c4", Risk.NONE), rule("!c0 || !c1", Risk.HIGH))
    return Question(question_id, "", "", tuple(choices), (*rules, rule("default", Risk.MEDIUM)))


@pytest.mark.parametrize("share", [0, 0.1])
def test_sixty_open_practices_take_no_longer_than_a_slider_moves(share):
    random = Random(60)
    outcome = _sixty(random)
    items = open_items(outcome)
    assert len(items) == 60
    needs = random_reviews.random_needs(random, items, share)
    times = []
    for _attempt in range(3):  # the best of three: other processes share the machine
        began = process_time()
        planning.prospect(outcome, needs=needs).best(20)
        times.append(1000 * (process_time() - began))
    assert min(times) < ENOUGH_MS


def _one_question(choices, *rules):
    question = Question("q", "Question", "", tuple(choices), rules)
    return Lens("One", "", (Pillar("p", "Pillar", "", (question,)),))


def test_two_items_that_are_worth_nothing_alone_clear_a_high_risk_together():
    outcome = score(
        _one_question(
            [Choice(id, id, severity=Severity.HIGH, effort=2) for id in "abcd"],
            rule("a && b && c && d", Risk.NONE),
            rule("default", Risk.HIGH),
        ),
        {"q": Sheet(selected=frozenset("ab"))},
    )
    prospect = planning.prospect(outcome)
    assert [notch.effort for notch in prospect.notches] == [0, 4]
    assert prospect.best(3.9).selected == ()
    found = prospect.best(4)
    assert found.selected == ("q/c", "q/d")
    (change,) = found.changes
    assert change.only_together
    assert change.worth_nothing_alone
    assert (outcome.span.low, found.low_after) == (50, 100)


def test_clearing_one_by_one_is_not_called_together():
    outcome = score(
        _one_question(
            [Choice(id, id, severity=Severity.HIGH, effort=1) for id in "ab"],
            rule("a || b", Risk.NONE),
        ),
        {"q": Sheet(none=True)},
    )
    (change,) = planning.best(outcome, budget=2).changes
    assert change.clears
    assert not change.only_together


def test_a_high_risk_goes_before_any_number_of_medium_ones():
    cheap = tuple(
        Question(
            f"m{place}",
            "",
            "",
            (Choice("a", "a", effort=1),),
            (rule("a", Risk.NONE), rule("default", Risk.MEDIUM)),
        )
        for place in range(5)
    )
    dear = Question(
        "h", "", "", (Choice("a", "a", effort=5),), (rule("a", Risk.NONE), rule("!a", Risk.HIGH))
    )
    lens = Lens("", "", (Pillar("p", "", "", (*cheap, dear)),))
    outcome = score(lens, {question.id: Sheet(none=True) for question in lens.questions})
    assert planning.best(outcome, budget=4).medium_cleared == 4
    assert planning.best(outcome, budget=5).selected == ("h/a",)
    assert planning.best(outcome, budget=6).order == ("h/a", "m0/a")


def test_efforts_come_from_the_plan_then_the_lens_then_an_assumption():
    choices = [Choice("a", "a", effort=2), Choice("b", "b", severity=Severity.HIGH)]
    lens = _one_question(choices, rule("a && b", Risk.NONE))
    outcome = score(lens, {"q": Sheet(none=True)})
    by_id = {item.id: item for item in open_items(outcome)}
    assert (by_id["q/a"].effort, by_id["q/a"].is_assumed) == (2, False)
    assert by_id["q/b"].effort == ASSUMED_DAYS[Severity.HIGH]
    assert by_id["q/b"].is_assumed
    by_id = {item.id: item for item in open_items(outcome, {"q/a": 0.5, "q/b": 7})}
    assert (by_id["q/a"].effort, by_id["q/b"].effort) == (0.5, 7)
    assert not by_id["q/b"].is_assumed


def test_what_is_not_answered_or_does_not_apply_is_left_alone():
    outcome = score(
        lenses.lens_of(),
        {"access": Sheet(not_applicable=True), "failover": Sheet(selected=frozenset(["drills"]))},
    )
    assert [item.id for item in open_items(outcome)] == ["failover/zones"]
    found = planning.best(outcome, budget=100)
    assert found.selected == ("failover/zones",)
    assert found.after.counts.unanswered == outcome.counts.unanswered == 1


def test_ticking_takes_back_none_of_these_and_partly():
    question = lenses.lens_of().questions[0]
    partly = {"copy": Practice(Status.PARTLY, "nearly"), "tried": Practice(Status.PARTLY)}
    sheet = Sheet(selected=frozenset(["backup_no"]), practices=partly)
    after = ticked(question, sheet, frozenset(["copy"]))
    assert after.selected == {"copy"}
    assert after.practices["copy"] == Practice(None, "nearly")
    assert after.practices["tried"].status is Status.PARTLY
    assert ticked(question, sheet, frozenset()) is sheet


def test_prerequisites_in_place_are_met_and_those_out_of_reach_are_not():
    sheets = {
        "backup": Sheet(selected=frozenset(["tried"])),
        "failover": Sheet(selected=frozenset(["drills"])),
    }
    outcome = score(lenses.lens_of(), sheets)
    for needs, selected in (
        ({"backup/copy": ["failover/drills"]}, ("backup/copy", "failover/zones")),
        ({"backup/copy": ["failover/zones"]}, ("backup/copy", "failover/zones")),
        ({"backup/copy": ["access/mfa"]}, ("failover/zones",)),
        ({"backup/copy": ["access/mfa"], "failover/zones": ["backup/copy"]}, ()),
    ):
        found = planning.best(outcome, needs=needs, budget=100)
        assert found.selected == selected
    found = planning.best(outcome, needs={"backup/copy": ["failover/zones"]}, budget=100)
    assert found.order == ("failover/zones", "backup/copy")


def test_needs_in_a_circle_are_refused():
    outcome = score(lenses.lens_of(), {"backup": Sheet(none=True)})
    with pytest.raises(Cyclic, match="backup/copy"):
        planning.best(
            outcome, needs={"backup/copy": ["backup/tried"], "backup/tried": ["backup/copy"]}
        )


def test_nothing_answered_is_nothing_to_do():
    found = planning.best(score(lenses.lens_of(), {}), budget=10)
    assert (found.selected, found.effort, found.changes) == ((), 0, ())


def test_when_some_sets_are_left_out_it_says_so(monkeypatch):
    monkeypatch.setattr(knapsack, "MOST_STEPS", 3)
    outcome = _sixty(Random(1))
    found = planning.best(outcome, budget=30)
    assert not found.is_exact
    assert found.effort <= 30
