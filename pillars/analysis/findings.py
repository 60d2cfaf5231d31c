"""What a calculator hands back: a finding, or all that is wrong with its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .texts import Said

Json: TypeAlias = Any
Outputs: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the inputs. `path` is the JSON Pointer of the place."""

    path: str
    said: Said

    @property
    def message(self) -> str:
        return self.said.told()


class Refused(ValueError):
    """Inputs that a calculator does not compute with. `problems` lists all of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.path or '/'}: {p.message}" for p in self.problems))


@dataclass(frozen=True, slots=True)
class Computed:
    """The outputs of one operation, and what its reader should be warned of."""

    outputs: Outputs
    warnings: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a calculator found, with all that a reader needs to judge it.

    `inputs` are as given, defaults filled in. `formula` and `assumptions` are sentences in English
    and keys of their translations. `unknown` are the keys that nobody read.
    """

    calculator: str
    op: str
    inputs: Mapping[str, Json] = field(hash=False)
    outputs: Mapping[str, Json] = field(hash=False)
    formula: str
    assumptions: tuple[str, ...]
    warnings: tuple[Said, ...]
    unknown: tuple[Problem, ...] = ()


def pointer(path: str, key: str | int) -> str:
    """The JSON Pointer of an entry below a place (RFC 6901)."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
