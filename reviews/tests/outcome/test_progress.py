"""What changed between two moments: by hand, and against an oracle that looks at bare risks."""

from __future__ import annotations

import copy
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.content import Risk
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.progress import Direction, Kind, Measure, Pair, compare, kind_of, whole
from reviews.outcome.scoring import Counts, Span
from reviews.outcome.state import Facts, PlanItem, ReviewState, State
from reviews.outcome.trend import trends
from reviews.tests.lenses import DOCUMENT, lens_of

LENS = lens_of()
PRACTICES = {q.id: [c.id for c in q.practices] for p in LENS.pillars for q in p.questions}
MIRROR = {
    Kind.BETTER: Kind.WORSE,
    Kind.ANSWERED: Kind.OPEN_AGAIN,
    Kind.SET_ASIDE: Kind.APPLIES_AGAIN,
    Kind.NEW: Kind.GONE,
}
MIRROR |= {after: before for before, after in MIRROR.items()}


def stood(*reviews, plan=(), lens=LENS, version=1, aside=None):
    return State(
        Facts("0", "Orders", "Lighthouse"),
        tuple(
            ReviewState(f"lens-{place}", version, version, "", lens, sheets, aside or {})
            for place, sheets in enumerate(reviews)
        ),
        tuple(plan),
    )


def kinds(progress):
    return {
        one.question.id: one.kind
        for review in progress.reviews
        for one in review.questions
        if one.kind is not Kind.SAME
    }


def moved(low=0.0, high=0.0, before=None, after=None):
    return Measure(
        Pair(Span(40, 60, 80), Span(40 + low, 60 + high, 80)),
        Pair(before or Counts(high=1), after or Counts(high=1)),
    )


def other_version():
    """Asks about drills instead of access, and has one more pillar."""
    document = copy.deepcopy(DOCUMENT)
    document["pillars"][0]["questions"][1]["id"] = "drills"
    document["pillars"].append({**copy.deepcopy(DOCUMENT["pillars"][1]), "id": "cost"})
    document["pillars"][2]["questions"][0]["id"] = "budget"
    return lens_of(document)


# ---- by hand ----


def test_better_worse_and_newly_answered():
    before = stood({"backup": Sheet(none=True), "access": Sheet(frozenset({"mfa", "logs"}))})
    after = stood(
        {
            "backup": Sheet(frozenset({"copy"})),
            "access": Sheet(frozenset({"logs"})),
            "failover": Sheet(frozenset({"zones"})),
        }
    )
    progress = compare(before, after)
    assert kinds(progress) == {
        "backup": Kind.BETTER,
        "access": Kind.WORSE,
        "failover": Kind.ANSWERED,
    }
    backup, access, failover = progress.reviews[0].questions
    assert [choice.id for choice in backup.gained] == ["copy"]
    assert [choice.id for choice in access.lost] == ["mfa"]
    assert failover.risk == Pair(Risk.UNANSWERED, Risk.MEDIUM)
    assert progress.unchanged == 0


def test_other_practices_with_the_same_risk_are_told():
    sheets = {"backup": Sheet(none=True)}, {"backup": Sheet(frozenset({"tried"}))}
    progress = compare(*map(stood, sheets))
    assert kinds(progress) == {"backup": Kind.EDITED}
    assert not progress.is_empty


def test_another_note_is_no_progress():
    sheets = {"backup": Sheet(none=True)}, {"backup": Sheet(none=True, notes="Soon.")}
    assert compare(*map(stood, sheets)).is_empty


def test_a_pillar_set_aside_and_taken_up():
    sheets = {"backup": Sheet(none=True)}
    progress = compare(stood(sheets), stood(sheets, aside={"security": "no data"}))
    assert kinds(progress) == {"backup": Kind.SET_ASIDE, "access": Kind.ANSWERED}
    back = compare(stood(sheets, aside={"security": "no data"}), stood(sheets))
    assert kinds(back) == {"backup": Kind.APPLIES_AGAIN, "access": Kind.OPEN_AGAIN}


