"""Sheets of typed cells: numbers and days as such, every text as text and never as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reviews.exports.defused import starts_formula

LONGEST = 32_767  # UTF-16 units: what a cell can hold
FORBIDDEN_IN_TITLES = str.maketrans("", "", "[]:*?/\\")
HEAD = Font(bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="0B4650")
WRAPPED = Alignment(vertical="top", wrap_text=True)
Value = str | int | float | date | None


def add_sheet(
    book: Workbook,
    title: str,
    head: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Value]],
) -> Worksheet:
    """`head` gives the columns, each with a width in characters."""
    sheet: Worksheet = book.create_sheet(title.translate(FORBIDDEN_IN_TITLES)[:31])
    for place, (words, width) in enumerate(head, 1):
        cell = put(sheet, 1, place, words)
        cell.font, cell.fill, cell.alignment = HEAD, HEAD_FILL, WRAPPED
        sheet.column_dimensions[get_column_letter(place)].width = width
    line = 1
    for line, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            put(sheet, line, place, value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{line}"
    return sheet


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    cell: Cell = sheet.cell(row, column)
    if isinstance(value, str):
        # Told to be text: else a text that begins with "=" would become a formula.
        cell.value = fitting(value)
        cell.data_type = "s"
        cell.quotePrefix = starts_formula(value)
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = WRAPPED
    return cell


def fitting(text: str) -> str:
    """Without what XML cannot hold, and no longer than a cell."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "replace").decode())
    text = text.replace("\ufffe", "").replace("\uffff", "")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"


def empty_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def as_bytes(book: Workbook) -> bytes:
    out: Any = io.BytesIO()
    book.save(out)
    return bytes(out.getvalue())
