"""Text that no spreadsheet takes for a formula (T28)."""

from __future__ import annotations

# Also behind blanks, which some programs skip, and as the full-width signs of East Asian keyboards.
SIGNS = frozenset("=+-@＝＋－＠\t\r\n")


def starts_formula(text: str) -> bool:
    bare = text.lstrip(" \u00a0\u3000\ufeff\u200b")
    return bool(bare) and bare[0] in SIGNS


def defused(text: str) -> str:
    """An apostrophe in front says "this is text" to every spreadsheet."""
    return f"'{text}" if starts_formula(text) else text
