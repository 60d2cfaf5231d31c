"""The notes of ours under x-wellarch."""

from __future__ import annotations

import json

import pytest

from pillars.questionnaire.content import Severity
from pillars.questionnaire.writing import write
from pillars.tests.questionnaire.documents import document, lens_of, read_document, told

NOTES = {
    "questions": {
        "backup": {
            "calculators": ["availability", "blast_radius"],
            "practices": {
                "copy": {"severity": "LOW", "effort": 2.5, "evidence": "availability.tree"},
                "test": {"severity": "MEDIUM", "effort": 0, "evidence": None},
            },
        }
    },
    "translations": {"ko": {"name": "렌즈"}},
    "targets": {"availability": 99.9},
}


def test_notes_reach_the_fields():
    lens = lens_of(document(**{"x-wellarch": NOTES}))
    backup = lens.questions[0]
    copy, test, _ = backup.choices
    assert backup.calculators == ("availability", "blast_radius")
    assert (copy.severity, copy.effort, copy.evidence) == (Severity.LOW, 2.5, "availability.tree")
    assert (test.severity, test.effort, test.evidence) == (Severity.MEDIUM, 0.0, "")
    assert lens.extension == NOTES


def test_notes_are_written_back_verbatim():
    value = document(**{"x-wellarch": NOTES})
    assert json.loads(write(lens_of(value)))["x-wellarch"] == NOTES


def test_a_severity_that_nobody_wrote_is_derived():
    copy, test, none = lens_of(document()).questions[0].choices
    assert (copy.severity, test.severity) == (Severity.HIGH, Severity.MEDIUM)
    assert none.severity is Severity.LOW


@pytest.mark.parametrize(
    ("extension", "code", "place"),
    [
        ({"questions": []}, "extension-type", "/questions"),
        ({"translations": "ko"}, "extension-type", "/translations"),
        ({"colour": "red"}, "extension-key", "/colour"),
        ({"questions": {"nowhere": {}}}, "extension-question", "/questions/nowhere"),
        ({"questions": {"backup": []}}, "extension-type", "/questions/backup"),
    ],
)
def test_what_has_no_effect_on_the_lens_is_told(extension, code, place):
    reading = read_document(document(**{"x-wellarch": extension}))
    assert reading.lens is not None
    (problem,) = reading.problems
    assert (problem.code, problem.pointer) == (code, f"/x-wellarch{place}")
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("notes", "code", "place"),
    [
        ({"calculator": []}, "extension-key", "/calculator"),
        ({"calculators": "availability"}, "extension-type", "/calculators"),
        ({"calculators": ["ok", "Not a name"]}, "extension-value", "/calculators/1"),
        ({"none": "nowhere"}, "extension-choice", "/none"),
        ({"none": 3}, "extension-type", "/none"),
        ({"practices": 3}, "extension-type", "/practices"),
    ],
)
def test_what_has_no_effect_on_a_question_is_told(notes, code, place):
    reading = read_document(document(**{"x-wellarch": {"questions": {"backup": notes}}}))
    assert reading.lens is not None
    (problem,) = reading.problems
    assert (problem.code, problem.pointer) == (code, f"/x-wellarch/questions/backup{place}")


@pytest.mark.parametrize(
    ("practice", "notes", "code", "place"),
    [
        ("nowhere", {}, "extension-choice", ""),
        ("copy", 7, "extension-type", ""),
        ("copy", {"severity": "high"}, "extension-value", "/severity"),
        ("copy", {"severity": ["HIGH"]}, "extension-value", "/severity"),
        ("copy", {"effort": -1}, "extension-value", "/effort"),
        ("copy", {"effort": "2 days"}, "extension-value", "/effort"),
        ("copy", {"effort": True}, "extension-value", "/effort"),
        ("copy", {"evidence": "no such thing"}, "extension-value", "/evidence"),
        ("copy", {"weight": 4}, "extension-key", "/weight"),
    ],
)
def test_what_has_no_effect_on_a_practice_is_told(practice, notes, code, place):
    extension = {"questions": {"backup": {"practices": {practice: notes}}}}
    reading = read_document(document(**{"x-wellarch": extension}))
    assert reading.lens is not None
    assert reading.lens.questions[0].choices[0].severity is Severity.HIGH
    (problem,) = reading.problems
    pointer = f"/x-wellarch/questions/backup/practices/{practice}{place}"
    assert (problem.code, problem.pointer) == (code, pointer)


def test_an_extension_that_is_no_object_is_an_error():
    assert told(read_document(document(**{"x-wellarch": 5}))) == {"wrong-type": "error"}
