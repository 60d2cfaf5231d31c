"""Parts in series, in parallel, k of n; and one part from its times between failures."""

from __future__ import annotations

from dataclasses import dataclass

from ..calculator import Operation
from ..findings import Computed, Json, Problem
from ..kinds import RATIO, ListOf, Number, Text, whole
from ..records import given
from ..texts import Said, _, say
from .formulas import availability_set, k_of_n, parallel, serial, with_common_cause

# k of n takes a step for each pair of parts.
MOST_PARTS = 2_000
_PARTS = ListOf(RATIO, least=1)
_INDEPENDENT = _("The parts fail independently of each other.")
_LONG_RUN = _("Availability is a long-run share of time; a single year may differ.")
_SOURCE = "AWS, Availability and Beyond (2021), 'Availability with dependencies', '... redundancy'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    availabilities: tuple[float, ...] = given(
        _PARTS, _("Availability of each part"), _("0.999 is 99.9 %.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KOfN:
    k: int = given(whole(), _("Parts needed"), _("0: none is needed; more than there are: down."))
    availabilities: tuple[float, ...] = given(
        ListOf(RATIO, least=1, most=MOST_PARTS),
        _("Availability of each part"),
        _("0.999 is 99.9 %."),
    )
    beta: float = given(
        RATIO,
        _("Share of common causes"),
        _("The share of failures that take all copies down at once: a common build, say."),
        default=0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    mtbf: float = given(Number(above=0), _("Mean time between failures"))
    mttr: float = given(Number(low=0), _("Mean time to repair"))
    mttd: float = given(
        Number(low=0),
        _("Mean time to detect"),
        _("Only if the time to repair does not count it."),
        default=0,
    )
    unit: str | None = given(Text(), _("Unit of all three"), default=None)


def of_parts(given: Parts) -> list[float]:
    return [1 - a for a in given.availabilities]


def _serial(given: Parts) -> Computed:
    return Computed(availability_set(serial(of_parts(given))))


def _parallel(given: Parts) -> Computed:
    return Computed(availability_set(parallel(of_parts(given))), _too_good(len(of_parts(given)), 0))


def _k_of_n(given: KOfN) -> Computed:
    parts = [1 - a for a in given.availabilities]
    if given.beta:
        u = with_common_cause(given.k, len(parts), parts[0], given.beta)
    else:
        u = k_of_n(given.k, parts)
    spare = len(parts) - given.k
    return Computed(availability_set(u), _too_good(spare + 1, given.beta))


def _too_good(failures_needed: int, beta: float) -> tuple[Said, ...]:
    if failures_needed < 2 or beta:
        return ()
    return (
        say(
            _(
                "Copies that share a build, a configuration or a rack also fail together. Without "
                "that share (beta) this figure is an upper bound."
            )
        ),
    )


def _equal_parts(value: Json, path: str) -> list[Problem]:
    """Common causes are defined for equal parts only."""
    parts = value.get("availabilities")
    if not value.get("beta") or not isinstance(parts, list) or all(p == parts[0] for p in parts):
        return []
    return [Problem(f"{path}/beta", say(_("With beta above 0 all availabilities must be equal.")))]


def _times(given: Times) -> Computed:
    down = given.mttr + given.mttd
    return Computed(availability_set(down / (given.mtbf + down)))


PARTS_OPERATIONS = (
    Operation(
        name="serial",
        inputs=Parts,
        compute=_serial,
        title=_("Parts that are all needed"),
        formula=_("Availability is the product of the availabilities of all parts."),
        assumptions=(_INDEPENDENT, _LONG_RUN),
        source=_SOURCE,
    ),
    Operation(
        name="parallel",
        inputs=Parts,
        compute=_parallel,
        title=_("Parts of which one is enough"),
        formula=_("Unavailability is the product of the unavailabilities of all parts."),
        assumptions=(_INDEPENDENT, _("Failing over takes no time."), _LONG_RUN),
        source=_SOURCE,
    ),
    Operation(
        name="k_of_n",
        inputs=KOfN,
        compute=_k_of_n,
        check=_equal_parts,
        title=_("Parts of which some are needed"),
        formula=_(
            "Unavailability is the chance that more than n - k of n parts are down at once; the "
            "share beta of failures takes all of them down."
        ),
        assumptions=(_("Apart from beta, the parts fail independently of each other."), _LONG_RUN),
        source="AWS, Availability and Beyond (2021), eq. (6); Ford et al., OSDI 2010, on beta",
    ),
    Operation(
        name="mtbf",
        inputs=Times,
        compute=_times,
        title=_("One part, from its times"),
        formula=_(
            "Unavailability is (time to detect + time to repair) / (time between failures + time "
            "to detect + time to repair)."
        ),
        assumptions=(
            _("Time between failures runs from the start of operation to the next failure."),
            _LONG_RUN,
        ),
        source="AWS, Availability and Beyond (2021), 'Measuring availability'",
    ),
)
