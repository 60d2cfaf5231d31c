"""The formats of a report beside PDF, by how their files end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation

from reviews.exports.document import document
from reviews.exports.markdown import markdown
from reviews.exports.spreadsheet import spreadsheet
from reviews.exports.table import table
from reviews.outcome.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    write: Callable[[Report], bytes]


FORMATS = {
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", spreadsheet
    ),
    "csv": Format("text/csv; charset=utf-8", table),
    "json": Format("application/json", document),
    "md": Format("text/markdown; charset=utf-8", markdown),
}


def exported(report: Report, kind: str, language: str) -> bytes:
    with translation.override(language):
        return FORMATS[kind].write(report)
