"""Words that several formats use, in the language of the reader."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pillars.questionnaire.content import Risk
from reviews.models.improvement import Status
from reviews.outcome.scoring import Span

RISKS: dict[Risk, str | Promise] = {
    Risk.HIGH: _("High risk"),
    Risk.MEDIUM: _("Medium risk"),
    Risk.NONE: _("No risk found"),
    Risk.UNANSWERED: _("Not answered"),
    Risk.NOT_APPLICABLE: _("Does not apply"),
}


def risk_word(risk: Risk | None) -> str:
    return str(RISKS[risk]) if risk else ""


def status_word(status: str) -> str:
    """A milestone may hold a status of another version of this program: shown as it is."""
    return str(Status(status).label) if status in Status.values else status


def span_words(span: Span) -> str:
    if span.low is None or span.high is None:
        return "–"
    low, high = f"{span.low:.0f}", f"{span.high:.0f}"
    return low if low == high else f"{low}–{high}"
