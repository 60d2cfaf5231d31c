"""Damaged documents: whatever happens to a file, reading answers and never raises."""

from __future__ import annotations

import json
import random
from copy import deepcopy

import pytest

from pillars.questionnaire.checking import check
from pillars.questionnaire.reading import read
from pillars.questionnaire.writing import write
from pillars.tests.questionnaire.documents import choice, document, none_choice, question

RICH = document(
    question(
        helpfulResource={"displayText": "More", "url": "https://example.com"},
        choices=[
            choice(
                "copy",
                description="How",
                additionalResources=[
                    {"type": "HELPFUL_RESOURCE", "content": [{"displayText": "a", "url": "b"}]}
                ],
            ),
            choice("test"),
            none_choice(),
        ],
    ),
    question("restore", number=NotImplemented),
    **{"x-wellarch": {"questions": {"backup": {"practices": {"copy": {"severity": "HIGH"}}}}}},
)
RICH["pillars"][0]["questions"][1]["number"] = 3
TEXT = json.dumps(RICH, indent=1)
STRANGE = [
    None,
    True,
    0,
    -1.5,
    10**30,
    "",
    " ",
    "default",
    "copy &&",
    "\ud800",
    "\x00",
    "\u202e",
    "{0.__class__}",
    "x" * 3_000,
    [],
    {},
    [[]],
    [None],
    {"": {}},
    {"a/b~c": [1]},
    float("nan"),
    float("inf"),
]


def answered(data: bytes) -> None:
    reading = read(data)
    assert (reading.lens is None) == bool(reading.errors)
    for problem in (*reading.problems, *reading.strict):
        assert problem.line >= 1
        assert problem.column >= 1
        assert (problem.what + problem.mend + problem.pointer).encode()
    if reading.lens is not None:
        check(reading.lens)
        assert read(write(reading.lens).encode()).lens == reading.lens


def places(value, path=()):
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members if isinstance(value, (dict, list)) else ():
        if isinstance(member, (dict, list)):
            yield from places(member, (*path, key))
        else:
            yield (*path, key)


def replaced(path, strange):
    value = deepcopy(RICH)
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = strange
    return value


@pytest.mark.parametrize("strange", STRANGE, ids=lambda value: repr(value)[:20])
def test_a_strange_value_at_every_place(strange):
    for path in places(RICH):
        value = replaced(path, strange) if path else strange
        answered(json.dumps(value).encode())


def test_every_key_missing():
    for path in places(RICH):
        value = deepcopy(RICH)
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        if path and isinstance(path[-1], str):
            del holder[path[-1]]
            answered(json.dumps(value).encode())


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes(seed):
    chance = random.Random(seed)
    data = TEXT.encode()
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(damaged))
            kind = chance.randrange(4)
            if kind == 0:
                damaged[place] = chance.randrange(256)
            elif kind == 1:
                del damaged[place : place + chance.randint(1, 30)]
            elif kind == 2:
                damaged[place:place] = chance.choice(
                    [b'"', b"{", b"]", b",", b"NaN", b"\\", b"\x00"]
                )
            else:
                piece = damaged[place : place + chance.randint(1, 200)]
                damaged[place:place] = piece
        answered(bytes(damaged))


def test_the_file_cut_off_anywhere():
    data = TEXT.encode()
    for end in range(0, len(data) - 1, 7):
        reading = read(data[:end])
        assert reading.lens is None
        assert len(reading.problems) == 1
