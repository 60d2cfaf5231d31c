"""The kinds of input: how a JSON value becomes a value to compute with, or a problem.

A kind is a declaration. A command reads values with it, a form shows its unit and range, and
`schema` is its JSON Schema. Reading never stops at the first problem.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeGuard

from .findings import Json, Problem, pointer
from .texts import Said, Value, Word, _, say

# Beyond these nothing that people size or count is found; products of three stay finite.
LARGEST = 1e30
LONGEST_TEXT = 300
LONGEST_LIST = 10_000


class Bad:
    """What reading gives where there was a problem."""


BAD = Bad()


@dataclass(slots=True)
class Reading:
    """Collects the problems of one set of inputs."""

    problems: list[Problem] = field(default_factory=list)
    unknown: list[Problem] = field(default_factory=list)

    def refuse(self, path: str, sentence: str, **values: Value) -> Bad:
        self.problems.append(Problem(path, say(sentence, **values)))
        return BAD

    def note(self, path: str, key: str) -> None:
        """A key that nobody reads: most likely a slip of the pen."""
        self.unknown.append(
            Problem(path, say(_("Nobody reads the key {key}."), key=described(key)))
        )


class Kind(Protocol):
    """A kind of input."""

    def read(self, value: Json, path: str, reading: Reading) -> Any: ...

    def schema(self) -> dict[str, Json]: ...


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a range. `above` excludes its bound, `low` and `high` include theirs."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    unit: str = ""
    whole: bool = False

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        number = self._number(value)
        if number is None:
            return expected(
                reading, path, _("a whole number") if self.whole else _("a number"), value
            )
        wrong = self._out_of_range(number)
        if wrong is not None:
            reading.problems.append(Problem(path, wrong))
            return BAD
        return number

    def _number(self, value: Json) -> float | int | None:
        if not is_number(value):
            return None
        if isinstance(value, int):
            return value
        if not math.isfinite(value) or (self.whole and not value.is_integer()):
            return None
        return int(value) if self.whole else value

    def _out_of_range(self, number: float) -> Said | None:
        shown = number if abs(number) < LARGEST else float("inf")
        if self.low is not None and number < self.low:
            return say(_("{value} is out of range: at least {bound}."), value=shown, bound=self.low)
        if self.above is not None and number <= self.above:
            return say(
                _("{value} is out of range: more than {bound}."), value=shown, bound=self.above
            )
        high = LARGEST if self.high is None else self.high
        if number > high:
            return say(_("{value} is out of range: at most {bound}."), value=shown, bound=high)
        if number < -LARGEST:
            return say(_("{value} is out of range: at least {bound}."), value=shown, bound=-LARGEST)
        return None

    def schema(self) -> dict[str, Json]:
        limits = {"minimum": self.low, "maximum": self.high, "exclusiveMinimum": self.above}
        given = {key: bound for key, bound in limits.items() if bound is not None}
        return {"type": "integer" if self.whole else "number", **given}


def is_number(value: Json) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(low: float | None = None, high: float | None = None, unit: str = "") -> Number:
    return Number(low=low, high=high, unit=unit, whole=True)


RATIO = Number(low=0, high=1)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if isinstance(value, bool):
            return value
        return expected(reading, path, _("true or false"), value)

    def schema(self) -> dict[str, Json]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text, not empty, without control characters."""

    longest: int = LONGEST_TEXT

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, str):
            return expected(reading, path, _("a text"), value)
        if not value.strip() or len(value) > self.longest or not printable(value):
            return reading.refuse(
                path,
                _("A text of 1 to {longest} characters is needed, without control characters."),
                longest=self.longest,
            )
        return value

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


def printable(text: str) -> bool:
    return all(c.isprintable() or c in "\n\t" for c in text)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some texts; each may have a label for people."""

    choices: Mapping[str, str] = field(hash=False)

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if isinstance(value, str) and value in self.choices:
            return value
        return reading.refuse(
            path,
            _("{value} is not one of: {choices}."),
            value=described(value),
            choices=", ".join(self.choices),
        )

    def schema(self) -> dict[str, Json]:
        return {"enum": list(self.choices)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind; becomes a tuple."""

    kind: Kind
    least: int = 0
    most: int = LONGEST_LIST

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, list | tuple):
            return expected(reading, path, _("a list"), value)
        if not self.least <= len(value) <= self.most:
            return reading.refuse(
                path,
                _("The list has {count} entries; {least} to {most} are allowed."),
                count=len(value),
                least=self.least,
                most=self.most,
            )
        read = [self.kind.read(v, pointer(path, at), reading) for at, v in enumerate(value)]
        return BAD if any(one is BAD for one in read) else tuple(read)

    def schema(self) -> dict[str, Json]:
        limits = {"minItems": self.least, "maxItems": self.most}
        return {"type": "array", "items": self.kind.schema(), **limits}


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object whose keys are free names and whose values are of one kind."""

    kind: Kind
    most: int = LONGEST_LIST

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return expected(reading, path, _("an object"), value)
        if len(value) > self.most:
            return reading.refuse(
                path,
                _("The object has {count} entries; at most {most} are allowed."),
                count=len(value),
                most=self.most,
            )
        name = Text()
        read = {}
        for key, entry in value.items():
            below = pointer(path, key)
            good = name.read(key, below, reading) is not BAD
            found = self.kind.read(entry, below, reading)
            read[key] = found if good else BAD
        return BAD if any(one is BAD for one in read.values()) else read

    def schema(self) -> dict[str, Json]:
        return {"type": "object", "additionalProperties": self.kind.schema()}


@dataclass(frozen=True, slots=True)
class OneOrList:
    """One value, or a list of such values."""

    kind: Kind

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if isinstance(value, list):
            return ListOf(self.kind, least=1).read(value, path, reading)
        return self.kind.read(value, path, reading)

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [self.kind.schema(), ListOf(self.kind, least=1).schema()]}


def expected(reading: Reading, path: str, wanted: str, value: Json) -> Bad:
    return reading.refuse(
        path,
        _("Expected {expected}, found {value}."),
        expected=Word(wanted),
        value=described(value),
    )


def described(value: Json) -> str:
    """A value of a file, short enough and safe for a sentence."""
    if isinstance(value, str):
        return f'"{value}"' if printable(value) else Word(_("a text"))
    if isinstance(value, bool) or value is None:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return str(value) if abs(value) < LARGEST else Word(_("a number out of range"))
    return Word(_("an object") if isinstance(value, Mapping) else _("a list"))
