"""Write amplification: mirrored volumes against a storage that takes only the log.

Source: Verbitski et al., Amazon Aurora, SIGMOD 2017, section 3.1 and tables 1 and 2. Published
figures are truncated; these are exact quotients.
"""

from __future__ import annotations

from dataclasses import dataclass

from .calculator import Calculator, Operation
from .findings import Computed
from .kinds import Flag, Number, whole
from .records import given
from .texts import _, say

_BYTES = Number(low=0, unit="B")
_SOME = Number(above=0)
_SOURCE = "Verbitski et al., Amazon Aurora, SIGMOD 2017"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transactions:
    tx_a: float = given(_SOME, _("Transactions, mirrored"))
    io_per_tx_a: float = given(_SOME, _("I/O per transaction, mirrored"))
    tx_b: float = given(_SOME, _("Transactions, log only"))
    io_per_tx_b: float = given(_SOME, _("I/O per transaction, log only"))
    copies_b: float = given(_SOME, _("Copies, log only"))
    seconds: float = given(Number(above=0, unit="s"), _("Time"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writes:
    aurora: float = given(Number(low=0, unit="/s"), _("Writes, log only"))
    mysql: float = given(Number(above=0, unit="/s"), _("Writes, mirrored"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    log_b: float = given(_BYTES, _("Log of a commit"))
    binlog_b: float = given(_BYTES, _("Binary log of a commit"))
    pages: float = given(Number(low=0), _("Pages written"))
    page_b: float = given(_BYTES, _("Size of a page"), default=16_384)
    copies_mirrored: int = given(whole(1, 1000), _("Copies, mirrored"), default=4)
    copies_log: int = given(whole(1, 1000), _("Copies, log only"), default=6)
    double_write: bool = given(Flag(), _("Pages are written twice"), default=True)
    meta_b: float = given(_BYTES, _("Metadata of a commit"), default=0)


def _transactions(given: Transactions) -> Computed:
    return Computed(
        {
            "tps_a": given.tx_a / given.seconds,
            "tps_b": given.tx_b / given.seconds,
            "tx_ratio": given.tx_b / given.tx_a,
            "io_per_tx_ratio": given.io_per_tx_a / given.io_per_tx_b,
            "storage_node_io_ratio": given.io_per_tx_a / (given.io_per_tx_b / given.copies_b),
            "total_io_a": given.tx_a * given.io_per_tx_a,
            "total_io_b": given.tx_b * given.io_per_tx_b,
        },
        (say(_("The gain is I/O per transaction; the total may well be larger.")),),
    )


def _writes(given: Writes) -> Computed:
    return Computed({"ratio": given.aurora / given.mysql})


def _bytes(given: Bytes) -> Computed:
    pages = given.pages * given.page_b * (2 if given.double_write else 1)
    mirrored = given.copies_mirrored * (given.log_b + given.binlog_b + pages + given.meta_b)
    shipped = given.copies_log * given.log_b
    return Computed(
        {
            "mirrored_bytes": mirrored,
            "logship_bytes": shipped,
            "ratio": mirrored / shipped if shipped else None,
        }
    )


WRITE_AMPLIFICATION = Calculator(
    name="write_amplification",
    title=_("Write amplification"),
    help=_("What a commit writes to mirrored volumes, and to a storage that takes only the log."),
    operations=(
        Operation(
            name="bytes",
            inputs=Bytes,
            compute=_bytes,
            default=True,
            title=_("Bytes of a commit"),
            formula=_(
                "Mirrored: copies x (log + binary log + pages, twice with double write, + "
                "metadata). Log only: copies x log."
            ),
            assumptions=(
                _("An upper end: group commit and batches of pages make the real ratio smaller."),
            ),
            source=_SOURCE,
        ),
        Operation(
            name="transactions",
            inputs=Transactions,
            compute=_transactions,
            default=True,
            title=_("I/O of measured transactions"),
            formula=_("Quotients of transactions and of I/O; a storage node gets I/O / copies."),
            source=_SOURCE,
        ),
        Operation(
            name="writes",
            inputs=Writes,
            compute=_writes,
            default=True,
            title=_("Measured writes compared"),
            formula=_("The quotient of the two rates."),
            source=_SOURCE,
        ),
    ),
)
