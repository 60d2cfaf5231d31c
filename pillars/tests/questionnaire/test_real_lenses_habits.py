"""What real lenses hold, row by row: how reading takes it and what publishing says."""

from __future__ import annotations

import json

import pytest

from pillars.questionnaire.content import Risk
from pillars.questionnaire.rating import rate
from pillars.questionnaire.reading import read
from pillars.questionnaire.writing import write
from pillars.tests.questionnaire.documents import (
    choice,
    document,
    lens_of,
    none_choice,
    place_of,
    question,
    question_of,
    read_document,
    rules,
    told,
)

LINK = {"displayText": "More", "url": "https://example.com"}


def rule(condition, risk="NO_RISK"):
    return {"condition": condition, "risk": risk}


def further(*kinds, links=()):
    return {"additionalResources": [{"type": kind, "content": [*links]} for kind in kinds]}


def reading_of(asked):
    return read_document(document(asked))


def grades(reading, code):
    """The severity of a problem to reading and to publishing, None where it is not told."""
    return told(reading).get(code), told(reading, strict=True).get(code)


def test_a_tidy_lens_has_no_problem():
    reading = read_document(document())
    assert reading.problems == reading.strict == ()


def test_nan_as_a_title():
    text = json.dumps(document(question(title=...)), indent=1)
    text = text.replace('"description": "Backups', '"title": NaN, "description": "Backups')
    reading = read(text.encode())
    assert reading.lens is not None
    assert reading.lens.questions[0].title == ""
    assert grades(reading, "title-missing") == ("warning", "error")
    assert place_of(reading, "title-missing")[0] == "/pillars/0/questions/0/title"


def test_nan_as_another_text():
    text = json.dumps(document()).replace('"What it is for"', "NaN")
    reading = read(text.encode())
    assert reading.lens is not None
    assert reading.lens.description == ""
    assert told(reading) == {"text-nan": "warning"}


@pytest.mark.parametrize("key", ["id", "riskRules", "choices", "helpfulResource"])
def test_nan_is_no_id_and_no_list(key):
    text = json.dumps(document(question(**{key: "@"}))).replace('"@"', "NaN")
    assert "wrong-type" in told(read(text.encode()))


@pytest.mark.parametrize("key", ["condition", "risk"])
def test_nan_is_no_part_of_a_rule(key):
    rows = [{**rule("copy"), key: "@"}]
    text = json.dumps(document(question(riskRules=rows))).replace('"@"', "NaN")
    assert told(read(text.encode())) == {"wrong-type": "error"}


@pytest.mark.parametrize("place", ['"pillars": NaN', '"extra": [NaN]', '"x-wellarch": {"a": NaN}'])
def test_nan_anywhere_else_is_an_error(place):
    text = json.dumps(document()).replace('"name": "A lens"', f'"name": "A lens", {place}')
    assert read(text.encode()).errors


def test_no_default_and_a_selection_left_unrated():
    partial = [
        {"condition": "copy && test", "risk": "NO_RISK"},
        {"condition": "!copy", "risk": "HIGH_RISK"},
    ]
    reading = reading_of(question(riskRules=partial))
    assert grades(reading, "selection-unrated") == ("warning", "error")
    (problem,) = [p for p in reading.problems if p.code == "selection-unrated"]
    assert problem.params == {"selection": "copy"}
    assert reading.lens is not None
    assert rate(reading.lens.questions[0], {"copy"}).risk is Risk.HIGH


def test_no_default_and_every_selection_rated():
    complete = [
        {"condition": "copy && test", "risk": "NO_RISK"},
        {"condition": "!copy || !test", "risk": "HIGH_RISK"},
    ]
    reading = reading_of(question(riskRules=complete))
    assert grades(reading, "default-missing") == ("warning", "note")
    assert grades(reading, "selection-unrated") == (None, None)


def test_a_rule_that_never_fires():
    reading = reading_of(question(riskRules=rules("copy", "!copy")))
    assert grades(reading, "rule-never-fires") == ("warning", "warning")
    assert place_of(reading, "rule-never-fires")[0] == "/pillars/0/questions/0/riskRules/2"


def test_a_condition_that_contradicts_itself():
    reading = reading_of(question(riskRules=rules("copy && test", "copy && !copy")))
    assert grades(reading, "condition-never-true") == ("warning", "warning")
    assert grades(reading, "rule-never-fires") == (None, None)


def test_a_question_with_one_risk_for_everybody():
    reading = reading_of(question(riskRules=[{"condition": "default", "risk": "NO_RISK"}]))
    assert grades(reading, "risk-constant") == ("warning", "warning")


