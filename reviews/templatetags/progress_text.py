"""The trend of a review as a drawing, and what it stood at before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import template

from reviews.comparison import Moment
from reviews.outcome.scoring import Outcome, PillarOutcome
from reviews.outcome.trend import Trend, TrendPoint

register = template.Library()

STEP = 92  # from one moment to the next
LEFT, RIGHT, TOP, HEIGHT, FOOT = 30, 6, 24, 140, 46
BAR = 26
HATCH_STEP = 5


@dataclass(frozen=True, slots=True)
class Column:
    """One moment as a bar that stands: solid to the low value, hatched to the high one."""

    point: TrendPoint[Moment]
    x: float
    y_low: float
    y_high: float

    @property
    def left(self) -> float:
        return self.x - BAR / 2

    @property
    def open_height(self) -> float:
        return self.y_low - self.y_high

    @property
    def solid_height(self) -> float:
        return TOP + HEIGHT - self.y_low

    @property
    def y_text(self) -> float:
        return self.y_high - 7

    @property
    def hatch(self) -> str:
        return "".join(_strokes(self.left, self.left + BAR, self.y_high, self.y_low))


@dataclass(frozen=True, slots=True)
class Figure:
    width: int
    height: int
    columns: tuple[Column, ...]

    left, bar, step = LEFT, BAR, STEP
    bottom = TOP + HEIGHT
    y_date, y_risk = TOP + HEIGHT + 20, TOP + HEIGHT + 40

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def grid(self) -> list[tuple[int, float]]:
        return [(percent, _y(percent)) for percent in (0, 50, 100)]

    @property
    def line(self) -> str:
        """From low value to low value, over the moments with nothing to score."""
        scored = [one for one in self.columns if not one.point.span.is_empty]
        return "M" + "L".join(f"{one.x:.1f} {one.y_low:.1f}" for one in scored) if scored else ""


@register.filter
def figure(trend: Trend[Moment]) -> Figure:
    columns = tuple(_column(place, point) for place, point in enumerate(trend.points))
    return Figure(LEFT + STEP * len(columns) + RIGHT, TOP + HEIGHT + FOOT, columns)


def _column(place: int, point: TrendPoint[Moment]) -> Column:
    low, high = point.span.low or 0, point.span.high or 0
    return Column(point, LEFT + STEP * (place + 0.5), _y(low), _y(high))


def _y(percent: float) -> float:
    return TOP + HEIGHT * (1 - percent / 100)


def _strokes(left: float, right: float, top: float, bottom: float) -> Iterator[str]:
    """Slanted strokes, cut to the box."""
    at = left + top + HATCH_STEP
    while at < right + bottom:
        x1, x2 = max(left, at - bottom), min(right, at - top)
        yield f"M{x1:.1f} {at - x1:.1f}L{x2:.1f} {at - x2:.1f}"
        at += HATCH_STEP


@register.filter
def units(length: float) -> str:
    """A length in a drawing: never with a comma."""
    return f"{length:.1f}"


@register.filter
def of_alias(several: Mapping[str, object] | None, alias: str) -> object | None:
    return several.get(alias) if several else None


@register.filter
def of_pillar(outcome: Outcome | None, pillar_id: str) -> PillarOutcome | None:
    if not outcome:
        return None
    return next((one for one in outcome.pillars if one.pillar.id == pillar_id), None)
