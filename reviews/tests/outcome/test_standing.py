"""What the page of a workload says first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.outcome.answers import Sheet
from reviews.outcome.scoring import Counts
from reviews.outcome.standing import Standing, add, standing
from reviews.outcome.state import Facts, PlanItem, ReviewState, State
from reviews.tests.lenses import lens_of

LENS = lens_of()
GOOD = {
    "backup": Sheet(frozenset({"copy", "tried"})),
    "access": Sheet(frozenset({"mfa", "logs"})),
    "failover": Sheet(frozenset({"zones", "drills"})),
}
BAD = {id: Sheet(none=True) for id in GOOD}
MIDDLING = {
    "backup": Sheet(frozenset({"copy"})),
    "access": Sheet(frozenset({"mfa"})),
    "failover": Sheet(frozenset({"zones"})),
}


def stands(*reviews, plan=(), priorities=()):
    return standing(
        State(
            Facts("0", "Orders", "Lighthouse", pillar_priorities=priorities),
            tuple(
                ReviewState(f"lens-{number}", number, 1, "", LENS, sheets)
                for number, sheets in enumerate(reviews)
            ),
            tuple(plan),
        )
    )


def planned(question_id, alias="lens-0"):
    return PlanItem("1", "Do it", "PLANNED", alias, question_id)


def test_each_standing():
    assert stands().standing is Standing.NOT_STARTED
    assert stands({}).standing is Standing.NOT_STARTED
    assert stands({"backup": BAD["backup"]}).standing is Standing.FIRST_PICTURE
    assert stands(BAD).standing is Standing.HIGH
    assert stands({**GOOD, "access": BAD["access"]}).standing is Standing.HIGH
    assert stands(MIDDLING).standing is Standing.MEDIUM
    assert stands(GOOD).standing is Standing.NO_RISK


def test_a_result_needs_four_fifths_of_the_answers():
    two_of_three_and_three_of_three = [{k: GOOD[k] for k in ("backup", "access")}, GOOD]
    assert stands(*two_of_three_and_three_of_three).standing is Standing.NO_RISK
    assert stands({k: GOOD[k] for k in ("backup", "access")}).standing is Standing.FIRST_PICTURE


def test_counts_add_up_over_the_reviews():
    assert stands(GOOD, BAD, {}).counts == Counts(high=3, none=3, unanswered=3)


@given(st.lists(st.builds(Counts, *[st.integers(0, 9)] * 5), max_size=5))
@settings(deadline=None)
def test_adding_counts(several):
    total = add(iter(several))
    assert total.total == sum(one.total for one in several)
    assert total.high == sum(one.high for one in several)


def test_high_risks_come_before_medium_ones():
    found = stands({**MIDDLING, "failover": BAD["failover"]})
    assert [one.outcome.question.id for one in found.risks] == ["failover", "backup", "access"]


def test_the_priorities_of_the_team_order_equal_risks():
    assert stands(BAD).risks[0].pillar.id == "security"
    assert stands(BAD, priorities=("reliability", "security")).risks[0].pillar.id == "reliability"


def test_a_plan_belongs_to_one_question_of_one_review():
    found = stands(BAD, BAD, plan=[planned("backup"), planned("access", "lens-1")])
    plans = {(one.alias, one.outcome.question.id): len(one.plan) for one in found.risks}
    assert plans[("lens-0", "backup")] == 1
    assert plans[("lens-1", "access")] == 1
    assert sum(plans.values()) == 2
    assert found.open_high_without_plan == 4


def test_the_practice_to_begin_with():
    assert stands(BAD).risks[0].practice.id == "copy"
    assert stands({"backup": Sheet(frozenset({"tried"}))}).risks[0].practice.id == "copy"
