"""All calculators of this package by name."""

from __future__ import annotations

from collections.abc import Mapping

from .availability import AVAILABILITY
from .blast_radius import BLAST_RADIUS
from .calculator import Calculator
from .cells import CELLS
from .database import DATABASE
from .migration import MIGRATION
from .quorum import QUORUM
from .serverless import SERVERLESS
from .shards import SHARDS
from .write_amplification import WRITE_AMPLIFICATION

CALCULATORS: Mapping[str, Calculator] = {
    one.name: one
    for one in (
        BLAST_RADIUS,
        QUORUM,
        DATABASE,
        CELLS,
        AVAILABILITY,
        SHARDS,
        MIGRATION,
        SERVERLESS,
        WRITE_AMPLIFICATION,
    )
}
