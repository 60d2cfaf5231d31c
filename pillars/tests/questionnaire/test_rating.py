"""How an answer is judged."""

from __future__ import annotations

import pytest

from pillars.questionnaire.content import Risk
from pillars.questionnaire.rating import (
    Rating,
    SheetError,
    by_rules,
    lowering,
    rate,
    rate_sheet,
    selection,
)
from pillars.tests.questionnaire.documents import (
    choice,
    document,
    lens_of,
    none_choice,
    question,
    question_of,
    rules,
)

# Rules of a published DynamoDB lens, question DDBPERF1; its three vectors follow below.
DDB = [f"DDBPERF1_{number}" for number in range(1, 7)]
DDB_RULES = rules(
    "DDBPERF1_1 && DDBPERF1_2 && DDBPERF1_3 && DDBPERF1_4 && DDBPERF1_5 && DDBPERF1_6",
    "(!DDBPERF1_1) || (!DDBPERF1_2) || (!DDBPERF1_4) || (!DDBPERF1_5) || (!DDBPERF1_6)",
)


@pytest.fixture(scope="module")
def dynamo():
    return question_of(question("DDBPERF1", choices=[choice(i) for i in DDB], riskRules=DDB_RULES))


@pytest.fixture(scope="module")
def backup():
    return question_of(question())


@pytest.mark.parametrize(
    ("selected", "risk"),
    [
        ([], Risk.HIGH),
        ([i for i in DDB if i != "DDBPERF1_3"], Risk.MEDIUM),
        ([i for i in DDB if i != "DDBPERF1_1"], Risk.HIGH),
        (DDB, Risk.NONE),
    ],
)
def test_published_vectors(dynamo, selected, risk):
    assert by_rules(dynamo, set(selected)).risk is risk
    assert rate(dynamo, selected, none=True).risk is risk


def test_the_first_true_rule_decides_and_is_named(backup):
    assert rate(backup, {"copy", "test"}) == Rating(Risk.NONE, 0)
    assert rate(backup, {"test"}) == Rating(Risk.HIGH, 1)
    assert rate(backup, ["copy", "copy"]) == Rating(Risk.MEDIUM, 2)


def test_not_applicable_goes_before_everything(backup):
    expected = Rating(Risk.NOT_APPLICABLE, None)
    assert rate(backup, {"test"}, not_applicable=True) == expected
    assert rate(backup, (), none=True, not_applicable=True) == expected


def test_nothing_selected_is_unanswered():
    question_without_risk = question(riskRules=[{"condition": "default", "risk": "NO_RISK"}])
    assert rate(question_of(question_without_risk), ()) == Rating(Risk.UNANSWERED, None)


def test_none_of_these_runs_the_rules_over_the_empty_selection(backup):
    assert rate(backup, (), none=True) == Rating(Risk.HIGH, 1)


def test_none_of_these_of_the_lens_counts_as_an_answer(backup):
    assert rate(backup, {"none_no"}) == Rating(Risk.HIGH, 1)


def test_what_no_rule_rates_is_high():
    partial = question(riskRules=[{"condition": "copy && test", "risk": "NO_RISK"}])
    assert rate(question_of(partial), {"copy"}) == Rating(Risk.HIGH, None)


def test_a_choice_marked_not_applicable_counts_as_selected(backup):
    chosen = selection({"copy"}, {"test"})
    assert chosen == {"copy", "test"}
    assert rate(backup, chosen).risk is Risk.NONE
    assert selection([], []) == frozenset()


def test_a_sheet_rates_every_question_in_order():
    lens = lens_of(document(question("one"), question("two"), question("three"), question("four")))
    sheet = {
        "two": {"selected": ["copy", "test"]},
        "three": {"none": True},
        "four": {"selected": [], "none": False, "not_applicable": True},
    }
    ratings = rate_sheet(lens, sheet)
    assert list(ratings) == ["one", "two", "three", "four"]
    assert [rating.risk for rating in ratings.values()] == [
        Risk.UNANSWERED,
        Risk.NONE,
        Risk.HIGH,
        Risk.NOT_APPLICABLE,
    ]


def test_a_sheet_forbids_no_combination():
    lens = lens_of(document())
    both = {"backup": {"selected": ["copy", "none_no", "copy"], "none": True}}
    assert rate_sheet(lens, both)["backup"].risk is Risk.MEDIUM


