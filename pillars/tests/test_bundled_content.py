"""What is bundled is complete: it is the first thing that anybody sees of the product."""

import pytest

from pillars import library
from pillars.questionnaire.content import Lens
from pillars.questionnaire.reading import read

ALIASES = sorted(path.stem for path in library.CONTENT.glob("*.json"))
PILLARS = {
    "cloud-native": [
        "Reliability",
        "Cells",
        "Blast radius",
        "Database choice",
        "Serverless and events",
        "Migration and evolution",
    ]
}
SIZES = {"cloud-native": (43, 196)}


@pytest.fixture(params=ALIASES)
def alias(request) -> str:
    return request.param


@pytest.fixture
def lens(alias) -> Lens:
    return read(library.bundled(alias)).lens


def test_every_bundled_lens_has_its_row_above():
    assert set(ALIASES) == set(PILLARS) == set(SIZES)


def test_nothing_stands_against_publishing(alias):
    reading = read(library.bundled(alias))
    assert [p for p in reading.strict if p.severity in ("error", "warning")] == []
    assert reading.errors == ()


def test_pillars(alias, lens):
    assert [pillar.name for pillar in lens.pillars] == PILLARS[alias]
    assert all(pillar.questions for pillar in lens.pillars)


def test_size(alias, lens):
    choices = [choice for question in lens.questions for choice in question.choices]
    assert (len(lens.questions), len(choices)) == SIZES[alias]


def test_every_practice_says_how_to_improve(lens):
    silent = [
        choice.id
        for question in lens.questions
        for choice in question.practices
        if not (choice.improvement and choice.improvement.text.strip())
    ]
    assert silent == []


def test_every_practice_says_what_it_means_in_place(lens):
    silent = [
        choice.id
        for question in lens.questions
        for choice in question.practices
        if not (choice.helpful and choice.helpful.text.strip())
    ]
    assert silent == []


def test_every_question_and_the_lens_are_described(lens):
    assert lens.description.strip()
    assert [question.id for question in lens.questions if not question.description.strip()] == []


def test_ids_are_unique_across_the_lens(lens):
    ids = [choice.id for question in lens.questions for choice in question.choices]
    assert len(set(ids)) == len(ids)