def test_one_more_practice_raises_the_risk():
    reading = reading_of(question(riskRules=rules("copy && !test", "copy && test")))
    assert grades(reading, "risk-rises") == ("note", "note")
    (problem,) = [p for p in reading.problems if p.code == "risk-rises"]
    expected = {"choice": "test", "selection": "copy", "low": "NO_RISK", "high": "HIGH_RISK"}
    assert problem.params == expected


def test_ticking_none_of_these_may_raise_the_risk():
    rows = rules("copy && test && !none_no", "!copy || none_no")
    reading = reading_of(question(riskRules=rows))
    assert "risk-rises" not in told(reading)


def test_a_choice_in_no_rule():
    rows = rules("copy", "!copy")[:2]
    reading = reading_of(question(riskRules=rows))
    assert grades(reading, "choice-in-no-rule") == ("note", "note")
    assert place_of(reading, "choice-in-no-rule")[0] == "/pillars/0/questions/0/choices"


def test_none_of_these_without_the_mark_is_an_ordinary_choice():
    ordinary = choice("else", title="None of these")
    reading = reading_of(question(choices=[choice("copy"), choice("test"), ordinary]))
    assert grades(reading, "none-without-mark") == ("warning", "warning")
    assert reading.lens is not None
    assert not reading.lens.questions[0].choices[2].is_none


def test_none_of_these_without_the_mark_unless_the_author_says_so():
    bare = choice("else", title="None of these", improvementPlan=...)
    asked = question(choices=[choice("copy"), choice("test"), bare])
    said = {"x-wellarch": {"questions": {"backup": {"none": "else"}}}}
    reading = read_document(document(asked, **said))
    assert reading.problems == reading.strict == ()
    assert reading.lens is not None
    assert reading.lens.questions[0].none_choice is not None


def test_the_mark_with_another_title():
    asked = question(choices=[choice("copy"), choice("test"), none_choice(title="Not used here")])
    assert grades(reading_of(asked), "none-other-title") == (None, "note")


def test_unknown_keys_are_kept():
    value = document(
        question(choices=[choice("copy", description="How", weight=3), choice("test")], number=7),
        _version="3",
        _release_date={"year": 2024, "days": [1, None, True, 2.5]},
    )
    value["pillars"][0]["description"] = "All about keys"
    reading = read_document(value)
    assert reading.problems == ()
    assert grades(reading, "unknown-key") == (None, "note")
    assert reading.lens is not None
    assert reading.lens.pillars[0].description == "All about keys"
    assert reading.lens.questions[0].choices[0].description == "How"
    assert json.loads(write(reading.lens)) == value


def test_unknown_keys_are_told_once_a_key():
    choices = [choice("copy", description="How", weight=3), choice("test", description="When")]
    reading = reading_of(question(choices=choices))
    found = [p for p in reading.strict if p.code == "unknown-key"]
    assert [(p.params["key"], p.params["count"]) for p in found] == [
        ("description", 2),
        ("weight", 1),
    ]


@pytest.mark.parametrize(
    ("member", "url", "code"),
    [
        ({"Url": "https://example.com/a"}, "https://example.com/a", "url-key"),
        ({"URL": "https://example.com/a"}, "https://example.com/a", "url-key"),
        ({"url": ""}, "", "url-empty"),
        ({"url": " \n"}, "", "url-empty"),
        ({"url": " https://example.com/a "}, "https://example.com/a", "url-blanks"),
        ({"url": "https://a.example/1, https://b.example/2"}, "https://a.example/1", "url-several"),
        ({"url": "https://a.example/1  https://b.example/"}, "https://a.example/1", "url-several"),
        ({"url": "https://a.example/1,https://b.example/"}, "https://a.example/1", "url-several"),
        ({"url": "javascript:alert(1)"}, "", "url-refused"),
        ({"url": "JaVaScRiPt:alert(1)//https://example.com"}, "", "url-refused"),
        ({"url": "data:text/html,hello"}, "", "url-refused"),
        ({"url": "//example.com/a"}, "", "url-refused"),
        ({"url": "example.com"}, "", "url-refused"),
        ({"url": "https://"}, "", "url-refused"),
        ({"url": 'https://example.com/"onclick="x'}, "", "url-refused"),
        ({"url": "file:///etc/passwd"}, "", "url-refused"),
        ({"url": "https://example.com/" + "a" * 2_100}, "", "url-refused"),
    ],
)
def test_addresses_are_repaired_or_dropped(member, url, code):
    asked = question(helpfulResource={"displayText": "More", **member})
    reading = reading_of(asked)
    assert reading.lens is not None
    link = reading.lens.questions[0].helpful
    assert link is not None
    assert (link.text, link.url) == ("More", url)
    assert grades(reading, code) == ("warning", "warning")


