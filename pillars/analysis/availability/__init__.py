"""Availability and downtime: parts in series, in parallel, k of n, in trees; budgets.

Probabilities are carried as unavailability u = 1 - availability, because 0.9999999 loses digits
otherwise. A year has 365 days, a month 30, a week 7: the only choice that reproduces the published
downtime table of the Azure Well-Architected Framework (RE:04).
"""

from __future__ import annotations

from ..calculator import Calculator
from ..texts import _
from .budget import BUDGET_OPERATIONS
from .parts import PARTS_OPERATIONS
from .tree_operation import TREE_OPERATION

AVAILABILITY = Calculator(
    name="availability",
    title=_("Availability and downtime"),
    help=_("How available a whole is, given its parts; what is left of a budget of downtime."),
    operations=(*PARTS_OPERATIONS, TREE_OPERATION, *BUDGET_OPERATIONS),
    limits=_("Slowness, overload and the order of repairs are not modelled."),
)
