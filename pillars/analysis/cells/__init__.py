"""Cells: how many, how to change them in waves, and how far shuffle sharding isolates tenants.

Sources: AWS, Reducing the Scope of Impact with Cell-Based Architecture (2023); Amazon Builders'
Library, Workload isolation using shuffle-sharding, and Static stability using Availability Zones;
Johnson (1962) for shards of bounded overlap.
"""

from __future__ import annotations

from ..calculator import Calculator
from ..texts import _
from .shuffle import SHUFFLE_OPERATIONS
from .sizing import SIZING_OPERATIONS
from .waves import WAVES_OPERATIONS

CELLS = Calculator(
    name="cells",
    title=_("Cells and shuffle sharding"),
    help=_("How many cells, in which waves they change, and how well shards isolate tenants."),
    operations=(*SIZING_OPERATIONS, *WAVES_OPERATIONS, *SHUFFLE_OPERATIONS),
    limits=_("The router in front of the cells stays shared; it is not modelled here."),
)
