"""What all calculators share: how inputs are declared, read and refused; what a finding holds."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.analysis import kinds
from pillars.analysis.availability.tree import Tree
from pillars.analysis.blast_radius.faults import FaultKind
from pillars.analysis.catalogue import CALCULATORS
from pillars.analysis.findings import Refused
from pillars.analysis.quorum import QUORUM
from pillars.analysis.records import Record, fields_of
from pillars.analysis.texts import Said, Word
from pillars.tests.analysis.running import refused

OPERATIONS = [(one, op) for one in CALCULATORS.values() for op in one.operations]
NAMES = [f"{one.name}-{op.name}" for one, op in OPERATIONS]
GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
LEAF = st.builds(lambda u: {"type": "leaf", "u": u}, st.floats(0, 1))


def numbers(kind):
    bounds = [bound for bound in (kind.low, kind.above) if bound is not None]
    low, high = max([-50, *bounds]), 60 if kind.high is None else min(kind.high, 60)
    if kind.whole:
        return st.integers(math.ceil(low), math.floor(high))
    return st.floats(low, high, exclude_min=kind.above is not None)


def lists(kind):
    return st.lists(values(kind.kind), min_size=kind.least, max_size=max(kind.least, 4))


def trees(_kind):
    parallel = st.builds(lambda c: {"type": "parallel", "children": c}, st.lists(LEAF, min_size=1))
    return LEAF | parallel


# Values in the declared range of a kind; moderate ones where it has no bounds.
STRATEGIES = {
    kinds.Number: numbers,
    kinds.Flag: lambda kind: st.booleans(),
    kinds.Text: lambda kind: st.sampled_from(["a", "b", "*"]),
    kinds.OneOf: lambda kind: st.sampled_from(sorted(kind.choices)),
    kinds.ListOf: lists,
    kinds.MapOf: lambda kind: st.dictionaries(st.sampled_from("abc"), values(kind.kind)),
    kinds.OneOrList: lambda kind: values(kind.kind) | st.lists(values(kind.kind), min_size=1),
    Record: lambda kind: objects(kind.cls),
    Tree: trees,
    FaultKind: lambda kind: st.just({"type": "az", "az": "a"}),
}


def values(kind):
    return STRATEGIES[type(kind)](kind)


def answered(calculator, inputs):
    """The finding, or the problems why there is none."""
    try:
        return calculator.run(inputs), ()
    except Refused as refused:
        return None, refused.problems


def objects(cls):
    fields = fields_of(cls)
    needed = {f.key: values(f.kind) for f in fields if f.is_required}
    optional = {f.key: values(f.kind) for f in fields if not f.is_required and f.key != "arrivals"}
    return st.fixed_dictionaries(needed, optional=optional)


@pytest.mark.parametrize(("calculator", "operation"), OPERATIONS, ids=NAMES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_inputs_in_range_give_finite_json_or_are_refused(calculator, operation, data):
    given = {"op": operation.name, **data.draw(objects(operation.inputs))}
    if operation.name == "p_cold_simulated":
        given["arrivals"] = 50
    finding, problems = answered(calculator, given)
    assert all(problem.message for problem in problems)
    if finding:
        assert not finding.unknown
        json.dumps(finding.outputs, allow_nan=False)


@pytest.mark.parametrize(("calculator", "operation"), OPERATIONS, ids=NAMES)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_garbage_is_refused_with_places(calculator, operation, data):
    keys = st.sampled_from([field.key for field in operation.fields] or ["x"])
    given = {**data.draw(st.dictionaries(keys, GARBAGE, max_size=5)), "op": operation.name}
    finding, problems = answered(calculator, given)
    assert finding or problems
    assert all(problem.path.startswith("/") or not problem.path for problem in problems)


@given(GARBAGE)
def test_what_is_no_object_is_refused(garbage):
    if not isinstance(garbage, dict):
        assert list(refused("quorum", garbage)) == [""]


@pytest.mark.parametrize(("calculator", "operation"), OPERATIONS, ids=NAMES)
def test_every_operation_explains_itself(calculator, operation):
    assert calculator.title
    assert calculator.help.endswith(".")
    assert operation.title
    assert operation.formula
    assert all(field.label for field in operation.fields)
    json.dumps(operation.record.schema(), allow_nan=False)


def test_a_finding_holds_what_its_reader_needs():
    finding = QUORUM.run({"az_nodes": [2, 2, 2], "Vw": 4, "Vr": 3, "vr": 3})
    assert (finding.calculator, finding.op) == ("quorum", "survival")
    assert finding.inputs["p_node"] == 1e-3
    assert "Vr + Vw > V" in finding.formula
    assert finding.assumptions
    assert [(one.path, one.message) for one in finding.unknown] == [
        ("/vr", 'Nobody reads the key "vr".')
    ]


def test_a_schema_carries_kind_range_default_and_texts():
    schema = QUORUM.by_name["repair"].record.schema()
    assert schema["required"] == ["size_gb", "link_gbps"]
    assert schema["properties"]["efficiency"] == {
        "type": "number",
        "maximum": 1,
        "exclusiveMinimum": 0,
        "title": "Share of the speed that carries data",
        "default": 0.8,
    }


@pytest.mark.parametrize(
    ("inputs", "path", "words"),
    [
        ({"op": 7}, "/op", "7 is not an op; it is one of: survival, segments, repair, window."),
        ({"op": "segments", "volume_gb": 1, "segment_gb": 1}, "/copies", "copies is missing"),
        (
            {"op": "segments", "volume_gb": None, "segment_gb": 1, "copies": 1},
            "/volume_gb",
            "Expected a number, found null.",
        ),
        (
            {"op": "segments", "volume_gb": 1, "segment_gb": 0, "copies": 1},
            "/segment_gb",
            "0 is out of range: more than 0.",
        ),
        (
            {"op": "segments", "volume_gb": 1e300, "segment_gb": 1, "copies": 1},
            "/volume_gb",
            "inf is out of range: at most 1e+30.",
        ),
        (
            {"op": "segments", "volume_gb": 1e20, "segment_gb": 1e-300, "copies": 1},
            "",
            "The result is out of the range of numbers.",
        ),
    ],
)
def test_a_problem_says_what_is_wrong(inputs, path, words):
    found = refused("quorum", inputs)
    assert list(found) == [path]
    assert words in found[path]


def test_sentences_can_be_told_in_another_language():
    said = Said("{count} cells", {"count": 3})
    assert said.told({"{count} cells": "셀 {count}개"}.__getitem__) == "셀 3개"
    assert str(said) == "3 cells"
    korean = {"{what} of {id}": "{id}의 {what}", "a list": "목록", "id": "아이디"}
    word = Said("{what} of {id}", {"what": Word("a list"), "id": "id"})
    assert word.told(korean.__getitem__) == "id의 목록"


def test_keys_of_a_path_are_escaped():
    inputs = {"op": "incident", "minutes": {"a/b~c": -1}, "slo": []}
    assert list(refused("availability", inputs)) == ["/minutes/a~1b~0c"]
