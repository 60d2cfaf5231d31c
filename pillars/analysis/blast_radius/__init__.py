"""Blast radius: what share of customers each single fault of an architecture takes down.

    down(x) = healthy(x) < min_healthy(x)  OR  all targets of some hard group of x are down

evaluated as a least fixpoint once for each cell (Horn clauses: Dowling and Gallier 1984). For hard
dependencies alone this is reachability, for alternatives alone dominance; architectures mix both.
Cells: AWS, Reducing the Scope of Impact with Cell-Based Architecture (2023). Change scope: AWS
post-event summary of Seoul, 2018-11-22, where a redundant fleet was changed everywhere at once.
"""

from __future__ import annotations

from ..calculator import Calculator
from ..texts import _
from .expected import EXPECTED
from .operation import BARE, FAULTS_OF_MODEL

BLAST_RADIUS = Calculator(
    name="blast_radius",
    title=_("Blast radius"),
    help=_("What share of customers and requests each single fault takes down, and why."),
    operations=(FAULTS_OF_MODEL, BARE, EXPECTED),
    limits=_("Slowness, retries and overload are not modelled: a copy works or it does not."),
)
