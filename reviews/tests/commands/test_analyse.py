"""The command that computes findings: one JSON value, every problem at once, exit codes."""

import io
import json
import sys

import pytest
import yaml
from django.core.management import CommandError, call_command

from pillars.analysing.documents import read_document
from pillars.checks import CONTENT
from pillars.tests.analysis.vectors import VECTORS, differences
from reviews.management.commands.analyse import CALCULATORS, Command

ARCHITECTURES = CONTENT / "architectures"
AURORA = {"az_nodes": [2, 2, 2], "Vw": 4, "Vr": 3}


class Ran:
    """What a run of the command printed, and its exit code."""

    def __init__(self, *words):
        out, err = io.StringIO(), io.StringIO()
        self.code = 0
        try:
            call_command("analyse", *words, stdout=out, stderr=err, no_color=True)
        except SystemExit as left:
            self.code = left.code
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def json(self):
        return json.loads(self.out, parse_constant=pytest.fail)


@pytest.fixture
def run(tmp_path):
    def run(calculator, inputs, *options, name="inputs.json"):
        file = tmp_path / name
        file.write_text(inputs if isinstance(inputs, str) else json.dumps(inputs))
        return Ran(calculator, str(file), *options)

    return run


@pytest.mark.parametrize("calculator", sorted(CALCULATORS))
def test_reference_results_come_out_of_the_command(run, calculator):
    vectors = [one for one in VECTORS if one["calculator"] == calculator]
    ran = run(calculator, [one["inputs"] for one in vectors], "--json")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json) == len(vectors) > 0
    for vector, answer in zip(vectors, ran.json, strict=True):
        wrong = differences(answer["outputs"], vector["expected"], vector["tolerance"])
        assert (vector["name"], wrong) == (vector["name"], [])


def test_every_reference_result_has_a_calculator():
    assert {one["calculator"] for one in VECTORS} == set(CALCULATORS)
    assert len(VECTORS) == 136


def test_an_object_gets_an_object_and_a_list_a_list(run):
    one = run("quorum", AURORA, "--json").json
    assert set(one) == {
        *("calculator", "op", "inputs", "outputs", "formula", "assumptions", "warnings")
    }
    assert one["inputs"] == {**AURORA, "p_node": 1e-3, "p_az": 1e-4}
    assert run("quorum", [AURORA], "--json").json == [one]
    assert run("quorum", [], "--json").json == []


def test_a_refused_item_stands_in_its_place(run):
    ran = run("quorum", [AURORA, {"Vw": 0, "op": "survival"}, 7, AURORA], "--json")
    assert ran.code == 2
    first, second, third, fourth = ran.json
    assert first == fourth
    assert [error["path"] for error in second["errors"]] == ["/az_nodes", "/Vw", "/Vr"]
    assert all(set(error) == {"path", "message"} for error in second["errors"])
    assert third == {"errors": [{"path": "", "message": "Expected an object of inputs, found 7."}]}


def test_unknown_keys_are_warnings(run):
    ran = run("quorum", [AURORA, {**AURORA, "colour": "red", "x": float("inf")}], "--json")
    assert ran.code == 2  # no JSON: Infinity
    ran = run("quorum", json.dumps([AURORA, {**AURORA, "colour": "red", "x": 1}]), "--json")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        '/1/colour: Nobody reads the key "colour".',
        '/1/x: Nobody reads the key "x".',
    ]
    assert (
        run("quorum", '{"az_nodes": [1], "Vw": 1, "Vr": 1, "x": 1e999}', "--json").json["inputs"][
            "x"
        ]
        is None
    )


def test_problems_for_people_go_to_standard_error(run):
    ran = run("quorum", {"Vw": 1, "Vr": 1})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "/az_nodes: The input az_nodes is missing.\n"


