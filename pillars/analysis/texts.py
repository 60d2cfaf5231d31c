"""Sentences that people will see: English, marked for translation, with their values apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = str | int | float


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package speaks no language but English."""
    return sentence


class Word(str):
    """A value of ours inside a sentence, translated with it; a plain text is somebody else's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the values that it takes in."""

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """The whole sentence, in the language that `translate` turns English into."""
        shown = {
            key: translate(value) if isinstance(value, Word) else show(value)
            for key, value in self.values.items()
        }
        return translate(self.sentence).format_map(shown)

    def __str__(self) -> str:
        return self.told()


def say(sentence: str, **values: Value) -> Said:
    return Said(sentence, {key: _clip(value) for key, value in values.items()})


def show(value: Value) -> str:
    """A value inside a sentence: whole numbers in full, others to six digits."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def _clip(value: Value) -> Value:
    if isinstance(value, str) and len(value) > 100:
        return value[:99] + "…"
    return value