def test_versions_of_a_lens_are_matched_by_question():
    answers = {"backup": Sheet(none=True)}
    better = {"backup": Sheet(frozenset({"copy", "tried"}))}
    progress = compare(stood(answers), stood(better, lens=other_version(), version=2))
    assert kinds(progress) == {
        "backup": Kind.BETTER,
        "drills": Kind.NEW,
        "budget": Kind.NEW,
        "access": Kind.GONE,
    }
    review = progress.reviews[0]
    assert review.version == Pair(1, 2)
    assert [one.pillar.id for one in review.pillars] == ["security", "reliability", "cost"]
    assert review.pillars[2].measure.points is None


def test_a_review_that_began_or_ended_in_between():
    began = compare(stood({}), stood({}, {}))
    assert [one.is_new for one in began.reviews] == [False, True]
    assert set(kinds(began).values()) == {Kind.NEW}
    ended = compare(stood({}, {}), stood({}))
    assert [one.is_gone for one in ended.reviews] == [False, True]


def test_plan_items_done_and_new():
    def item(id, status):
        return PlanItem(id, id, status)

    before = stood({}, plan=[item("a", "PLANNED"), item("b", "DONE"), item("c", "PLANNED")])
    after = stood(
        {},
        plan=[item("a", "DONE"), item("b", "DONE"), item("c", "IN_PROGRESS"), item("d", "DONE")],
    )
    progress = compare(before, after)
    assert [one.id for one in progress.done] == ["a", "d"]
    assert [one.id for one in progress.planned] == ["d"]


# ---- arrows ----


@pytest.mark.parametrize(
    ("measure", "arrow"),
    [
        (moved(), None),
        (moved(low=5, high=5), None),
        (moved(low=6, high=6), Direction.UP),
        (moved(low=-6, high=-6), Direction.DOWN),
        (moved(low=6), Direction.UP),
        (moved(high=-6), None),
        (moved(low=6, high=-6), None),
        (moved(low=-6, high=6), None),
        (moved(after=Counts(medium=1)), Direction.UP),
        (moved(before=Counts(none=3), after=Counts(medium=1)), Direction.DOWN),
        (moved(before=Counts(unanswered=3), after=Counts(high=1)), None),
        (moved(low=9, high=9, before=Counts(none=1), after=Counts(high=1)), None),
        (moved(low=9, high=9, after=Counts(none=1)), Direction.UP),
    ],
)
def test_an_arrow_needs_more_than_five_points_or_another_level(measure, arrow):
    assert measure.arrow is arrow


def test_without_a_score_there_is_no_arrow():
    empty = Measure(Pair(Span(None, None, None), Span(80, 80, 100)), Pair(Counts(), Counts(none=1)))
    assert (empty.points, empty.arrow, empty.is_narrower) == (None, None, False)


def test_what_shrinks_into_what_was_possible_is_known_better():
    assert moved(low=10, high=-10).is_narrower
    assert not moved(low=25, high=10).is_narrower
    assert not moved().is_narrower


def test_points_are_those_that_a_reader_subtracts():
    measure = Measure(Pair(Span(49.5, 60, 80), Span(55.4, 60, 80)), Pair(Counts(), Counts()))
    assert (measure.points, measure.arrow) == (5, None)
    assert [whole(percent) for percent in (0, 0.49, 0.5, 99.5, 100)] == [0, 0, 1, 100, 100]


# ---- by its laws ----


@st.composite
def sheets(draw):
    found = {}
    for question_id, practices in PRACTICES.items():
        if draw(st.booleans()):
            ticked = draw(st.frozensets(st.sampled_from(practices)))
            aside = draw(st.frozensets(st.sampled_from(practices))) - ticked
            found[question_id] = Sheet(
                ticked,
                none=not ticked and draw(st.booleans()),
                not_applicable=draw(st.integers(0, 5)) == 0,
                practices={id: Practice(Status.NOT_APPLICABLE) for id in aside},
            )
    return found


