"""Real lenses from a folder that the environment names; skipped where it names none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pillars.questionnaire.checking import check
from pillars.questionnaire.conditions import MAX_LENGTH, evaluate
from pillars.questionnaire.rating import rate
from pillars.questionnaire.reading import read
from pillars.questionnaire.writing import write
from pillars.tests.questionnaire import oracle

FOLDER = os.environ.get("LENS_FOLDER", "")
BUNDLED = sorted((Path(__file__).parents[2] / "content").glob("*.json"))
SHARED = sorted(Path(FOLDER).glob("*.json")) if FOLDER else []


@pytest.fixture(params=[*BUNDLED, *SHARED], ids=lambda path: path.name[-40:])
def path(request):
    return request.param


def test_the_folder_of_shared_lenses():
    if not FOLDER:
        pytest.skip("LENS_FOLDER names no folder: only the bundled lenses are read")
    assert SHARED


def test_a_real_lens_has_no_error_and_survives_writing(path):
    reading = read(path.read_bytes())
    assert reading.errors == ()
    assert reading.lens is not None
    assert read(write(reading.lens).encode()).lens == reading.lens


def test_checking_says_what_strict_reading_says(path):
    reading = read(path.read_bytes())
    assert reading.lens is not None
    checked = {(problem.code, problem.pointer) for problem in check(reading.lens)}
    strict = {(problem.code, problem.pointer) for problem in reading.strict}
    assert checked <= strict
    # what only a file can show has been mended in the value
    assert {code.partition("-")[0] for code, _ in strict - checked} <= {"url", "text", "encoding"}


def test_ratings_are_those_of_the_oracle(path):
    document = json.loads(path.read_text("utf-8-sig"))
    lens = read(path.read_bytes()).lens
    assert lens is not None
    raw = [question for pillar in document["pillars"] for question in pillar["questions"]]
    for question, source in zip(lens.questions, raw, strict=True):
        ids = [choice.id for choice in question.choices]
        if len(ids) > 12:
            continue
        for selected in oracle.selections(ids):
            expected = oracle.risk(source["riskRules"], selected)
            assert rate(question, selected, none=True).risk == expected


def test_conditions_are_far_from_the_limit(path):
    lens = read(path.read_bytes()).lens
    assert lens is not None
    for question in lens.questions:
        for rule in question.rules:
            assert len(rule.source) < MAX_LENGTH / 10
            assert evaluate(rule.condition, set()) == oracle.holds(rule.source, ())
