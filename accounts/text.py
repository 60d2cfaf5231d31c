"""What text people may send us: one rule for every field of the product.

Stored is what was sent, with line ends as LF and in the composed form (NFC) of Unicode, so that
the same word is always the same bytes. Refused is what cannot be stored or shown: control
characters, halves of surrogate pairs, code points that stand for nothing. Private-use characters
pass (old Korean fonts put syllables there), and so do marks of writing direction, which pages show.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

REFUSED = {"Cc", "Cs", "Cn"}
LINE_ENDS = re.compile(r"\r\n?")
# Composing makes text at most this many times shorter: what is longer still is too long after it.
MOST_COMPOSED = 4


def clean_line(value: str, *, max_length: int | None = None) -> str:
    """`value` as it is stored in a field of one line; ValidationError says what is wrong."""
    return _clean(value, allowed="", refused="\u2028\u2029", max_length=max_length)


def clean_text(value: str, *, max_length: int | None = None) -> str:
    """`value` as it is stored in a field of several lines."""
    value = LINE_ENDS.sub("\n", value)
    return _clean(value, allowed="\t\n", refused="", max_length=max_length)


def _clean(value: str, *, allowed: str, refused: str, max_length: int | None) -> str:
    # Composing takes long on some long texts, so length comes first.
    if max_length is not None and len(value) > max_length * MOST_COMPOSED:
        raise _too_long(max_length, len(value))
    for character in sorted(set(value) - set(allowed)):
        if character in refused or unicodedata.category(character) in REFUSED:
            raise _unstorable(character)
    value = unicodedata.normalize("NFC", value)
    if max_length is not None and len(value) > max_length:
        raise _too_long(max_length, len(value))
    return value


def _unstorable(character: str) -> ValidationError:
    message = _("This holds a character that cannot be stored (%(code)s). Remove it, please.")
    return ValidationError(message, code="character", params={"code": f"U+{ord(character):04X}"})


def _too_long(max_length: int, length: int) -> ValidationError:
    message = ngettext(
        "Shorten this to %(limit)d character (it has %(length)d).",
        "Shorten this to %(limit)d characters (it has %(length)d).",
        max_length,
    )
    params = {"limit": max_length, "length": length}
    return ValidationError(message, code="max_length", params=params)


class LineField(forms.CharField):
    """Text of one line."""

    def to_python(self, value: Any) -> Any:
        line = super().to_python(value) or ""
        return clean_line(line, max_length=self.max_length) or self.empty_value


class TextField(forms.CharField):
    """Text of several lines, for people's own words."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return clean_text(text, max_length=self.max_length) or self.empty_value
