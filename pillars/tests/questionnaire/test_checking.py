"""What publishing says, and that it says it once."""

from __future__ import annotations

import json
import time

from pillars.questionnaire.checking import check
from pillars.questionnaire.reading import read
from pillars.tests.questionnaire.documents import (
    choice,
    document,
    lens_of,
    question,
    read_document,
    rules,
    told,
)


def keyed(problems):
    return [(problem.code, problem.severity, problem.pointer) for problem in problems]


def test_a_tidy_lens_may_be_published():
    assert check(lens_of(document())) == ()


def test_checking_a_value_says_what_strict_reading_says():
    asked = question(
        "q",
        title="",
        choices=[choice("copy", note=1), choice("test", title="None of these")],
        riskRules=rules("copy", "!copy"),
    )
    reading = read_document(document(asked, description="<b>"))
    assert reading.lens is not None
    assert sorted(keyed(check(reading.lens))) == sorted(keyed(reading.strict))
    assert all(problem.line > 1 for problem in reading.strict)
    assert all(problem.line == 0 for problem in check(reading.lens))


def test_nothing_is_said_twice():
    asked = question(
        choices=[choice("copy", title=5), choice("test")], riskRules=rules("copy", "x")
    )
    for problems in (
        read_document(document(asked)).problems,
        read_document(document(asked)).strict,
    ):
        assert len(set(keyed(problems))) == len(problems)


def test_broken_rules_are_not_analysed():
    asked = question(riskRules=[{"condition": "copy &&", "risk": "NO_RISK"}])
    assert told(read_document(document(asked))) == {"condition-ends-early": "error"}


def test_rules_with_an_unknown_choice_are_not_analysed():
    asked = question(riskRules=rules("copy && tset", "!copy"))
    reading = read_document(document(asked))
    assert told(reading) == {"condition-unknown-choice": "error"}
    (problem,) = reading.problems
    assert "copy, test, none_no" in problem.mend


def test_a_choice_without_an_id_accuses_no_condition():
    asked = question(choices=[choice("copy"), choice("test", id=...)])
    assert told(read_document(document(asked))) == {"key-missing": "error"}


def test_other_questions_are_analysed_beside_a_broken_one():
    good = question("other", riskRules=rules("copy", "!copy"))
    codes = told(read_document(document(question(riskRules=5), good)))
    assert codes.keys() == {"wrong-type", "rule-never-fires", "choice-in-no-rule"}


def test_a_complete_answer_that_is_still_at_risk():
    codes = told(read_document(document(question(riskRules=rules("copy && !test", "!copy")))))
    assert codes["all-selected-risk"] == "note"


def test_no_risk_that_needs_none_of_these():
    codes = told(
        read_document(document(question(riskRules=rules("copy && test && none_no", "!copy"))))
    )
    assert codes["none-needed"] == "warning"


def test_the_worst_team_without_risk():
    codes = told(read_document(document(question(riskRules=rules("!copy || test", "copy")))))
    assert codes["none-selected-safe"] == "note"


def test_more_choices_than_can_be_proved():
    ids = [f"id_{number}" for number in range(20)]
    rows = [{"condition": " && ".join(ids), "risk": "NO_RISK"}]
    reading = read_document(document(question(choices=[choice(i) for i in ids], riskRules=rows)))
    assert told(reading) == {
        "too-many": "warning",
        "rules-not-analysed": "note",
        "default-unknown": "warning",
    }


def test_the_largest_lens_is_checked_within_two_seconds():
    ids = [f"{chr(97 + number) * 3}" for number in range(15)]
    rows = rules(" && ".join(ids), " || ".join(f"!{name}" for name in ids[:8]))
    choices = [choice(name, improvementPlan={"displayText": "Do"}) for name in ids]
    questions = [question(f"q_{n}", choices=choices, riskRules=rows) for n in range(280)]
    data = json.dumps(document(*questions), separators=(",", ":")).encode()
    assert 400_000 < len(data) < 500_000
    begun = time.process_time()
    lens = read(data).lens
    assert lens is not None
    assert {problem.code for problem in check(lens)} == {"too-many"}
    assert time.process_time() - begun < 2
