"""The report of the example in each format, read back."""

import csv
import io
import json
import re
from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction
from openpyxl import load_workbook

from reviews.example import loading
from reviews.exports.document import as_json
from reviews.exports.formats import FORMATS, exported
from reviews.exports.rows import question_rows
from reviews.exports.sheets import LONGEST, fitting
from reviews.exports.table import COLUMNS
from reviews.models import Workload
from reviews.outcome.choosing import Audience, Chosen, Part
from reviews.reporting import report_of


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        workload = Workload.objects.get(name="Item master")
        made = {
            "whole": report_of(workload),
            "sponsor": report_of(workload, None, Chosen(audience=Audience.SPONSOR)),
            "plan": report_of(workload, None, Chosen(parts=frozenset({Part.PLAN}))),
            "empty": report_of(Workload.objects.get(name="Loyalty points")),
        }
        transaction.set_rollback(True)
    return made


def book_of(report, language="en"):
    return load_workbook(io.BytesIO(exported(report, "xlsx", language)))


def test_csv_is_every_question_once(reports):
    text = exported(reports["whole"], "csv", "en").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len({row["question_id"] for row in rows}) == 43
    assert sum(row["risk"] == "HIGH" for row in rows) == reports["whole"].counts.high
    first = next(row for row in rows if row["question_id"] == "REL4")
    assert first["owner"] == "noor.haddad@example.org"
    assert first["due"] == "2026-12-26" or len(first["due"]) == 10


def test_xlsx_has_typed_cells_and_readable_columns(reports):
    book = book_of(reports["whole"])
    assert book.sheetnames == [
        "Summary", "Pillars", "Risk register", "Improvement plan", "To find out", "What changed",
        "Answers", "Practices",
    ]  # fmt: skip
    plan = book["Improvement plan"]
    head = [cell.value for cell in plan[1]]
    due = [row[head.index("Due")].value for row in plan.iter_rows(min_row=2)]
    days = [row[head.index("Days")].value for row in plan.iter_rows(min_row=2)]
    assert all(isinstance(one, datetime) for one in due)
    assert all(isinstance(one, int | float) for one in days)
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    assert all(dimension.width >= 6 for dimension in plan.column_dimensions.values())
    assert plan.max_row == 1 + len(reports["whole"].plan.rows)


def test_the_reader_reads_it_in_their_language(reports):
    assert book_of(reports["whole"], "ko").sheetnames[0] != ""
    assert "## " in exported(reports["whole"], "md", "ko").decode()


def test_json_has_the_keys_that_are_promised(reports):
    data = json.loads(exported(reports["whole"], "json", "ko"))
    assert (data["kind"], data["format"]) == ("wellarch.report", 1)
    assert set(data) == {
        "kind", "format", "workload", "organisation", "date", "edition", "milestone", "reviews",
        "summary", "scope", "risks", "plan", "accepted_risks", "to_find_out", "changes", "answers",
    }  # fmt: skip
    assert data["answers"][0]["practices"][0]["state"] in ("IN_PLACE", "PARTLY", "MISSING")
    assert data["reviews"][0]["counts"]["high"] == reports["whole"].counts.high
    assert {"gained", "lost", "kind", "risk_then", "risk_now"} <= set(
        data["changes"]["questions"][0]
    )


def test_only_the_chosen_parts(reports):
    assert "plan" in as_json(reports["plan"])
    assert "answers" not in as_json(reports["plan"])
    assert book_of(reports["plan"]).sheetnames == ["Summary", "Improvement plan"]
    assert "Risk register" not in exported(reports["plan"], "md", "en").decode()


@pytest.mark.parametrize("kind", ["csv", "json", "md"])
def test_the_sponsors_edition_has_no_name_and_no_note(reports, kind):
    text = exported(reports["sponsor"], kind, "en").decode()
    whole = reports["whole"]
    assert not [row.item.owner for row in whole.plan.rows if row.item.owner in text]
    assert not [name for name in whole.people if name in text]
    notes = {row.sheet.notes for row in question_rows(whole)} - {""}
    assert not [note for note in notes if note in text]


def test_markdown_tells_the_whole(reports):
    text = exported(reports["whole"], "md", "en").decode()
    for title in ("Summary", "Risk register", "Improvement plan", "What changed", "All answers"):
        assert f"## {title}" in text
    assert "- Every critical user flow has a written availability target" in text


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_answered_is_short_and_whole(reports, kind):
    assert len(exported(reports["empty"], kind, "en")) < 60_000


def test_a_cell_holds_what_it_can():
    assert len(fitting("x" * 40_000)) == LONGEST
    assert len(fitting("🙂" * 40_000).encode("utf-16-le")) <= 2 * LONGEST
    assert fitting("a\x00b\x0bc") == "abc"


def test_the_documentation_names_every_column_and_key(reports):
    text = (settings.BASE_DIR / "docs" / "report-exports.md").read_text()
    columns = re.findall(r"`(\w+)`", text.split("## CSV")[1].split("UTF-8")[0])
    assert tuple(columns) == COLUMNS
    data = json.loads(exported(reports["whole"], "json", "en"))
    rows = [data["risks"][0], data["plan"][0], data["to_find_out"][0], data["answers"][0]]
    for keys in (data, data["reviews"][0], data["changes"], data["summary"], *rows):
        assert not [key for key in keys if f"`{key}`" not in text]
