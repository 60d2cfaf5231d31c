"""Waves in which a change reaches the cells, and how many it touches before somebody notices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from ..calculator import Operation
from ..findings import Computed, Problem, Refused
from ..kinds import RATIO, ListOf, Number, OneOrList, whole
from ..numbers import ceil
from ..records import given
from ..texts import _, say

_HOURS = Number(low=0, unit="h")
Hours: TypeAlias = float | tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    cells: int = given(whole(1, 10_000), _("Cells"))
    first: int = given(whole(1, 10_000), _("Cells in the first wave"), default=1)
    factor: float = given(Number(above=0, high=10_000), _("Growth of each wave"), default=2)
    cap: int | None = given(whole(1, 10_000), _("Cells in a wave at most"), default=None)
    deploy_h: float = given(_HOURS, _("Time to deploy a wave"), default=0.5)
    bake_h: Hours = given(
        OneOrList(_HOURS), _("Time to watch each wave"), _("One for all, or one for each wave.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    waves: tuple[int, ...] = given(ListOf(whole(1, 1_000_000), least=1), _("Sizes of the waves"))
    p_detect_per_wave: float = given(RATIO, _("Chance to notice a bad change in a wave"))


def wave_sizes(cells: int, first: int, factor: float, cap: int | None) -> Iterator[int]:
    """The waves until all cells are reached; the last takes the rest. Each is planned as the one
    before times `factor`, rounded up, at least 1 and at most `cap`."""
    size = first
    while cells > 0:
        size = min(size, cells, cap or cells)
        yield size
        cells -= size
        size = max(1, ceil(size * factor))


def _waves(given: Waves) -> Computed:
    sizes = list(wave_sizes(given.cells, given.first, given.factor, given.cap))
    bakes = given.bake_h if isinstance(given.bake_h, tuple) else (given.bake_h,) * len(sizes)
    if len(bakes) != len(sizes):
        sentence = _("There are {waves} waves, and {count} times to watch them.")
        said = say(sentence, waves=len(sizes), count=len(bakes))
        raise Refused([Problem("/bake_h", said)])
    return Computed(
        {
            "waves": sizes,
            "elapsed_h": math.fsum(bakes) + len(sizes) * given.deploy_h,
            "exposed_pct": [100 * reached / given.cells for reached in accumulate(sizes)],
        }
    )


def _exposure(given: Exposure) -> Computed:
    return Computed(
        {"expected_exposed_pct": 100 * expected_exposure(given.waves, given.p_detect_per_wave)}
    )


def expected_exposure(waves: tuple[int, ...], p: float) -> float:
    """Expected share of cells (0..1) that a bad change reaches: sum of p (1-p)^(i-1) cum_i / N,
    and everywhere when no wave notices it."""
    cells = sum(waves)
    noticed = (
        p * (1 - p) ** wave * reached / cells for wave, reached in enumerate(accumulate(waves))
    )
    return math.fsum([*noticed, (1 - p) ** len(waves)])


_SOURCE = "AWS, Cell-Based Architecture (2023), 'Cell deployment'"

WAVES_OPERATIONS = (
    Operation(
        name="waves",
        inputs=Waves,
        compute=_waves,
        title=_("Waves of a change"),
        formula=_("Each wave is the one before x factor, rounded up; the last takes the rest."),
        assumptions=(_("A wave starts when the one before has been watched."),),
        source=_SOURCE,
    ),
    Operation(
        name="exposure",
        inputs=Exposure,
        compute=_exposure,
        title=_("Cells that a bad change reaches"),
        formula=_("sum of p (1 - p)^(i - 1) x share reached after wave i; the rest is everywhere"),
        assumptions=(_("Every wave notices a bad change with the same chance, independently."),),
        source=_SOURCE,
    ),
)
