"""Writing a lens and reading it again gives the same value."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.reading import read
from pillars.questionnaire.writing import write
from pillars.tests.questionnaire.documents import choice, document, lens_of, none_choice, question

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS | st.floats(-1e9, 1e9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
UNKNOWN = st.dictionaries(st.sampled_from(["_version", "number", "note~/", "x"]), JSON, max_size=2)
LINKS = st.fixed_dictionaries(
    {"displayText": TEXTS.filter(str.strip)},
    optional={"url": st.sampled_from(["", "https://a.example/", " http://b.example/?c=d "])},
)
CONDITIONS = st.sampled_from(["copy", "!copy", "copy && test", "(copy||test) && !copy", "default"])


@st.composite
def questions(draw, question_id):
    details = {"helpfulResource": LINKS, "description": TEXTS}
    resource = st.fixed_dictionaries(
        {"type": st.just("HELPFUL_RESOURCE"), "content": st.lists(LINKS, max_size=2)}
    )
    details["additionalResources"] = st.lists(resource, max_size=1)
    choices = [
        choice(name, **draw(st.fixed_dictionaries({}, optional=details)), **draw(UNKNOWN))
        for name in ("copy", "test")
    ]
    risks = draw(st.permutations(["NO_RISK", "HIGH_RISK", "MEDIUM_RISK"]))
    conditions = draw(st.lists(CONDITIONS, max_size=3, unique=True))
    rows = [{"condition": c, "risk": r} for c, r in zip(conditions, risks, strict=False)]
    members = question(
        question_id, title=draw(TEXTS), choices=[*choices, none_choice()], riskRules=rows
    )
    return {**members, **draw(UNKNOWN)}


@st.composite
def documents(draw):
    made = [draw(questions(f"question_{number}")) for number in range(draw(st.integers(1, 3)))]
    severity = {"severity": draw(st.sampled_from(["HIGH", "LOW", "??"]))}
    notes = {"questions": {"question_0": {"practices": {"copy": severity}}}}
    extension = {"x-wellarch": notes} if draw(st.booleans()) else {}
    return {**document(*made), **draw(UNKNOWN), **extension}


@given(documents())
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_as_the_same_lens(value):
    lens = lens_of(value)
    again = read(write(lens).encode())
    assert again.lens == lens
    assert hash(again.lens) == hash(lens)


@given(documents())
@settings(max_examples=40, deadline=None)
def test_writing_what_was_written_changes_nothing(value):
    text = write(lens_of(value))
    lens = read(text.encode()).lens
    assert lens is not None
    assert write(lens) == text


def test_the_order_of_the_document_is_kept():
    value = document(question(number=1, zzz=2, aaa=3))
    shuffled = dict(reversed(value.items()))
    shuffled["pillars"] = [dict(reversed(value["pillars"][0].items()))]
    written = json.loads(write(lens_of(shuffled)))
    assert list(written) == list(shuffled)
    assert list(written["pillars"][0]) == list(shuffled["pillars"][0])
    assert list(written["pillars"][0]["questions"][0]) == list(value["pillars"][0]["questions"][0])


def test_a_tidy_document_comes_back_byte_for_byte():
    text = json.dumps(document(), ensure_ascii=False, indent=2) + "\n"
    lens = read(text.encode()).lens
    assert lens is not None
    assert write(lens) == text
