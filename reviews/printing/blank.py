"""The questionnaire of a lens on paper, to be filled in by hand."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from pillars.questionnaire.content import Lens
from reviews.printing.korean import with_whole_words
from reviews.printing.pdf import Edition, style_of
from reviews.printing.presses import presses


def blank_pdf(lens: Lens, number: int, edition: Edition) -> bytes:
    """Raises presses.CannotPrint or presses.Busy."""
    return presses.print(blank_page(lens, number, edition), style_of(edition.paper))


def blank_page(lens: Lens, number: int, edition: Edition) -> str:
    with translation.override(edition.language):
        context = {"lens": lens, "number": number, "language": edition.language}
        return with_whole_words(render_to_string("reviews/questionnaire_pdf.html", context))
