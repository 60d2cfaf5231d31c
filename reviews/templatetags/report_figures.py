"""The figures of a report that are more than a bar: actions by impact and effort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pillars.questionnaire.content import Severity
from reviews.comparison import TITLES
from reviews.outcome.impact import Cell, Effort, Matrix
from reviews.outcome.progress import Kind

register = template.Library()

WIDTH, LEFT, HEAD = 640, 96, 24
STEP, RADIUS, MARGIN = 26, 10.5, 8
EFFORTS: dict[Effort, str | Promise] = {
    Effort.SMALL: _("up to 3 days"),
    Effort.MEDIUM: _("4 to 10 days"),
    Effort.LARGE: _("more than 10 days"),
    Effort.UNSAID: _("effort not said"),
}
IMPACTS: dict[Severity, str | Promise] = {
    Severity.HIGH: _("High impact"),
    Severity.MEDIUM: _("Medium impact"),
    Severity.LOW: _("Low impact"),
}


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    height: float
    comes_first: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    words: str | Promise


@dataclass(frozen=True, slots=True)
class MatrixFigure:
    height: float
    box_width: float
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    columns: tuple[Label, ...]
    words: str
    width: int = WIDTH
    radius: float = RADIUS


@register.filter
def matrix_figure(matrix: Matrix) -> MatrixFigure:
    efforts = matrix.efforts
    width = (WIDTH - LEFT) / len(efforts)
    columns = tuple(
        Label(LEFT + width * (place + 0.5), 15, EFFORTS[one]) for place, one in enumerate(efforts)
    )
    boxes: list[Box] = []
    labels: list[Label] = []
    top = float(HEAD)
    for impact in Severity:
        cells = [cell for cell in matrix.cells if cell.impact is impact]
        height = max(_height(cell, width) for cell in cells)
        labels.append(Label(0, top + height / 2 + 4, IMPACTS[impact]))
        boxes += (_box(cell, LEFT + width * n, top, width, height) for n, cell in enumerate(cells))
        top += height
    return MatrixFigure(top, width, tuple(boxes), tuple(labels), columns, _words(matrix.cells))


def _in_line(width: float) -> int:
    return int((width - MARGIN) // STEP)


def _height(cell: Cell, width: float) -> float:
    lines = -(-len(cell.rows) // _in_line(width))
    return MARGIN + STEP * max(lines, 1)


def _box(cell: Cell, x: float, y: float, width: float, height: float) -> Box:
    first = cell.impact is Severity.HIGH and cell.effort is Effort.SMALL
    return Box(x, y, height, first, tuple(_dots(cell, x, y, _in_line(width))))


def _dots(cell: Cell, x: float, y: float, in_line: int) -> Iterator[Dot]:
    start = MARGIN / 2 + STEP / 2
    for place, row in enumerate(cell.rows):
        line, column = divmod(place, in_line)
        yield Dot(x + start + STEP * column, y + start + STEP * line, row.number)


def _words(cells: Sequence[Cell]) -> str:
    """The figure for who cannot see it."""
    told = [
        f"{IMPACTS[cell.impact]}, {EFFORTS[cell.effort]}: "
        + ", ".join(str(row.number) for row in cell.rows)
        for cell in cells
        if cell.rows
    ]
    return (
        gettext("Open actions by impact and effort, by their numbers below.")
        + " "
        + "; ".join(told)
    )


@register.filter
def kind_title(kind: Kind) -> str | Promise:
    return TITLES[kind]
