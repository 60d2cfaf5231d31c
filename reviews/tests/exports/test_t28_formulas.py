"""T28: whatever people write, no export has a cell that a spreadsheet takes for a formula."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pillars import library
from pillars.questionnaire.reading import read
from reviews.exports.defused import SIGNS, defused, starts_formula
from reviews.exports.document import document
from reviews.exports.markdown import markdown
from reviews.exports.spreadsheet import spreadsheet
from reviews.exports.table import table
from reviews.outcome.answers import Practice, Sheet
from reviews.outcome.changes import Hand
from reviews.outcome.compared import Before, MilestoneFacts
from reviews.outcome.report import report
from reviews.outcome.state import (
    DecisionAsked,
    Facts,
    PlanItem,
    ReviewState,
    State,
    ToFindOut,
)

LENS = read(library.bundled("cloud-native")).lens
TODAY = date(2026, 11, 23)
EVIL = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1",
    " =1", "\u00a0=1", "\ufeff=1", "=cmd|' /C calc'!A0", '"=1', "'=1", "a\r\n=1", "a;=1", 'a",=1',
    "=HYPERLINK(\"https://evil.example\")", "\x00=1", "\ud800=1", "｜=1", "| =1 |", "{=1}",
]  # fmt: skip
TEXT = ("s", "inlineStr")
WORDS = st.one_of(
    st.sampled_from(EVIL),
    st.builds(lambda sign, rest: sign + rest, st.sampled_from(sorted(SIGNS)), st.text(max_size=20)),
    st.text(max_size=40),
)


def told(text: str):
    sheet = Sheet(
        frozenset(["REL1_1"]), notes=text, reason=text, practices={"REL1_2": Practice(note=text)}
    )
    lens = replace(LENS, name=text)
    until = replace(PlanItem("b", text, "RISK_ACCEPTED"), accepted_until=TODAY,
                    accepted_because=text, accepted_by=text)  # fmt: skip
    state = State(
        facts=Facts(id="0" * 32, name=text, organisation=text, description=text, notes=text),
        reviews=(ReviewState("one", 1, 1, "digest", lens, {"REL1": sheet}),),
        plan=(
            PlanItem("a", text, "DONE", "one", "REL1", details=text, owner=text),
            until,
        ),
        to_find_out=(ToFindOut("one", "REL1", whom=text, proof=text),),
        summary=text,
        decisions=(DecisionAsked(text, text),),
        people=(text,),
    )
    then = replace(state, plan=(), reviews=(replace(state.reviews[0], sheets={}),))
    before = Before(MilestoneFacts(1, text, text, TODAY), then)
    return report(state, as_of=TODAY, previous=before, hands=[Hand(text, 1)])


def cells_of(data: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
@example("=1+1")
@example("\ud800")
def test_csv(text):
    cells = cells_of(table(told(text)))
    assert not [cell for cell in cells if starts_formula(cell)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
@example("=1+1")
@example("＝1\x0b\ud800\ufffe")
def test_xlsx(text):
    book = load_workbook(io.BytesIO(spreadsheet(told(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    assert {cell.data_type for cell in cells} <= {*TEXT, "n", "d"}
    assert all(cell.data_type in TEXT for cell in cells if isinstance(cell.value, str))
    assert all(
        cell.quotePrefix
        for cell in cells
        if isinstance(cell.value, str) and starts_formula(cell.value)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
def test_markdown_cells(text):
    lines = markdown(told(text)).decode().splitlines()
    rows = [line for line in lines if line.startswith("|") and not line.startswith("| ---")]
    for row in rows:
        cells = re.split(r"(?<!\\)\|", row.strip("|"))
        assert not [cell for cell in cells if starts_formula(cell) and set(cell.strip()) != {"-"}]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
def test_json_reads_back(text):
    data = json.loads(document(told(text)))
    whole = text.encode("utf-8", "replace").decode()
    assert data["workload"]["name"] == whole
    assert data["plan"][-1]["title"] == whole


@pytest.mark.parametrize("text", EVIL[:15])
def test_each_known_way_is_defused(text):
    assert defused(text).startswith("'")


@pytest.mark.parametrize("text", ["", "a=b", "3 - 4", "주문", "'=1", "1"])
def test_what_is_no_formula_stays(text):
    assert defused(text) == text
