"""Words of a report: statuses, times, amounts."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.models.improvement import Status
from reviews.models.workload import Environment
from reviews.outcome.schedule import When
from reviews.outcome.spoken import PracticeState

register = template.Library()

Word = str | Promise

SLOTS: dict[When, Word] = {
    When.OVERDUE: _("Overdue"),
    When.IN_30: _("Within 30 days"),
    When.IN_60: _("31 to 60 days"),
    When.IN_90: _("61 to 90 days"),
    When.LATER: _("Later than 90 days"),
    When.NO_DATE: _("Without a date"),
    When.DONE: _("Done"),
}

STATES: dict[PracticeState, Word] = {
    PracticeState.IN_PLACE: _("in place"),
    PracticeState.PARTLY: _("partly"),
    PracticeState.MISSING: _("missing"),
    PracticeState.NOT_APPLICABLE: _("n/a"),
    PracticeState.UNSAID: _("not said"),
}


@register.filter
def when_words(when: When) -> Word:
    return SLOTS[when]


@register.filter
def state_word(state: PracticeState) -> Word:
    return STATES[state]


@register.filter
def status_word(status: str) -> Word:
    """A milestone may hold a status of another version of this program: shown as it is."""
    return Status(status).label if status in Status.values else status


@register.filter
def environment_word(environment: str) -> Word:
    return Environment(environment).label if environment in Environment.values else environment


@register.filter
def days(amount: float) -> str:
    """Person-days: whole where they are whole, else with one place."""
    return number_format(amount, 0 if float(amount).is_integer() else 1)
