"""Proposals, effects and checks of a plan, computed on values."""

from datetime import date

import pytest

from pillars.questionnaire.content import Risk
from reviews.outcome.answers import Practice, Sheet
from reviews.outcome.answers import Status as Said
from reviews.outcome.effect import effect
from reviews.outcome.plan_checks import Check, circle, plan_checks
from reviews.outcome.proposals import accepted_risks, proposal_key, proposals
from reviews.outcome.state import Facts, PlanItem, ReviewState, State
from reviews.tests.lenses import lens_of

LENS = lens_of()
TODAY = date(2027, 3, 10)
BEFORE, AFTER = date(2027, 3, 9), date(2027, 3, 11)


def review(**sheets: Sheet) -> ReviewState:
    return ReviewState("small", 1, 1, "", LENS, sheets)


def state(*plan: PlanItem, **sheets: Sheet) -> State:
    return State(Facts("1", "Orders", "Lighthouse"), (review(**sheets),), plan)


def item(status="PLANNED", **said) -> PlanItem:
    return PlanItem(id="a", title="A", status=status, **said)


def keys(found):
    return [one.key for one in found]


def test_each_missing_practice_of_a_risk_is_proposed():
    here = state(backup=Sheet(none=True), failover=Sheet(frozenset({"zones", "drills"})))
    assert keys(proposals(here)) == ["small/backup/copy", "small/backup/tried"]
    first, second = proposals(here)
    assert (first.risk, first.severity, first.lowers) == (Risk.HIGH, "HIGH", True)
    assert first.improvement == "Begin with: copies are taken"
    assert not second.lowers


def test_high_risks_come_first_and_unanswered_questions_propose_nothing():
    here = state(backup=Sheet(frozenset({"copy"})), failover=Sheet(none=True))
    assert keys(proposals(here))[-1] == "small/backup/tried"
    assert keys(proposals(here))[0].startswith("small/failover/")
    assert proposals(state()) == ()


@pytest.mark.parametrize(
    ("status", "proposed"),
    [("PLANNED", False), ("RISK_ACCEPTED", False), ("PROPOSED", False), ("DONE", True)],
)
def test_what_is_in_the_plan_is_proposed_no_more(status, proposed):
    planned = item(status, alias="small", question_id="backup", choice_id="copy")
    found = keys(proposals(state(planned, backup=Sheet(none=True))))
    assert ("small/backup/copy" in found) == proposed


def test_a_key_is_one_for_any_ids():
    assert proposal_key("a", "b/c", "d") != proposal_key("a", "b", "c/d")


def test_an_effect_is_computed_before_anybody_ticks():
    found = effect(review(backup=Sheet(none=True)), "backup", "copy")
    assert found is not None
    assert (found.before.risk, found.after.risk) == (Risk.HIGH, Risk.MEDIUM)
    assert found.lowers_risk
    assert not found.is_in_place
    assert found.points > 0
    assert found.before.counts.high - found.after.counts.high == 1
    assert found.sheet.selected == {"copy"}
    assert not found.sheet.none


def test_a_practice_that_is_ticked_changes_nothing():
    found = effect(review(backup=Sheet(frozenset({"copy"}))), "backup", "copy")
    assert found is not None
    assert found.is_in_place
    assert found.before == found.after


@pytest.mark.parametrize(
    "sheet",
    [Sheet(not_applicable=True), Sheet(practices={"copy": Practice(Said.NOT_APPLICABLE)})],
)
def test_what_does_not_apply_has_no_effect(sheet):
    assert effect(review(backup=sheet), "backup", "copy") is None


def test_what_the_lens_has_not_has_no_effect():
    assert effect(review(), "gone", "copy") is None
    assert effect(review(), "backup", "gone") is None
    assert effect(review(), "backup", "backup_no") is None
    aside = ReviewState("small", 1, 1, "", LENS, {}, {"security": "No"})
    assert effect(aside, "backup", "copy") is None


def test_an_acceptance_stands_until_its_day_has_passed():
    accepted = item("RISK_ACCEPTED", accepted_until=TODAY)
    assert [accepted.is_accepted(day) for day in (BEFORE, TODAY, AFTER)] == [True, True, False]
    assert [accepted.is_open(day) for day in (TODAY, AFTER)] == [False, True]
    assert [accepted.status_on(day) for day in (TODAY, AFTER)] == ["RISK_ACCEPTED", "PROPOSED"]
    assert item("RISK_ACCEPTED").is_expired(TODAY)


def test_an_accepted_risk_stays_high_and_is_counted_beside():
    accepted = item("RISK_ACCEPTED", accepted_until=TODAY, alias="small", question_id="backup")
    here = state(accepted, backup=Sheet(none=True), failover=Sheet(none=True))
    assert here.reviews[0].outcome.counts.high == 2
    assert [one.outcome.question.id for one in accepted_risks(here, TODAY)] == ["backup"]
    assert accepted_risks(here, AFTER) == ()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (item(owner="Dana", due_on=AFTER), []),
        (item(owner="Dana", due_on=TODAY), []),
        (item(owner="Dana", due_on=BEFORE), [Check.OVERDUE]),
        (item(owner="Dana"), [Check.NO_OWNER_OR_DATE]),
        (item(due_on=AFTER), [Check.NO_OWNER_OR_DATE]),
        (item("PROPOSED"), []),
        (item("DONE", due_on=BEFORE), []),
        (item("RISK_ACCEPTED", accepted_until=TODAY, due_on=BEFORE), []),
        (
            item("RISK_ACCEPTED", accepted_until=BEFORE, due_on=BEFORE),
            [Check.EXPIRED, Check.OVERDUE],
        ),
    ],
)  # fmt: skip
def test_what_to_look_at(one, expected):
    assert [finding.check for finding in plan_checks([one], TODAY)] == expected


def test_a_circle_is_found_however_long():
    assert circle({"a": ["b"], "b": ["c"], "c": ["a"]}, "a") == ("a", "b", "c", "a")
    assert circle({"a": ["a"]}, "a") == ("a", "a")
    assert circle({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, "a") == ()
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"]}, "a") == ()
