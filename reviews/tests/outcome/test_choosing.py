"""What is left out of a report is in no part of it, nor in what was compared."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pillars import library
from pillars.questionnaire.reading import read
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.changes import Hand, TrendMoment
from reviews.outcome.choosing import Audience, Chosen, Part
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.impact import Effort, effort_of, impact_of
from reviews.outcome.report import report
from reviews.outcome.state import Facts, PlanItem, ReviewState, State, ToFindOut

LENS = read(library.bundled("cloud-native")).lens
TODAY = date(2026, 11, 23)
NAMES = ("Rita", "Otto", "otto@example.org", "Paul", "Whoever", "Approver")
NOTES = ("NOTE of the answer", "NOTE of a practice", "NOTE of the workload", "NOTE kept")
SHEETS = {
    "REL1": Sheet(
        selected=frozenset(["REL1_1"]),
        notes=NOTES[0],
        practices={
            "REL1_2": Practice(note=NOTES[1]),
            "REL1_3": Practice(Status.PARTLY, NOTES[1]),
        },
    )
}
STATE = State(
    facts=Facts(
        id="0" * 32, name="Shop", organisation="Harbour", review_owner="Rita", notes=NOTES[2]
    ),
    reviews=(
        ReviewState("one", 1, 1, "digest", LENS, SHEETS),
        ReviewState("two", 1, 1, "digest", LENS, SHEETS),
    ),
    plan=(
        PlanItem("a", "First", "PLANNED", "one", "REL1", "REL1_2", owner="Otto",
                 owner_email="otto@example.org", effort_days=2, due_on=TODAY),
        PlanItem("b", "Second", "RISK_ACCEPTED", "two", "REL1", accepted_by="Approver",
                 accepted_until=TODAY + timedelta(days=9), accepted_because="Cheaper."),
        PlanItem("c", "Third", "PLANNED"),
    ),
    to_find_out=(ToFindOut("one", "REL1", whom="Paul"), ToFindOut("two", "REL1")),
    people=("Whoever",),
)  # fmt: skip
MILESTONE = MilestoneFacts(2, "Now", NOTES[3], TODAY)
EARLIER = Before(MilestoneFacts(1, "Then", NOTES[3], TODAY), replace(STATE, plan=()))


def told(chosen=None, state=STATE, **more):
    return report(
        state, as_of=TODAY, milestone=MILESTONE, previous=EARLIER, chosen=chosen or Chosen(),
        hands=[Hand("Whoever", 3)], **more,
    )  # fmt: skip


def test_the_team_reads_everything():
    words = repr(told())
    assert all(word in words for word in (*NAMES, *NOTES))


@pytest.mark.parametrize(
    "chosen", [Chosen(audience=Audience.SPONSOR), Chosen(leaves_out_names=True)]
)
def test_no_name_is_left(chosen):
    words = repr(told(chosen))
    assert not [name for name in NAMES if name in words]
    assert not told(chosen).changes.hands


@pytest.mark.parametrize(
    "chosen", [Chosen(audience=Audience.SPONSOR), Chosen(leaves_out_notes=True)]
)
def test_no_note_is_left_and_the_score_is_the_same(chosen):
    assert "NOTE" not in repr(told(chosen))
    spans = [[review.outcome.span for review in one.reviews] for one in (told(chosen), told())]
    assert spans[0] == spans[1]


def test_one_lens_and_what_belongs_to_none():
    one = told(Chosen(alias="one"))
    assert [review.alias for review in one.reviews] == ["one"]
    assert [row.item.title for row in one.plan.rows] == ["First", "Third"]
    assert len(one.to_find_out) == 1
    assert one.counts.total == len(LENS.questions)


def test_no_part_named_is_all_of_them():
    assert all(Chosen().has(part) for part in Part)
    chosen = Chosen(parts=frozenset({Part.PLAN}))
    assert [part for part in Part if chosen.has(part)] == [Part.PLAN]


def test_a_borne_risk_leaves_the_plan_until_its_day_has_passed():
    now = told()
    assert [row.item.title for row in now.accepted] == ["Second"]
    assert [row.number for row in now.plan.rows] == [1, 2]
    late = report(STATE, as_of=TODAY + timedelta(days=10))
    assert [row.is_expired for row in late.accepted] == [True]
    assert ("Second", "PROPOSED") in [(row.item.title, row.item.status) for row in late.plan.rows]


def test_each_open_action_stands_in_one_cell():
    cells = told().matrix.cells
    assert sorted(row.number for cell in cells for row in cell.rows) == [1, 2]
    first, third = told().plan.rows
    assert (impact_of(first), effort_of(first)) == (
        LENS.question("REL1").choice("REL1_2").severity,
        Effort.SMALL,
    )
    assert effort_of(third) is Effort.UNSAID


def test_one_moment_is_no_trend():
    assert not told().trends
    past = [(TrendMoment("Then", TODAY), EARLIER.state)]
    assert [len(trend.points) for trend in told(past=past).trends] == [2, 2]


def test_what_changed_says_what_came_into_the_plan():
    changes = told().changes
    assert [item.title for item in changes.progress.planned] == ["First", "Second", "Third"]
    assert not changes.sections
