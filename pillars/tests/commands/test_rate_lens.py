"""rate_lens: the risk of each question for one answer sheet or many."""

import io
import json
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from pillars.questionnaire.rating import rate_sheet
from pillars.questionnaire.reading import read
from pillars.tests import lenses


@pytest.fixture
def rate(tmp_path):
    def rate(answers, *args: str, lens: bytes = b"") -> str:
        file, sheets = tmp_path / "lens.json", tmp_path / "sheets.json"
        file.write_bytes(lens or lenses.data())
        sheets.write_bytes(answers if isinstance(answers, bytes) else json.dumps(answers).encode())
        out = io.StringIO()
        call_command("rate_lens", str(file), "--answers", str(sheets), *args, stdout=out)
        return out.getvalue()

    return rate


@pytest.mark.parametrize(
    ("answer", "risk", "rule"),
    [
        ({"selected": ["copy", "test"]}, "NONE", 0),
        ({"selected": ["test"]}, "HIGH", 1),
        ({"selected": ["copy"]}, "MEDIUM", 2),
        ({"selected": ["copy", "none_no"], "none": True}, "MEDIUM", 2),
        ({"selected": [], "none": True}, "HIGH", 1),
        ({"none": True}, "HIGH", 1),
        ({"selected": []}, "UNANSWERED", None),
        ({}, "UNANSWERED", None),
        ({"selected": ["copy"], "not_applicable": True}, "NOT_APPLICABLE", None),
    ],
)
def test_one_sheet(answer, risk, rule, rate):
    expected = {"backup": {"risk": risk, "rule": rule}}
    assert json.loads(rate({"backup": answer}, "--json")) == expected


def test_a_question_left_out_is_unanswered(rate):
    assert json.loads(rate({}, "--json")) == {"backup": {"risk": "UNANSWERED", "rule": None}}


def test_a_list_of_sheets_is_a_list_in_its_order(rate):
    ids = ("copy", "test", "none_no")
    chosen = [list(some) for size in range(4) for some in combinations(ids, size)]
    sheets = [{"backup": {"selected": some}} for some in chosen]
    lens = read(lenses.data()).lens
    expected = [rate_sheet(lens, sheet)["backup"] for sheet in sheets]
    found = [entry["backup"] for entry in json.loads(rate(sheets, "--json"))]
    assert found == [{"risk": one.risk.value, "rule": one.rule} for one in expected]
    assert json.loads(rate([], "--json")) == []


def test_a_lens_that_only_reads_will_do(rate):
    assert "UNANSWERED" in rate({}, "--json", lens=lenses.draft_only())


def test_the_table_for_people(rate):
    said = rate([{"backup": {"selected": ["copy"]}}, {}])
    assert said.splitlines()[0] == "Sheet 1"
    assert "backup  MEDIUM          rule 2  How do you back up?" in said
    assert "backup  UNANSWERED      -       How do you back up?" in said


def test_standard_input(rate, monkeypatch, tmp_path):
    file = tmp_path / "lens.json"
    file.write_bytes(lenses.data())
    sent = io.BytesIO(b'{"backup": {"selected": ["copy"]}}')
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=sent))
    out = io.StringIO()
    call_command("rate_lens", str(file), "--answers", "-", "--json", stdout=out)
    assert json.loads(out.getvalue())["backup"]["risk"] == "MEDIUM"


@pytest.mark.parametrize(
    ("answers", "paths"),
    [
        ({"nowhere": {}}, ["/nowhere: "]),
        ({"backup": {"selected": ["x", 1]}}, ["/backup/selected/0: ", "/backup/selected/1: "]),
        ([{}, {"backup": []}], ["/1/backup: "]),
        ([{"backup": {"selected": "copy"}}, 7], ["/0/backup/selected: ", "/1: "]),
        ({"backup": {"none": 1, "sure": True}}, ["/backup/none: ", "/backup/sure: "]),
        ("x", ["/: "]),
        (b"", ["/: this is no JSON document"]),
        (b'{"backup": {}, "backup": {}}', ['the key "backup" stands twice']),
        (b"[" * 100_000, ["/: this is no JSON document"]),
        (b"\xff\xfe\x00", ["/: this is no JSON document"]),
        (b"[" + b"9" * 5000 + b"]", ["/: this is no JSON document"]),
        ({"\x1b[31m": {}}, ["/\ufffd[31m: "]),
    ],
)
def test_bad_sheets_exit_with_2_and_every_path(answers, paths, rate):
    with pytest.raises(CommandError) as refused:
        rate(answers, "--json")
    assert refused.value.returncode == 2
    for path in paths:
        assert path in str(refused.value)


@pytest.mark.parametrize("data", [b"[]", b"x", lenses.broken()])
def test_a_lens_that_does_not_read_exits_with_1(data, rate):
    with pytest.raises(CommandError, match="The lens does not read") as refused:
        rate({}, lens=data)
    assert refused.value.returncode == 1


def test_missing_files(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("rate_lens", str(tmp_path / "x"), "--answers", "-")
    assert refused.value.returncode == 1
    lens = tmp_path / "lens.json"
    lens.write_bytes(lenses.data())
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("rate_lens", str(lens), "--answers", str(tmp_path / "x"))
    assert refused.value.returncode == 2