@pytest.mark.parametrize(
    ("text", "name", "line", "words"),
    [
        ('{"a": 1,\n}', "x.json", 2, "This is no JSON document"),
        ("a: 1\nb: [", "x.yaml", 3, "This is no YAML document"),
        ("a: 1\na: 2", "x.yaml", 2, 'the key "a" stands twice'),
    ],
)
def test_what_cannot_be_read_is_one_error_with_its_line(run, text, name, line, words):
    ran = run("quorum", text, "--json", name=name)
    assert ran.code == 2
    (error,) = ran.json["errors"]
    assert words in error["message"]
    assert (error["path"], error["line"]) == ("", line)
    people = run("quorum", text, name=name)
    assert (people.code, people.out) == (2, "")
    assert f"{name}:{line}:" in people.err


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"az_nodes: [1]\nVw: 1\nVr: 1")))
    assert Ran("quorum", "-", "--json").json["outputs"]["write_tolerates_nodes"] == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert Ran("quorum").code == 2


def test_a_file_that_is_not_there():
    ran = Ran("quorum", "nowhere.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "nowhere.json cannot be read: No such file or directory.\n"
    (error,) = Ran("quorum", "nowhere.json", "--json").json["errors"]
    assert "cannot be read" in error["message"]


def test_a_finding_for_people(run):
    out = run("availability", {"op": "serial", "availabilities": [0.999, 0.999]}).out
    assert out.startswith("Availability and downtime: Parts that are all needed")
    assert "  availability          0.998001" in out
    assert "downtime_s_per_year   63040.464 s a year" in out
    assert "Formula: Availability is the product" in out
    assert "  - The parts fail independently of each other." in out
    assert "Source: AWS" in out


def test_text_of_a_file_cannot_steer_a_terminal(run):
    ran = run("quorum", json.dumps({**AURORA, "\x1b[2J": 1}))
    assert "\x1b" not in ran.out + ran.err
    assert ran.err


def seoul():
    path = ARCHITECTURES / "seoul-2018.yaml"
    return read_document(path.read_bytes(), path.name)


def test_faults_are_a_table_worst_first(run):
    lines = run("blast_radius", seoul()).out.splitlines()
    assert lines[2].split() == ["customers", "requests", "cells", "fault", "because"]
    assert "deploy: dns to everywhere   router -> app -> dns" in lines[6]
    assert "cell: c01, and 9 alike" in lines[7]
    assert lines[9] == "  15 further faults touch nobody."


def test_the_red_build(run):
    """A change adds a global dependency: the check fails and names the chain. With the dependency
    in each cell it passes."""
    path = ARCHITECTURES / "cells-10.yaml"
    architecture = yaml.safe_load(path.read_text())
    check = ("--max-blast-radius", "10", "--no-spof")
    assert run("blast_radius", architecture, *check).code == 0

    three = [{"az": az, "count": 2} for az in "abc"]
    architecture["components"].append({"id": "flags", "replicas": three})
    architecture["deps"].append({"from": "app", "to": "flags"})
    red = run("blast_radius", yaml.safe_dump(architecture), *check, name="a.yaml")
    assert red.code == 1
    assert red.err.splitlines() == [
        "deploy: flags to everywhere takes down 100 % of customers, more than 10 %: "
        "router -> app -> flags"
    ]

    architecture["components"][-1]["scope"] = "cell"
    green = run("blast_radius", yaml.safe_dump(architecture), *check, name="a.yaml")
    assert (green.code, green.err) == (0, "")


def test_a_limit_with_json_keeps_one_value_on_standard_output(run):
    ran = run("blast_radius", seoul(), "--json", "--max-blast-radius", "10")
    assert ran.code == 1
    assert ran.json["outputs"]["global_reach"] == ["dns"]
    assert "router -> app -> dns" in ran.err


def test_a_single_point_of_failure_is_named_with_its_chain():
    ran = Ran("blast_radius", str(ARCHITECTURES / "amazon-2004.yaml"), "--no-spof")
    assert ran.code == 1
    assert "oracle is a single point of failure" in ran.err
    assert ran.err.strip().endswith("web -> orders -> oracle")
    assert Ran("blast_radius", str(ARCHITECTURES / "cells-10.yaml"), "--no-spof").code == 0


def test_kinds_of_faults_are_selected(run):
    some = run("blast_radius", seoul(), "--faults", "az,cell", "--json").json["outputs"]["results"]
    assert {row["fault"]["type"] for row in some} == {"az", "cell"}
    assert run("blast_radius", seoul(), "--faults", "az,cell", "--max-blast-radius", "10").code == 0
    listed = {
        "model": seoul(),
        "faults": [{"type": "az", "az": "a"}, {"type": "cell", "cell": "c01"}],
    }
    one = run("blast_radius", listed, "--faults", "cell", "--json").json["outputs"]["results"]
    assert [row["fault"] for row in one] == [{"type": "cell", "cell": "c01"}]
    with pytest.raises(CommandError, match="storm: not among replica, az"):
        run("blast_radius", seoul(), "--faults", "storm")


@pytest.mark.parametrize(
    ("options", "code"), [((), 0), (("--faults", "component"), 1), (("--faults", "az"), 0)]
)
def test_a_bug_in_all_copies_counts_only_when_it_is_asked_for(run, options, code):
    alone = {
        "components": [
            {"id": "web", "change_scope": "az", "replicas": [{"az": a, "count": 1} for a in "ab"]}
        ],
        "deps": [],
        "flows": [{"id": "f", "entry": "web", "request_share": 1}],
    }
    assert run("blast_radius", alone, "--max-blast-radius", "10", *options).code == code
    listed = {"model": alone, "faults": [{"type": "component", "id": "web"}]}
    assert run("blast_radius", listed, "--max-blast-radius", "10").code == 1


def test_expected_rows_can_be_held_against_the_limit(run):
    rows = {"op": "expected", "rows": [{"rate_per_year": 1, "hours": 1, "pct": 20}]}
    assert run("blast_radius", rows, "--max-blast-radius", "20").code == 0
    assert run("blast_radius", rows, "--max-blast-radius", "19").code == 1


@pytest.mark.parametrize(("least", "code"), [("0.998", 0), ("0.9981", 1)])
def test_an_availability_is_held_against_a_limit(run, least, code):
    inputs = {"op": "serial", "availabilities": [0.999, 0.999]}
    ran = run("availability", inputs, "--min-availability", least)
    assert ran.code == code
    assert ("The availability is 0.998001, less than 0.9981." in ran.err) == bool(code)


def test_refused_goes_before_exceeded(run):
    inputs = [{"op": "serial", "availabilities": [0.5]}, {"op": "serial"}]
    assert run("availability", inputs, "--min-availability", "0.9").code == 2


@pytest.mark.parametrize(
    ("calculator", "inputs", "options", "words"),
    [
        ("quorum", AURORA, ("--no-spof",), "blast_radius can"),
        ("quorum", AURORA, ("--faults", "az"), "blast_radius can"),
        (
            "availability",
            {"op": "exhaust", "burn_rate": 1},
            ("--min-availability", "1"),
            "no output",
        ),
        ("availability", {}, ("--min-availability", "2"), "not between 0 and 1"),
        ("blast_radius", {}, ("--max-blast-radius", "x"), "not a number"),
        ("astrology", {}, (), "invalid choice"),
    ],
)
def test_options_that_do_not_fit_are_refused(run, calculator, inputs, options, words):
    with pytest.raises(CommandError, match=words):
        run(calculator, inputs, *options)


def test_help_tells_everything():
    text = Command().create_parser("manage.py", "analyse").format_help()
    assert "manage.py analyse blast_radius architecture.yaml --max-blast-radius 10" in text
    for calculator in CALCULATORS.values():
        assert calculator.help in text
        assert all(f"  {operation.name}" in text for operation in calculator.operations)
    assert "Vw, Vr, [p_node = 0.001]" in text


def test_it_is_the_command_that_docs_describe():
    text = (CONTENT.parents[1] / "docs" / "calculators.md").read_text()
    for calculator in CALCULATORS.values():
        assert f"`{calculator.name}`" in text
        for operation in calculator.operations:
            assert f"`{operation.name}`" in text
