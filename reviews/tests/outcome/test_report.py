"""The report as a value: chosen, ordered and counted without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pillars import library
from pillars.questionnaire.content import Risk
from pillars.questionnaire.reading import read
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.report import report
from reviews.outcome.schedule import When
from reviews.outcome.spoken import PracticeState
from reviews.outcome.standing import Standing
from reviews.outcome.state import (
    DecisionAsked,
    Facts,
    PlanItem,
    ReviewState,
    State,
    ToFindOut,
)

LENS = read(library.bundled("cloud-native")).lens
TODAY = date(2026, 11, 23)
ALL = {q.id: Sheet(selected=frozenset(c.id for c in q.practices)) for q in LENS.questions}
NONE = {q.id: Sheet(none=True) for q in LENS.questions}


def review(sheets, alias="cloud-native", **fields) -> ReviewState:
    return ReviewState(alias, 1, 1, "digest", LENS, sheets, **fields)


def state(*reviews: ReviewState, **fields) -> State:
    facts = fields.pop("facts", Facts(id="0" * 32, name="Shop", organisation="Lighthouse"))
    return State(facts, reviews, **fields)


def reported(*reviews: ReviewState, previous=None, **fields):
    return report(state(*reviews, **fields), as_of=TODAY, previous=previous)


def item(title: str, due: int | None = None, **fields) -> PlanItem:
    due_on = None if due is None else TODAY + timedelta(days=due)
    fields = {"status": "PLANNED", "alias": "cloud-native", "question_id": "REL1", **fields}
    return PlanItem(id=title, title=title, due_on=due_on, **fields)


def first(count: int, sheets=ALL) -> dict:
    return {id: sheets[id] for id in list(sheets)[:count]}


class TestSponsor:
    def test_nothing_answered_is_not_a_result(self):
        sponsor = reported(review({})).sponsor
        assert sponsor.standing is Standing.NOT_STARTED
        assert sponsor.is_draft
        assert not sponsor.strengths
        assert not sponsor.gaps

    def test_below_80_percent_it_is_a_first_picture(self):
        sponsor = reported(review(first(12))).sponsor
        assert sponsor.is_first_picture
        assert (sponsor.counts.unanswered, sponsor.counts.total) == (31, 43)

    def test_below_half_coverage_nothing_is_called_strong_or_lowest(self):
        found = reported(review(first(12)))
        assert not found.sponsor.strengths
        assert found.reviews[0].lowest is None

    def test_strengths_are_of_different_pillars_as_long_as_there_are(self):
        strengths = reported(review(ALL)).sponsor.strengths
        assert len({one.pillar.id for one in strengths}) == 3

    def test_gaps_are_high_risks_first_in_the_order_of_priorities(self):
        facts = Facts(id="0" * 32, name="Shop", organisation="L", pillar_priorities=("DAT",))
        gaps = reported(review(NONE), facts=facts).sponsor.gaps
        assert [gap.pillar.id for gap in gaps] == ["DAT"] * 3
        assert {gap.risk for gap in gaps} == {Risk.HIGH}

    def test_a_written_summary_is_no_draft(self):
        assert not reported(review(ALL), summary="It stands.").sponsor.is_draft
        assert reported(review(ALL), summary=" \n").sponsor.is_draft

    def test_three_decisions_at_most(self):
        decisions = tuple(DecisionAsked(f"Decide {n}") for n in range(5))
        asked = reported(review(ALL), decisions=decisions).sponsor.decisions
        assert [one.text for one in asked] == ["Decide 0", "Decide 1", "Decide 2"]

    def test_high_risks_without_an_action_are_counted(self):
        found = reported(review(NONE), plan=(item("Do it"),))
        assert found.sponsor.high_without_plan == found.counts.high - 1


class TestComparison:
    MILESTONE = MilestoneFacts(1, "First", "", date(2026, 5, 1))

    def test_counts_then_and_now(self):
        before = Before(self.MILESTONE, state(review(NONE)))
        change = reported(review(ALL), previous=before).sponsor.change
        assert (change.then.high, change.then.none) == (41, 0)
        assert (change.now.high, change.now.none) == (0, 43)

    def test_pillars_carry_their_span_of_then(self):
        before = Before(self.MILESTONE, state(review(NONE)))
        pillar = reported(review(ALL), previous=before).reviews[0].pillars[0]
        assert (pillar.before.low, pillar.outcome.span.low) == (0, 100)

    def test_another_version_of_the_lens_is_not_compared(self):
        before = Before(self.MILESTONE, state(replace(review(NONE), digest="other")))
        found = reported(review(ALL), previous=before)
        assert found.sponsor.change is None
        assert found.reviews[0].before is None


class TestPillars:
    def test_each_review_has_its_parts_and_nothing_is_averaged(self):
        found = reported(review(ALL), review(NONE, alias="second"))
        assert [part.outcome.span.low for part in found.reviews] == [100, 0]
        assert found.counts.total == 86
        assert not any(gap.alias == "cloud-native" for part in found.reviews for gap in part.gaps)

    def test_three_gaps_on_top_and_how_many_more(self):
        pillar = reported(review(NONE)).reviews[0].pillars[0]
        assert (len(pillar.top), pillar.further) == (3, 4)

    def test_a_gap_says_rule_missing_practices_and_why_it_is_asked(self):
        gap = next(g for g in reported(review(NONE)).reviews[0].gaps if g.question.id == "REL1")
        assert gap.rule is gap.question.rules[gap.outcome.rating.rule]
        assert gap.missing[0] == gap.practice
        assert gap.why_asked == "A target that nobody computed is a wish."

    def test_a_pillar_set_aside_keeps_what_was_said_before(self):
        sheets = {"REL1": Sheet(selected=frozenset(["REL1_1"]), notes="From May.")}
        found = reported(review(sheets, pillars_set_aside={"REL": "Not ours."}))
        pillar = found.reviews[0].pillars[0]
        assert pillar.outcome.reason_set_aside == "Not ours."
        assert [(row.risk, row.sheet.notes) for row in pillar.answers] == [
            (Risk.NOT_APPLICABLE, "From May.")
        ]


class TestAnswers:
    def answer(self, sheet: Sheet):
        return reported(review({"REL1": sheet})).reviews[0].pillars[0].answers[0]

    def test_every_practice_has_its_state_and_note(self):
        sheet = Sheet(
            selected=frozenset(["REL1_1"]),
            practices={
                "REL1_2": Practice(Status.PARTLY, "Half."),
                "REL1_3": Practice(Status.NOT_APPLICABLE),
                "REL1_4": Practice(note="Asked in May."),
            },
        )
        rows = self.answer(sheet).practices
        assert [(row.state, row.note) for row in rows] == [
            (PracticeState.IN_PLACE, ""),
            (PracticeState.PARTLY, "Half."),
            (PracticeState.NOT_APPLICABLE, ""),
            (PracticeState.MISSING, "Asked in May."),
            (PracticeState.MISSING, ""),
        ]

    def test_a_note_without_an_answer_is_kept_and_the_question_stays_open(self):
        found = reported(review({"REL1": Sheet(notes="Ask Mina.")}))
        assert found.reviews[0].pillars[0].answers[0].sheet.notes == "Ask Mina."
        assert not found.reviews[0].pillars[0].answers[0].practices
        assert "REL1" in [one.question.id for one in found.reviews[0].unanswered]

    def test_none_of_these_is_said(self):
        assert self.answer(Sheet(none=True)).says_none

    def test_unanswered_questions_are_one_list(self):
        found = reported(review(first(40)))
        assert len(found.reviews[0].unanswered) == 3
        assert sum(len(part.answers) for part in found.reviews[0].pillars) == 40


class TestPlan:
    @pytest.mark.parametrize(
        ("due", "when"),
        [
            (-1, When.OVERDUE),
            (0, When.IN_30),
            (30, When.IN_30),
            (31, When.IN_60),
            (60, When.IN_60),
            (90, When.IN_90),
            (91, When.LATER),
            (None, When.NO_DATE),
        ],
    )
    def test_slots(self, due, when):
        plan = reported(review(NONE), plan=(item("Do it", due),)).plan
        assert [slot.when for slot in plan.slots] == [when]

    def test_what_is_done_is_neither_overdue_nor_effort(self):
        done = item("Done", -5, status="DONE", effort_days=4.0)
        plan = reported(review(NONE), plan=(done, item("Open", 5, effort_days=1.5))).plan
        assert [slot.when for slot in plan.slots] == [When.IN_30, When.DONE]
        assert (plan.overdue, plan.effort_days, len(plan.open)) == (0, 1.5, 1)
        assert plan.next_due == TODAY + timedelta(days=5)

    def test_a_quick_win_is_short_and_against_an_open_risk(self):
        short = item("Short", 5, effort_days=3.0)
        long = item("Long", 5, effort_days=3.5)
        unknown = item("Unknown", 5)
        plan = reported(review(NONE), plan=(short, long, unknown)).plan
        assert [row.item.title for row in plan.quick_wins] == ["Short"]
        assert not reported(review(ALL), plan=(short,)).plan.quick_wins

    def test_an_item_without_a_question_has_its_row(self):
        plan = reported(review(ALL), plan=(item("Loose", alias="", question_id=""),)).plan
        assert plan.rows[0].outcome is None


def test_what_is_to_find_out_names_question_and_practice():
    points = (
        ToFindOut("cloud-native", "REL1", "REL1_1", whom="Mina"),
        ToFindOut("gone", "X1"),
    )
    known, unknown = reported(review({}), to_find_out=points).to_find_out
    assert (known.question.id, known.practice.id) == ("REL1", "REL1_1")
    assert unknown.question is None
    assert unknown.practice is None
