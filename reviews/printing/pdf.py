"""A report as PDF, in a language and on a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reviews.outcome.report import Report
from reviews.printing.chapters import chapters_of
from reviews.printing.korean import with_whole_words
from reviews.printing.presses import presses

FOLDER = Path(__file__).parent
# Headings of ours have attributes, those of Markdown have none.
HEADING_OF_A_NOTE = re.compile(r"<(h[1-6])>(.*?)</\1>", re.DOTALL)


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Edition:
    """How a report is printed: its language and its paper."""

    language: str
    paper: Paper = Paper.A4

    @classmethod
    def of(cls, language: str, paper: str) -> Edition:
        """What is not offered becomes the reader's own language, and A4."""
        known = language if language in dict(settings.LANGUAGES) else translation.get_language()
        return cls(known or "en", Paper(paper) if paper in list(Paper) else Paper.A4)


def report_pdf(report: Report, edition: Edition) -> bytes:
    """Raises presses.CannotPrint or presses.Busy."""
    return presses.print(page_of(report, edition), style_of(edition.paper))


def page_of(report: Report, edition: Edition) -> str:
    """The whole document as one HTML text; only the frame is in the edition's language."""
    with translation.override(edition.language):
        context = {
            "report": report,
            "chapters": chapters_of(report),
            "language": edition.language,
            "on_paper": True,
        }
        page = render_to_string("reviews/report_pdf.html", context)
    # Else a note could break the order of headings, which readers of tagged documents jump along.
    return with_whole_words(HEADING_OF_A_NOTE.sub(r'<p class="heading">\2</p>', page))


@cache
def style_of(paper: Paper) -> str:
    style = (FOLDER / "print.css").read_text()
    return f"{style}\n@page {{ size: {paper.value} }}\n"
