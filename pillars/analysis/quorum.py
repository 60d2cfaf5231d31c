"""Quorums of copies spread over zones: what they survive, how likely they fail, how fast they heal.

Sources: Verbitski et al., Amazon Aurora, SIGMOD 2017, sections 2.1 and 2.2 (rules, six copies in
three zones, 10 GB segments, the double fault inside a repair window).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce

from .calculator import Calculator, Operation
from .findings import Computed
from .kinds import RATIO, ListOf, Number, whole
from .numbers import ceil, convolved, failed_counts
from .records import given
from .texts import Said, _, say

_AURORA = "Verbitski et al., Amazon Aurora, SIGMOD 2017, 2.1-2.2"
_FLEET = 6400  # protection groups of a volume of 64 TB


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    az_nodes: tuple[int, ...] = given(
        ListOf(whole(0, 100), least=1, most=20), _("Copies in each zone")
    )
    write_votes: int = given(whole(1, 10_000), _("Votes needed to write"), key="Vw")
    read_votes: int = given(whole(1, 10_000), _("Votes needed to read"), key="Vr")
    p_node: float = given(RATIO, _("Chance that a copy is down"), default=1e-3)
    p_az: float = given(RATIO, _("Chance that a whole zone is down"), default=1e-4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    volume_gb: float = given(Number(low=0, unit="GB"), _("Size of the volume"))
    segment_gb: float = given(Number(above=0, unit="GB"), _("Size of a segment"))
    copies: int = given(whole(1, 1000), _("Copies of each segment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    size_gb: float = given(Number(low=0, unit="GB"), _("Size of a copy"))
    link_gbps: float = given(Number(above=0, unit="Gbit/s"), _("Speed of the link"))
    efficiency: float = given(
        Number(above=0, high=1), _("Share of the speed that carries data"), default=0.8
    )
    detect_s: float = given(Number(low=0, unit="s"), _("Time to detect the loss"), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    remaining: int = given(whole(0, 1000), _("Copies left"))
    need: int = given(whole(1, 1000), _("Further failures that are fatal"))
    window_s: float = given(Number(low=0, unit="s"), _("Time until repaired"))
    mttf_s: float = given(Number(above=0, unit="s"), _("Mean time to failure of a copy"))
    groups: int = given(whole(1, 1_000_000_000), _("Groups of copies in the fleet"), default=_FLEET)


def _survival(given: Survival) -> Computed:
    copies = sum(given.az_nodes)
    left = copies - max(given.az_nodes)
    write, read = given.write_votes, given.read_votes
    alive = alive_counts(given.az_nodes, given.p_node, given.p_az)
    return Computed(
        {
            "write_tolerates_nodes": copies - write,
            "read_tolerates_nodes": copies - read,
            "az_loss_write": left >= write,
            "az_loss_read": left >= read,
            "az_plus1_write": left - 1 >= write,
            "az_plus1_read": left - 1 >= read,
            "read_sees_last_write": read + write > copies,
            "no_conflicting_writes": 2 * write > copies,
            "u_write": min(1.0, math.fsum(alive[:write])),
            "u_read": min(1.0, math.fsum(alive[:read])),
        },
        _survival_warnings(copies, write, read),
    )


def alive_counts(az_nodes: tuple[int, ...], p_node: float, p_az: float) -> list[float]:
    """P(exactly j copies are alive) for j = 0..V.

    A zone fails whole with p_az, a copy in a living zone with p_node, all independent: the
    convolution over the zones of (1 - p_az) Binomial(n, 1 - p_node) + p_az at 0.
    """
    return reduce(convolved, (_zone(count, p_node, p_az) for count in az_nodes), [1.0])


def _zone(count: int, p_node: float, p_az: float) -> list[float]:
    alive = [(1 - p_az) * p for p in reversed(failed_counts([p_node] * count))]
    return [alive[0] + p_az, *alive[1:]]


def _survival_warnings(copies: int, write: int, read: int) -> tuple[Said, ...]:
    found = []
    if max(write, read) > copies:
        found.append(
            say(
                _("More votes are needed than there are copies ({copies}): that never works."),
                copies=copies,
            )
        )
    if read + write <= copies:
        found.append(say(_("Vr + Vw <= V: a read may miss the last write.")))
    if 2 * write <= copies:
        found.append(say(_("2 Vw <= V: two writes may both succeed and contradict each other.")))
    return tuple(found)


def _segments(given: Segments) -> Computed:
    groups = ceil(given.volume_gb / given.segment_gb)
    return Computed({"protection_groups": groups, "segments": groups * given.copies})


def _repair(given: Repair) -> Computed:
    on_the_wire = given.size_gb * 8 / (given.link_gbps * given.efficiency)
    return Computed({"seconds": on_the_wire + given.detect_s})


def _window(given: Window) -> Computed:
    p = fatal_within(given.remaining, given.need, given.window_s / given.mttf_s)
    return Computed(
        {
            "p": p,
            "p_any_of_6400": any_of(_FLEET, p),
            "p_any": any_of(given.groups, p),
        }
    )


def fatal_within(remaining: int, need: int, share: float) -> float:
    """P(at least `need` of `remaining` copies fail in a window of `share` mean times to failure).

    sum over j >= need of C(r, j) pt^j (1 - pt)^(r - j) with pt = 1 - exp(-share); summed from
    `need` upward, so that a small result keeps its digits.
    """
    fails, stays = -math.expm1(-share), math.exp(-share)
    terms = (
        math.comb(remaining, j) * fails**j * stays ** (remaining - j)
        for j in range(need, remaining + 1)
    )
    return min(1.0, math.fsum(terms))


def any_of(groups: int, p: float) -> float:
    """P(any of so many independent groups): 1 - (1 - p)^groups."""
    return 1.0 if p >= 1 else -math.expm1(groups * math.log1p(-p))


_INDEPENDENT = _("Zones fail independently, and so do the copies in a living zone.")

QUORUM = Calculator(
    name="quorum",
    title=_("Quorum survivability"),
    help=_("Whether reading and writing survive lost copies and zones, and how likely they fail."),
    operations=(
        Operation(
            name="survival",
            inputs=Survival,
            compute=_survival,
            default=True,
            title=_("What a quorum survives"),
            formula=_(
                "Writing needs Vw of V copies alive, reading Vr; a zone takes all its copies. "
                "Rules: Vr + Vw > V and 2 Vw > V."
            ),
            assumptions=(_INDEPENDENT, _("Every copy has one vote.")),
            source=_AURORA,
        ),
        Operation(
            name="segments",
            inputs=Segments,
            compute=_segments,
            title=_("Segments of a volume"),
            formula=_("Groups are volume / segment, rounded up; segments are groups x copies."),
            source=_AURORA,
        ),
        Operation(
            name="repair",
            inputs=Repair,
            compute=_repair,
            title=_("Time to repair a copy"),
            formula=_("Time is size x 8 / (speed x efficiency) + time to detect."),
            assumptions=(_("The link carries nothing else."),),
            source=_AURORA,
        ),
        Operation(
            name="window",
            inputs=Window,
            compute=_window,
            title=_("A second fault inside the repair window"),
            formula=_(
                "A copy fails in the window with 1 - exp(-window / mean time to failure); fatal "
                "are `need` or more of the copies left."
            ),
            assumptions=(
                _("Copies fail independently at a constant rate."),
                _("Groups of a fleet share hosts: for a fleet the figure is an upper bound."),
            ),
            source=_AURORA,
        ),
    ),
    limits=_("Slow copies, lagging copies and changes of membership are not modelled."),
)