@pytest.mark.parametrize("url", ["http://example.com", "HTTPS://Example.com/a_(b)?c=d&e=f#g"])
def test_good_addresses_stay_as_they_are(url):
    asked = question_of(question(helpfulResource={"displayText": "More", "url": url}))
    assert asked.helpful is not None
    assert asked.helpful.url == url


@pytest.mark.parametrize(
    ("changes", "code", "expected"),
    [
        ({"title": "t" * 173}, "text-long", ("warning", "warning")),
        ({"title": "t" * 512}, "text-long", ("warning", "warning")),
        ({"title": "t" * 513}, "text-too-long", ("error", "error")),
        ({"title": "t" * 128}, "text-long", (None, None)),
        ({"description": "d" * 1_500}, "text-long", (None, None)),
        ({"description": "d" * 2_048}, "text-too-long", (None, None)),
        ({"description": "d" * 2_049}, "text-too-long", ("error", "error")),
        ({"title": ""}, "title-missing", ("warning", "error")),
        ({"title": "  "}, "title-missing", ("warning", "error")),
        ({"id": "q"}, "id-odd", ("warning", "error")),
        ({"id": "has-dash"}, "id-odd", ("warning", "error")),
        ({"id": "x" * 129}, "id-odd", ("warning", "error")),
        ({"id": "x" * 513}, "text-too-long", ("error", "error")),
        ({"id": ""}, "id-missing", ("error", "error")),
        ({"choices": [], "riskRules": []}, "choices-missing", ("warning", "error")),
        ({"choices": ...}, "key-missing", ("error", "error")),
        ({"riskRules": ...}, "key-missing", ("error", "error")),
        ({"riskRules": []}, "selection-unrated", ("warning", "error")),
        ({"description": "<b>bold</b>"}, "text-markup", (None, "note")),
        ({"description": "a <region> and <APP_ID>"}, "text-markup", (None, "note")),
        ({"description": "1 < 2 > 0, a <- b"}, "text-markup", (None, None)),
        (
            {"description": "“typographic”\r\n\ttab, NBSP\u00a0and é"},
            "text-nan",
            (None, None),
        ),
    ],
)
def test_texts_and_limits_of_a_question(changes, code, expected):
    reading = reading_of(question(**changes))
    assert grades(reading, code) == expected
    assert (reading.lens is None) == (expected[0] == "error")


def test_texts_are_kept_as_they_are():
    text = "“typographic”\r\n\ttab, NBSP\u00a0and é <b>bold</b> {braces} %s"
    assert question_of(question(description=text)).description == text


@pytest.mark.parametrize(
    ("value", "elements"),
    [
        (document(*[question(f"q_{n}") for n in range(21)]), "questions"),
        (
            document(question(choices=[choice(f"c_{n}") for n in range(16)], riskRules=[])),
            "choices",
        ),
        (
            document(
                pillars=[
                    {"id": f"p_{n}", "name": "P", "questions": [question(f"q_{n}")]}
                    for n in range(11)
                ]
            ),
            "pillars",
        ),
    ],
)
def test_more_than_the_rule_allows(value, elements):
    reading = read_document(value)
    assert grades(reading, "too-many") == ("warning", "error")
    (problem,) = [p for p in reading.problems if p.code == "too-many"]
    assert problem.params["elements"] == elements
    assert problem.pointer.endswith(f"/{elements}")


def test_a_lens_without_pillars_is_an_error():
    assert told(read_document(document(pillars=[]))) == {"pillars-missing": "error"}


def test_a_question_id_twice_names_both_places():
    value = document(question())
    value["pillars"].append({"id": "cost", "name": "Cost", "questions": [question()]})
    reading = read_document(value)
    assert grades(reading, "id-twice") == ("error", "error")
    (problem,) = reading.errors
    assert problem.params["first"] == "/pillars/0/questions/0"
    assert problem.params["second"] == "/pillars/1/questions/0"
    assert problem.pointer == "/pillars/1/questions/0/id"
    assert "/pillars/0/questions/0 and /pillars/1/questions/0" in problem.what


