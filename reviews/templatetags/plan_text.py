"""Words of the plan: what was changed, what to look at, keys of forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.db.models import Choices
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import new_public_id
from reviews.models import ItemChange, Workload
from reviews.models.improvement import ItemSeverity, Origin, Status
from reviews.once import KEY
from reviews.outcome.plan_checks import Check, plan_checks
from reviews.outcome.proposals import accepted_risks
from reviews.outcome.state import PlanItem, State

register = template.Library()

Word = str | Promise

ACTIONS: dict[str, Word] = {
    "improvement.added": _("added it to the plan"),
    "improvement.edited": _("changed it"),
    "acceptance.asked": _("asked to accept the risk"),
    "acceptance.approved": _("accepted the risk"),
    "acceptance.declined": _("declined to accept the risk"),
    "comment.added": _("commented"),
    "comment.removed": _("removed a comment"),
}
FIELDS: dict[str, Word] = {
    "title": _("What to do"),
    "details": _("Details"),
    "owner": _("Owner"),
    "due_on": _("Due"),
    "severity": _("Severity"),
    "effort_days": _("Effort (days)"),
    "status": _("Status"),
    "links": _("Links"),
    "needs": _("Waits for"),
    "until": _("Until"),
}
CHECKS: dict[Check, Word] = {
    Check.EXPIRED: _("accepted risk expired"),
    Check.OVERDUE: _("overdue"),
    Check.NO_OWNER_OR_DATE: _("without owner or date"),
}
CHOICES: dict[str, type[Choices]] = {"status": Status, "severity": ItemSeverity}
SHORT = 200


@dataclass(frozen=True)
class ChangeLine:
    field: Word
    before: Word
    after: Word


@register.filter
def action_word(action: str) -> Word:
    return ACTIONS.get(action, action)


@register.filter
def lines_of(change: ItemChange) -> Iterator[ChangeLine]:
    for name, (before, after) in change.fields.items():
        yield ChangeLine(FIELDS.get(name, name), _said(name, before), _said(name, after))


def _said(name: str, value: Any) -> Word:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if name in CHOICES and value in CHOICES[name].values:
        return str(CHOICES[name](value).label)
    day = parse_date(value) if name in ("due_on", "until") and value else None
    if day:
        return date_format(day, "SHORT_DATE_FORMAT")
    text = str(value)
    return text if len(text) <= SHORT else text[:SHORT] + "…"


@register.filter
def check_word(check: Check) -> Word:
    return CHECKS[check]


@register.filter
def severity_word(severity: str) -> Word:
    return ItemSeverity(severity).label if severity in ItemSeverity.values else _("not said")


@register.filter
def days_words(days: float) -> str:
    """Of work: a whole number, or one place."""
    amount = number_format(days, 0 if float(days).is_integer() else 1)
    return ngettext("%(days)s day", "%(days)s days", 1 if days == 1 else 2) % {"days": amount}


@register.filter
def origin_word(origin: str) -> Word:
    return Origin(origin).label


@register.filter
def status_today(item: PlanItem) -> str:
    """An acceptance that ran out counts as something to decide again."""
    return item.status_on(timezone.localdate())


@register.filter
def is_accepted_today(item: PlanItem) -> bool:
    return item.is_accepted(timezone.localdate())


@register.filter
def is_overdue_today(item: PlanItem) -> bool:
    return item.is_overdue(timezone.localdate())


@register.simple_tag
def form_key() -> SafeString:
    """Hidden in a form that makes something; `reviews.once` reads it."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, new_public_id())


@register.inclusion_tag("reviews/_plan_checks.html")
def plan_to_check(workload: Workload, state: State) -> dict[str, Any]:
    """What in the plan to look at, each with a link to its row."""
    return {"workload": workload, "findings": plan_checks(state.plan, timezone.localdate())}


@register.inclusion_tag("reviews/_accepted_risks.html")
def accepted_of(state: State) -> dict[str, Any]:
    """How many of the high risks are accepted, and until when at the earliest."""
    today: date = timezone.localdate()
    risks = accepted_risks(state, today)
    ends = [item.accepted_until for risk in risks for item in risk.plan if item.is_accepted(today)]
    return {"amount": len(risks), "until": min((end for end in ends if end), default=None)}
