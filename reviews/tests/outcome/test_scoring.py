"""Scores: worked by hand, against an oracle that counts in fractions, and by their laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.content import Lens, Pillar, Question, Risk, Severity
from reviews.outcome.answers import UNSAID, Practice, Sheet, Status
from reviews.outcome.scoring import Counts, Span, judge, score, span, weigh
from reviews.tests.lenses import lens_of, measured

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
TO_A_BILLIONTH = 1e-9

# Inputs and results as the definition of the score publishes them.
VECTORS = {
    "worked_example": (
        [
            ([(HIGH, True), (HIGH, False), (MEDIUM, True), (LOW, True)], Risk.HIGH),
            ([(HIGH, True), (MEDIUM, True), (MEDIUM, False)], Risk.MEDIUM),
            ([(MEDIUM, True), (LOW, True)], Risk.NONE),
            ([(HIGH, False), (HIGH, False)], Risk.UNANSWERED),
        ],
        (50.0, 78.57142857142857, 71.42857142857143),
    ),
    "not_applicable_removed": ([([(LOW, True)], Risk.NONE)], (100.0, 100.0, 100.0)),
}


@pytest.mark.parametrize("name", VECTORS)
def test_vectors(name):
    questions, expected = VECTORS[name]
    parts = [
        weigh([severity for severity, _ in practices], [done for _, done in practices], risk)
        for practices, risk in questions
    ]
    found = span(parts)
    assert (found.low, found.high, found.coverage) == pytest.approx(expected, abs=TO_A_BILLIONTH)


def test_the_worked_example_through_a_lens():
    lens = measured(
        [
            ((HIGH, HIGH, MEDIUM, LOW), "HIGH"),
            ((HIGH, MEDIUM, MEDIUM), "MEDIUM"),
            ((MEDIUM, LOW), "HIGH"),
            ((HIGH, HIGH), "HIGH"),
        ]
    )
    sheets = {
        "p0q0": ticked("p0q0c0", "p0q0c2", "p0q0c3"),
        "p0q1": ticked("p0q1c0", "p0q1c1"),
        "p0q2": ticked("p0q2c0", "p0q2c1"),
    }
    outcome = score(lens, sheets)
    found = outcome.span
    assert (f"{found.low:.1f}", f"{found.high:.1f}") == ("50.0", "78.6")
    assert f"{found.coverage:.1f}" == "71.4"
    assert outcome.counts == Counts(high=1, medium=1, none=1, unanswered=1)


def ticked(*ids: str, **said) -> Sheet:
    return Sheet(frozenset(ids), **said)


def aside(*ids: str) -> dict[str, Practice]:
    return {id: Practice(Status.NOT_APPLICABLE) for id in ids}


def test_a_high_risk_caps_its_question_at_half():
    part = weigh([HIGH] * 6, [True] * 5 + [False], Risk.HIGH)
    assert part.value == 0.5


def test_a_medium_risk_caps_its_question_at_four_fifths():
    part = weigh([HIGH] * 20, [True] * 19 + [False], Risk.MEDIUM)
    assert part.value == 0.8


def test_no_cap_lifts_a_low_share():
    assert weigh([HIGH, LOW], [False, True], Risk.MEDIUM).value == pytest.approx(1 / 5)


def test_a_question_weighs_as_its_gravest_applicable_practice():
    question = measured([((HIGH, MEDIUM, LOW), "HIGH")]).questions[0]
    assert judge(question, UNSAID).part.weight == 4
    without_high = ticked("p0q0c1", practices=aside("p0q0c0"))
    assert judge(question, without_high).part.weight == 2
    assert judge(question, without_high).part.value == 0.5  # two thirds, capped


def test_a_practice_set_aside_leaves_both_sums():
    lens = measured([((HIGH, LOW), "HIGH")])
    outcome = score(lens, {"p0q0": ticked("p0q0c1", practices=aside("p0q0c0"))})
    assert outcome.span == Span(100.0, 100.0, 100.0)
    assert outcome.pillars[0].practices_set_aside == 1


def test_a_practice_in_part_counts_as_missing():
    lens = measured([((MEDIUM, MEDIUM), "NONE")])
    partly = ticked("p0q0c0", practices={"p0q0c1": Practice(Status.PARTLY, "half of it")})
    outcome = score(lens, {"p0q0": partly})
    assert outcome.span == Span(50.0, 50.0, 100.0)
    assert [one.id for one in outcome.questions[0].missing] == ["p0q0c1"]


def test_a_question_that_does_not_apply_leaves_both_sums():
    lens = measured([((HIGH,), "HIGH"), ((HIGH,), "HIGH")])
    sheets = {"p0q0": ticked(not_applicable=True), "p0q1": ticked("p0q1c0")}
    assert score(lens, sheets).span == Span(100.0, 100.0, 100.0)
    assert score(lens, sheets).counts == Counts(none=1, not_applicable=1)


def test_where_nothing_applies_there_is_no_score():
    lens = measured([((HIGH,), "HIGH")])
    nothing = {"p0q0": ticked(not_applicable=True)}
    assert score(lens, nothing).span == Span(None, None, None)
    assert score(lens, nothing).span.is_empty
    assert score(lens, nothing).weakest is None
    no_practice = {"p0q0": ticked(practices=aside("p0q0c0"))}
    assert score(lens, no_practice).span == Span(None, None, None)
    assert score(lens, no_practice).counts == Counts(none=1)


def test_of_what_nobody_answered_everything_is_possible():
    outcome = score(lens_of(), {})
    assert outcome.span == Span(0, 100, 0)
    assert outcome.counts == Counts(unanswered=3)


def test_none_of_these_is_no_practice():
    lens = lens_of()
    outcome = score(lens, {"backup": ticked("backup_no")})
    assert outcome.questions[0].part.value == 0
    assert [one.id for one in outcome.questions[0].missing] == ["copy", "tried"]


def test_a_pillar_set_aside_leaves_the_score_and_is_counted():
    lens = lens_of()
    sheets = {"backup": ticked("tried"), "failover": ticked("zones", "drills")}
    outcome = score(lens, sheets, {"security": "another team's"})
    assert outcome.span == Span(100.0, 100.0, 100.0)
    assert outcome.counts == Counts(none=1, not_applicable=2)
    assert outcome.pillars[0].reason_set_aside == "another team's"
    assert outcome.pillars[0].span.is_empty
    assert outcome.pillars[0].worst is Risk.NOT_APPLICABLE
    # Practices of questions that do not apply are not counted a second time.
    assert outcome.pillars[0].practices_set_aside == 0


def test_a_review_is_the_mean_of_its_pillars_beside_the_weakest():
    lens = measured([((HIGH,), "NONE")] * 3, [((HIGH, HIGH), "NONE")])
    sheets = {f"p0q{n}": ticked(f"p0q{n}c0") for n in range(3)} | {"p1q0": ticked("p1q0c0")}
    outcome = score(lens, sheets)
    assert outcome.span == Span(75.0, 75.0, 100.0)
    assert outcome.weakest is outcome.pillars[1]


def test_below_half_coverage_no_pillar_is_the_weakest():
    lens = measured([((HIGH,), "HIGH")] * 2, [((HIGH,), "HIGH")])
    outcome = score(lens, {"p1q0": ticked(none=True)})
    assert outcome.span.coverage < 50
    assert outcome.weakest is None


def test_the_gravest_missing_practice_comes_first():
    question = measured([((LOW, HIGH, MEDIUM, HIGH), "HIGH")]).questions[0]
    missing = judge(question, ticked("p0q0c3")).missing
    assert [one.severity for one in missing] == [HIGH, MEDIUM, LOW]


def test_the_worst_of_a_pillar():
    lens = measured([((HIGH,), "HIGH"), ((HIGH,), "MEDIUM"), ((HIGH,), "NONE")])
    none = Sheet(none=True)
    assert score(lens, {f"p0q{n}": none for n in range(3)}).pillars[0].worst is Risk.HIGH
    assert score(lens, {"p0q1": none, "p0q2": none}).pillars[0].worst is Risk.MEDIUM
    assert score(lens, {"p0q2": none}).pillars[0].worst is Risk.UNANSWERED


# ---- by their laws, on lenses and answers of all kinds ----

severities = st.lists(st.sampled_from(Severity), min_size=1, max_size=4)
questions = st.tuples(severities, st.sampled_from(["HIGH", "MEDIUM", "NONE"]))
lenses = st.lists(st.lists(questions, min_size=1, max_size=4), min_size=1, max_size=4).map(
    lambda pillars: measured(*pillars)
)


def answers_to(question: Question):
    ids = [one.id for one in question.practices]
    return st.builds(
        Sheet,
        selected=st.frozensets(st.sampled_from(ids)),
        none=st.booleans(),
        not_applicable=st.sampled_from([False, False, True]),
        practices=st.dictionaries(
            st.sampled_from(ids), st.sampled_from([Practice(one) for one in Status])
        ),
    ).map(_one_state_a_practice)


def _one_state_a_practice(sheet: Sheet) -> Sheet:
    """As the form sends it: a practice with a status is not ticked."""
    return Sheet(
        sheet.selected - set(sheet.practices),
        sheet.none,
        sheet.not_applicable,
        practices=sheet.practices,
    )


@st.composite
def reviewed(draw):
    lens = draw(lenses)
    answered = [one for one in lens.questions if draw(st.booleans())]
    sheets = {one.id: draw(answers_to(one)) for one in answered}
    away = {pillar.id: "not ours" for pillar in lens.pillars if draw(st.integers(0, 4)) == 0}
    return lens, sheets, away


@given(reviewed())
@settings(max_examples=60, deadline=None)
def test_a_score_is_a_span_within_0_and_100(review):
    outcome = score(*review)
    for one in (outcome.span, *(pillar.span for pillar in outcome.pillars)):
        if not one.is_empty:
            assert -TO_A_BILLIONTH <= one.low <= one.high + TO_A_BILLIONTH <= 100 + 1e-6
            assert 0 <= one.coverage <= 100
    assert outcome.counts.total == len(outcome.questions)


@given(reviewed(), st.data())
@settings(max_examples=60, deadline=None)
def test_an_answer_never_widens_the_span(review, data):
    lens, sheets, away = review
    before = score(lens, sheets, away)
    unanswered = [one.question for one in before.questions if one.risk is Risk.UNANSWERED]
    if not unanswered:
        return
    question = data.draw(st.sampled_from(unanswered))
    after = score(lens, {**sheets, question.id: data.draw(answers_to(question))}, away)
    if after.span.is_empty:
        return
    assert after.span.low >= before.span.low - TO_A_BILLIONTH
    assert after.span.high <= before.span.high + TO_A_BILLIONTH


@given(reviewed(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_a_lens_changes_nothing(review, random):
    lens, sheets, away = review
    shuffled = Lens(
        lens.name, "", tuple(_shuffled(random, [_turned(random, p) for p in lens.pillars]))
    )
    one, other = score(lens, sheets, away), score(shuffled, sheets, away)
    assert figures(one.span) == pytest.approx(figures(other.span))
    assert one.counts == other.counts


def _turned(random, pillar: Pillar) -> Pillar:
    turned = [
        Question(one.id, one.title, "", tuple(_shuffled(random, one.choices)), one.rules)
        for one in pillar.questions
    ]
    return Pillar(pillar.id, pillar.name, "", tuple(_shuffled(random, turned)))


def _shuffled(random, parts):
    parts = list(parts)
    random.shuffle(parts)
    return parts


def figures(one: Span) -> tuple[float, float, float]:
    return (one.low or 0, one.high or 0, one.coverage or 0)


# ---- the same from nothing but the definition, in fractions ----

WEIGHT = {"HIGH": 4, "MEDIUM": 2, "LOW": 1}
MOST = {"HIGH": Fraction(1, 2), "MEDIUM": Fraction(4, 5), "NONE": Fraction(1)}


def by_definition(lens: Lens, sheets: dict[str, Sheet], away: dict[str, str]):
    """low, high and coverage: everything unanswered is tried as missing and as in place."""
    spans, answered, total = [], Fraction(0), Fraction(0)
    for pillar in lens.pillars:
        weights, worst, best = [], [], []
        for question in () if pillar.id in away else pillar.questions:
            found = value_by_definition(question, sheets.get(question.id, UNSAID))
            if found is None:
                continue
            weight, value = found
            weights.append(weight)
            worst.append(weight * (0 if value is None else value))
            best.append(weight * (1 if value is None else value))
            answered += 0 if value is None else weight
        total += sum(weights)
        if weights:
            spans.append((sum(worst) / sum(weights), sum(best) / sum(weights)))
    if not spans:
        return None
    low, high = (sum(column) / len(spans) for column in zip(*spans, strict=True))
    return tuple(float(100 * one) for one in (low, high, answered / total))


def value_by_definition(question: Question, sheet: Sheet):
    if sheet.not_applicable:
        return None
    state = {one.id: "OPEN" for one in question.choices}
    state |= dict.fromkeys(sheet.selected, "DONE")
    state |= {id: said.status.name for id, said in sheet.practices.items()}
    applicable = [one for one in question.choices if state[one.id] != "NOT_APPLICABLE"]
    if not applicable:
        return None
    weights = [Fraction(WEIGHT[one.severity]) for one in applicable]
    if set(state.values()) == {"OPEN"} and not sheet.none:
        return max(weights), None
    done = [w for w, one in zip(weights, applicable, strict=True) if state[one.id] == "DONE"]
    risk = "NONE" if len(done) == len(applicable) else question.rules[1].risk.name
    return max(weights), min(sum(done) / sum(weights), MOST[risk])


@given(reviewed())
@settings(max_examples=120, deadline=None)
def test_it_is_what_the_definition_gives(review):
    expected = by_definition(*review)
    found = score(*review).span
    if expected is None:
        assert found.is_empty
    else:
        assert figures(found) == pytest.approx(expected, abs=1e-9)
