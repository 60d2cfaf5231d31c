"""Days in words."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def in_days(days: float) -> str:
    """1 day, 2.5 days: the number has no plural form of its own in every catalogue."""
    if days == 1:
        return _("1 day")
    whole = int(days) if days == int(days) else round(days, 1)
    return _("%(days)s days") % {"days": number_format(whole, use_l10n=True)}