versions = st.sampled_from([LENS, other_version()])
states = st.builds(
    lambda said, lens: stood(*said, lens=lens), st.lists(sheets(), max_size=2), versions
)


@given(states)
@settings(max_examples=100, deadline=None)
def test_nothing_changed_since_itself(state):
    progress = compare(state, state)
    assert progress.is_empty
    assert kinds(progress) == {}
    assert progress.unchanged == sum(len(one.outcome.questions) for one in state.reviews)
    for review in progress.reviews:
        assert {one.measure.arrow for one in review.pillars} | {review.measure.arrow} == {None}


@given(states, states)
@settings(max_examples=200, deadline=None)
def test_the_other_way_round_better_is_worse(before, after):
    there, back = compare(before, after), compare(after, before)
    mirrored = Counter(
        (one.alias, one.question.id, MIRROR.get(one.kind, one.kind), one.lost, one.gained)
        for review in there.reviews
        for one in review.questions
    )
    assert mirrored == Counter(
        (one.alias, one.question.id, one.kind, one.gained, one.lost)
        for review in back.reviews
        for one in review.questions
    )
    turn = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, None: None}
    arrows = {one.alias: one.measure.arrow for one in back.reviews}
    assert {one.alias: turn[one.measure.arrow] for one in there.reviews} == arrows


@given(states, states)
@settings(max_examples=200, deadline=None)
def test_the_oracle_finds_the_same(before, after):
    progress = compare(before, after)
    for review in progress.reviews:
        then, now = risks(before, review.alias), risks(after, review.alias)
        assert {one.question.id for one in review.questions} == set(then) | set(now)
        for one in review.questions:
            expected = oracle(then.get(one.question.id, ""), now.get(one.question.id, ""))
            found = "SAME" if one.kind is Kind.EDITED else one.kind
            assert found == expected


def risks(state, alias):
    """The risk of each question, by the rating alone: no score, no pillar."""
    review = state.review(alias)
    if review is None:
        return {}
    return {
        question.id: review.sheets.get(question.id, Sheet()).rating(question).risk.value
        for pillar in review.lens.pillars
        for question in pillar.questions
    }


TABLE = """
            -    HIGH   MEDIUM  NONE   UNANSWERED  NOT_APPLICABLE
-           SAME NEW    NEW     NEW    NEW         NEW
HIGH        GONE SAME   BETTER  BETTER OPEN_AGAIN  SET_ASIDE
MEDIUM      GONE WORSE  SAME    BETTER OPEN_AGAIN  SET_ASIDE
NONE        GONE WORSE  WORSE   SAME   OPEN_AGAIN  SET_ASIDE
UNANSWERED  GONE ANSWERED ANSWERED ANSWERED SAME   ANSWERED
NOT_APPLICABLE GONE APPLIES_AGAIN APPLIES_AGAIN APPLIES_AGAIN OPEN_AGAIN SAME
""".strip().splitlines()


def oracle(before, after):
    """Before down, after across."""
    row = next(line.split() for line in TABLE[1:] if line.split()[0] == (before or "-"))
    return row[1 + TABLE[0].split().index(after or "-")]


def test_every_change_of_a_risk_has_its_kind():
    levels = [None, *Risk]
    for before in levels:
        for after in levels:
            assert kind_of(before, after) == oracle(before or "", after or "")


# ---- over time ----


def test_a_trend_has_a_point_for_each_moment_at_which_the_review_was_there():
    bad, good = {"backup": Sheet(none=True)}, {"backup": Sheet(frozenset({"copy", "tried"}))}
    moments = [("first", stood(bad)), ("second", stood(good, {}))]
    first, second = trends(moments)
    assert [(one.moment, one.counts.high) for one in first.points] == [("first", 1), ("second", 0)]
    assert [one.moment for one in second.points] == ["second"]
    assert trends([]) == ()
