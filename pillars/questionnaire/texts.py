"""Characters that a stored text must not hold, and texts that look like something else."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and line ends, and lone surrogates: databases refuse some of them.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates: they let a text read otherwise than it is stored.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORBIDDEN = re.compile(f"{_UNSTORABLE.pattern}|{_DIRECTION.pattern}")

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def forbidden_character(text: str) -> tuple[str, str] | None:
    """The code of the problem and the name of the first character that a text must not hold."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    character = found[0]
    name = unicodedata.name(character, "")
    described = f"U+{ord(character):04X} {name}".strip()
    direction = _DIRECTION.match(character)
    return ("text-direction" if direction else "text-forbidden-character"), described


def without_forbidden(text: str) -> str:
    """The text with a replacement character for each forbidden one, fit to be shown."""
    return _FORBIDDEN.sub("\ufffd", text)


def markup_in(text: str) -> str | None:
    """The first piece that looks like an HTML tag (real lenses also mean placeholders by it)."""
    found = _MARKUP.search(text)
    return found[0] if found else None