def test_a_sheet_lists_everything_that_is_wrong():
    sheet = {
        "nowhere": {},
        "backup": {"selected": ["copy", "cpoy", 7, None], "none": "yes", "notApplicable": True},
        "restore": ["copy"],
        "a/b": {},
        5: {},
    }
    with pytest.raises(SheetError) as caught:
        rate_sheet(lens_of(document(question(), question("restore"))), sheet)
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [
        ("sheet-question", "/nowhere"),
        ("sheet-choice", "/backup/selected/1"),
        ("sheet-type", "/backup/selected/2"),
        ("sheet-type", "/backup/selected/3"),
        ("sheet-type", "/backup/none"),
        ("sheet-key", "/backup/notApplicable"),
        ("sheet-type", "/restore"),
        ("sheet-question", "/a~1b"),
        ("sheet-question", "/5"),
    ]
    assert '"cpoy" is no choice of the question "backup"' in str(caught.value)
    assert "copy, test, none_no" in str(caught.value)


@pytest.mark.parametrize("sheet", [None, [], "backup", 3, {"backup": None}, {"backup": 1}])
def test_a_sheet_of_the_wrong_type_is_refused(sheet):
    with pytest.raises(SheetError):
        rate_sheet(lens_of(document()), sheet)


def test_a_list_of_choices_may_not_be_a_text():
    with pytest.raises(SheetError):
        rate_sheet(lens_of(document()), {"backup": {"selected": "copy"}})


def ids(choices):
    return [found.id for found in choices]


def test_lowering_names_each_practice_that_helps_alone(backup):
    assert ids(lowering(backup, {"none_no"})) == ["copy"]
    assert ids(lowering(backup, {"copy"})) == ["test"]
    assert ids(lowering(backup, ())) == ["copy"]


def test_lowering_is_empty_without_risk(backup):
    assert lowering(backup, {"copy", "test"}) == ()


def test_lowering_names_the_gravest_pair_when_no_single_practice_helps():
    choices = [choice(name) for name in ("abc", "bcd", "cde")]
    rows = rules("abc && bcd && cde", "!(abc && bcd) && !(bcd && cde)")
    notes = {"abc": {"severity": "LOW"}, "bcd": {"severity": "HIGH"}, "cde": {"severity": "HIGH"}}
    extension = {"questions": {"backup": {"practices": notes}}}
    made = lens_of(document(question(choices=choices, riskRules=rows), **{"x-wellarch": extension}))
    assert ids(lowering(made.questions[0], ())) == ["bcd", "cde"]


def test_lowering_falls_back_on_the_gravest_missing(dynamo):
    # three of the five whose absence alone is HIGH are missing: no pair is enough
    missing = ("DDBPERF1_1", "DDBPERF1_2", "DDBPERF1_3", "DDBPERF1_4")
    answer = set(DDB) - set(missing)
    assert ids(lowering(dynamo, answer)) == ["DDBPERF1_1", "DDBPERF1_2", "DDBPERF1_4"]


def test_lowering_never_proposes_none_of_these():
    choices = [choice("copy"), choice("else", title="None of the above")]
    rows = [
        {"condition": "copy && else", "risk": "NO_RISK"},
        {"condition": "default", "risk": "HIGH_RISK"},
    ]
    asked = question_of(question(choices=choices, riskRules=rows))
    assert ids(lowering(asked, ())) == ["copy"]
    assert lowering(asked, {"copy"}) == ()


def test_the_question_knows_its_none(backup):
    assert backup.none_choice is not None
    assert backup.none_choice.id == "none_no"
    assert ids(backup.practices) == ["copy", "test"]
    assert not backup.offers_none
    assert question_of(question(choices=[choice("copy"), choice("test")])).offers_none


@pytest.mark.parametrize("title", ["None of these", "none of the above.", "None of above", " None"])
def test_the_page_offers_no_second_none(title):
    asked = question(choices=[choice("copy"), choice("test"), choice("else", title=title)])
    assert not question_of(asked).offers_none
    assert question_of(asked).none_choice is None


def test_lookups_of_a_lens():
    lens = lens_of(document(question("one"), question("two")))
    assert lens.question("two") is lens.questions[1]
    assert lens.question("three") is None
    assert lens.pillar_of("one").id == "security"
    with pytest.raises(KeyError):
        lens.pillar_of("three")
    assert lens.questions[0].choice("copy") is lens.questions[0].choices[0]
    assert lens.questions[0].choice("nowhere") is None


def test_several_none_choices_are_no_practice():
    asked = question_of(question(choices=[choice("copy"), choice("test"), none_choice("x_no")]))
    assert asked.none_choice is not None
    assert asked.none_choice.is_none
