"""How an entry of the catalogue of problems is written down."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Grade: TypeAlias = Literal["error", "warning", "note"] | None


class Entry(NamedTuple):
    """How grave a problem is to reading and to publishing (None: they do not mind), what is wrong
    and how to mend it."""

    reading: Grade
    publishing: Grade
    what: str
    mend: str


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package speaks no language but English."""
    return sentence


def error(what: str, mend: str) -> Entry:
    return Entry("error", "error", what, mend)


def warning(what: str, mend: str) -> Entry:
    return Entry("warning", "warning", what, mend)


def note(what: str, mend: str) -> Entry:
    return Entry("note", "note", what, mend)
