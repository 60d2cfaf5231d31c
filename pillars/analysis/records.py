"""Inputs as frozen dataclasses whose fields declare their kind, default and texts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from .findings import Json, Problem, pointer
from .kinds import BAD, Bad, Kind, Reading, expected
from .texts import _

_FIELD = "field"
REQUIRED: Any = dataclasses.MISSING

# Looks at an object before it is read, for what no single field can tell.
Check: TypeAlias = Callable[[Mapping[str, Json], str], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its key in files, its kind with unit and range, its default, its texts."""

    key: str
    attribute: str
    kind: Kind
    label: str
    help: str
    default: Any

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    @property
    def unit(self) -> str:
        return str(getattr(self.kind, "unit", ""))

    def schema(self) -> dict[str, Json]:
        texts = {"title": self.label, "description": self.help}
        found = {**self.kind.schema(), **{key: text for key, text in texts.items() if text}}
        if not self.is_required and self.default is not None:
            found["default"] = self.default
        return found


def given(
    kind: Kind, label: str = "", help: str = "", *, default: Any = REQUIRED, key: str = ""
) -> Any:
    """Declare an input. `default` None: optional, and simply not used when it is not given."""
    meta = {_FIELD: (kind, label, help, key)}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=lambda: dict(default), metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """The inputs that a class declares, in its order."""
    found = []
    for one in dataclasses.fields(cls):
        kind, label, help, key = one.metadata[_FIELD]
        made = one.default_factory
        default = one.default if made is dataclasses.MISSING else made()
        found.append(Field(key or one.name, one.name, kind, label, help, default))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with the keys that a class declares; becomes an instance of it."""

    cls: type
    check: Check | None = None
    also: frozenset[str] = frozenset()

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, Mapping):
            return expected(reading, path, _("an object"), value)
        self._note_unknown(value, path, reading)
        read = {f.attribute: _field(f, value, path, reading) for f in fields_of(self.cls)}
        wrong = list(self.check(value, path)) if self.check else []
        reading.problems += wrong
        if wrong or any(one is BAD for one in read.values()):
            return BAD
        return self.cls(**read)

    def _note_unknown(self, value: Mapping[str, Json], path: str, reading: Reading) -> None:
        known = {field.key for field in fields_of(self.cls)} | self.also
        for key in value:
            if key not in known:
                reading.note(pointer(path, key), key)

    def schema(self) -> dict[str, Json]:
        fields = fields_of(self.cls)
        return {
            "type": "object",
            "properties": {field.key: field.schema() for field in fields},
            "required": [field.key for field in fields if field.is_required],
        }


def _field(field: Field, value: Mapping[str, Json], path: str, reading: Reading) -> Any:
    below = pointer(path, field.key)
    if field.key in value and not (value[field.key] is None and field.default is None):
        return field.kind.read(value[field.key], below, reading)
    if field.is_required:
        return _missing(field, below, reading)
    return field.default


def _missing(field: Field, path: str, reading: Reading) -> Bad:
    return reading.refuse(path, _("The input {key} is missing."), key=field.key)
