"""Filters that the shared partials need: classes on widgets, and the figures of our small SVGs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from django import forms, template
from django.core.paginator import Paginator
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

HATCH_STEP = 4
TOP, BOTTOM = 4, 16
LEVELS = ("high", "medium", "none", "unanswered", "not_applicable")


@register.filter
def within(path: str, section: str) -> bool:
    """Whether a page lies in the section whose first page has this address."""
    return path == section or (section != "/" and path.startswith(section))


@register.filter
def as_widget(field: BoundField) -> SafeString:
    """The widget with Tabler's classes; date fields get the browser's own date picker."""
    widget = copy(field.field.widget)
    if isinstance(widget, forms.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    return field.as_widget(widget=widget, attrs={"class": _classes(field)})


@register.filter
def is_check(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Radio buttons and checkboxes of one question: a fieldset with a legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def options(field: BoundField) -> list[BoundWidget]:
    """Each option of a group, with the class of a checkbox."""
    widgets = field.subwidgets
    for widget in widgets:
        widget.data["attrs"] = {**widget.data["attrs"], "class": "form-check-input"}
    return widgets


def _classes(field: BoundField) -> str:
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    return " ".join(filter(None, (own, kind, "is-invalid" if field.errors else "")))


@register.filter
def bar_x(percent: float) -> str:
    """Where a percentage stands on a bar 200 units wide; never with a comma."""
    return _plain(min(max(float(percent), 0), 100) * 2)


@register.filter
def bar_to(low: float, high: float) -> str:
    """The width from one percentage to another."""
    return _plain(max(float(high) - float(low), 0) * 2)


@register.filter
def hatch(low: float, high: float) -> str:
    """Slanted strokes, cut to the span: drawn, as a pattern would need an id in each document."""
    left, right = float(low) * 2, float(high) * 2
    strokes = []
    first = int((left + TOP) // HATCH_STEP + 1) * HATCH_STEP
    for at in range(first, int(right + BOTTOM) + 1, HATCH_STEP):
        top, bottom = max(TOP, at - right), min(BOTTOM, at - left)
        if bottom > top:
            strokes.append(
                f"M{_plain(at - bottom)} {_plain(bottom)}L{_plain(at - top)} {_plain(top)}"
            )
    return "".join(strokes)


@register.filter
def segments(counts: Any) -> list[dict[str, str]]:
    """The parts of a stacked bar 200 units wide; what occurs is never thinner than 3 units."""
    amounts = {level: int(getattr(counts, level)) for level in LEVELS}
    present = {level: amount for level, amount in amounts.items() if amount}
    free = 200 - 3 * len(present)
    total = sum(present.values())
    at, parts = 0.0, []
    for level, amount in present.items():
        width = 3 + free * amount / total
        gap = 1 if at + width < 199.9 else 0
        parts.append({"level": level, "x": _plain(at), "width": _plain(width - gap)})
        at += width
    return parts


@register.filter
def page_numbers(paginator: Paginator[Any], number: int) -> Iterator[str | int]:
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