def test_a_choice_id_may_repeat_in_another_question():
    assert read_document(document(question("one"), question("two"))).problems == ()


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"choices": [choice("copy"), choice("copy")]}, "id-twice", "/choices/1/id"),
        ({"choices": [choice("copy", improvementPlan=...)]}, "plan-missing", "/choices/0"),
        ({"choices": "copy"}, "wrong-type", "/choices"),
        ({"riskRules": [rule("copy", "LOW_RISK")]}, "risk-unknown", "/riskRules/0/risk"),
        ({"riskRules": [rule(5)]}, "wrong-type", "/riskRules/0/condition"),
        ({"riskRules": [rule(None)]}, "wrong-type", "/riskRules/0/condition"),
        ({"riskRules": [rule("copy &&")]}, "condition-ends-early", "/riskRules/0/condition"),
        ({"riskRules": [rule("tset")]}, "condition-unknown-choice", "/riskRules/0/condition"),
        ({"riskRules": rules("default", "!copy")}, "default-twice", "/riskRules/2"),
        ({"riskRules": [*rules("copy", "test"), rule("!copy")]}, "risk-twice", "/riskRules/3"),
    ],
)
def test_errors_with_their_place(changes, code, place):
    reading = reading_of(question(**changes))
    assert reading.lens is None
    assert grades(reading, code) == ("error", "error")
    pointer, line = place_of(reading, code)
    assert pointer == f"/pillars/0/questions/0{place}"
    assert line > 10


def test_duplicate_keys_name_both_lines():
    text = '{"name": "A",\n "pillars": [],\n "name": "B"}'
    reading = read(text.encode())
    (problem,) = [p for p in reading.errors if p.code == "key-twice"]
    assert (problem.line, problem.params["first_line"]) == (3, 1)
    assert "in line 1" in problem.what


@pytest.mark.parametrize(
    ("changes", "code", "expected"),
    [
        ({"improvementPlan": {"displayText": ""}}, "plan-text-missing", ("warning", "error")),
        ({"improvementPlan": {}}, "plan-text-missing", ("warning", "error")),
        ({"improvementPlan": None}, "plan-missing", ("error", "error")),
        ({"improvementPlan": "Do it"}, "wrong-type", ("error", "error")),
        ({"helpfulResource": None}, "null-ignored", ("warning", "warning")),
        (further("OTHER"), "resource-type", ("warning", "error")),
        (further("HELPFUL_RESOURCE", "HELPFUL_RESOURCE"), "resource-twice", ("warning", "error")),
        (further("IMPROVEMENT_PLAN", links=[LINK] * 6), "too-many", ("warning", "error")),
        (further("IMPROVEMENT_PLAN", links=[LINK] * 5), "too-many", (None, None)),
        ({"additionalResources": [{"type": "OTHER"}]}, "key-missing", ("error", "error")),
    ],
)
def test_links_of_a_choice(changes, code, expected):
    reading = reading_of(question(choices=[choice("copy", **changes), choice("test")]))
    assert grades(reading, code) == expected


def test_a_none_of_these_with_a_plan():
    planned = none_choice(improvementPlan={"displayText": "Begin"})
    reading = reading_of(question(choices=[choice("copy"), choice("test"), planned]))
    assert grades(reading, "plan-needless") == (None, "warning")


def test_another_schema_version():
    reading = read_document(document(schemaVersion="2022-01-01"))
    assert grades(reading, "schema-version") == ("warning", "warning")
    assert lens_of(document(schemaVersion=...)).schema_version == "2021-11-01"


def test_all_problems_are_told_at_once():
    broken = question(
        "",
        choices=[choice("copy", improvementPlan=...), 5, choice("test", title=7)],
        riskRules=[{"condition": "copy &", "risk": "NONE"}, "default", {"risk": "NO_RISK"}],
    )
    reading = read_document(document(broken, question("same"), question("same"), name=...))
    assert [(p.code, p.pointer.removeprefix("/pillars/0/questions")) for p in reading.problems] == [
        ("key-missing", ""),
        ("id-missing", "/0/id"),
        ("plan-missing", "/0/choices/0"),
        ("wrong-type", "/0/choices/1"),
        ("wrong-type", "/0/choices/2/title"),
        ("condition-single-operator", "/0/riskRules/0/condition"),
        ("risk-unknown", "/0/riskRules/0/risk"),
        ("wrong-type", "/0/riskRules/1"),
        ("key-missing", "/0/riskRules/2"),
        ("id-twice", "/2/id"),
    ]
    assert sorted(p.line for p in reading.problems) == [p.line for p in reading.problems]
