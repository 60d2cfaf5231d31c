"""The one shape of all calculators: declared inputs, one function, a finding.

    finding = CALCULATORS["quorum"].run({"az_nodes": [2, 2, 2], "Vw": 4, "Vr": 3})

An operation is a frozen dataclass of inputs and a function over it; a calculator is a few
operations under one name, and picks among them by `op` or by the keys that are there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .findings import Computed, Finding, Json, Outputs, Problem, Refused
from .kinds import BAD, Reading, described
from .records import Check, Field, Record, fields_of
from .texts import _, say


@dataclass(frozen=True, slots=True)
class Operation:
    """One question that a calculator answers.

    `inputs` is a frozen dataclass of declared fields, `compute` the function over it, `source`
    where the formula stands. A `default` operation answers inputs without `op`; where there are
    several, the one whose inputs are there.
    """

    name: str
    inputs: type
    compute: Callable[[Any], Computed]
    title: str
    formula: str
    assumptions: tuple[str, ...] = ()
    source: str = ""
    default: bool = False
    check: Check | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.inputs)

    @property
    def record(self) -> Record:
        return Record(self.inputs, self.check, frozenset({"op"}))


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator: its name, what it is for, and its operations."""

    name: str
    title: str
    help: str
    operations: tuple[Operation, ...]
    limits: str = ""
    by_name: Mapping[str, Operation] = field(init=False, hash=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.operations})

    def run(self, inputs: Json) -> Finding:
        """The finding for one inputs object as JSON spells it.

        Raises Refused, which lists every unknown operation, missing input, wrong type and value
        out of range with its JSON Pointer.
        """
        operation = self.pick(inputs)
        reading = Reading()
        values = operation.record.read(inputs, "", reading)
        if reading.problems or values is BAD:
            raise Refused(reading.problems)
        computed = _compute(operation, values)
        return Finding(
            self.name,
            operation.name,
            {**_defaults(operation), **inputs},
            computed.outputs,
            operation.formula,
            operation.assumptions,
            computed.warnings,
            tuple(reading.unknown),
        )

    def pick(self, inputs: Json) -> Operation:
        """The operation that some inputs ask for."""
        if not isinstance(inputs, Mapping):
            raise _refused("", _("Expected an object of inputs, found {value}."), inputs)
        if "op" in inputs:
            return self._named(inputs["op"])
        defaults = [one for one in self.operations if one.default]
        if not defaults:
            raise _refused("/op", _("The input op is missing; it is one of: {choices}."), "", self)
        return max(defaults, key=lambda one: sum(f.key in inputs for f in one.fields))

    def _named(self, op: Json) -> Operation:
        if isinstance(op, str) and op in self.by_name:
            return self.by_name[op]
        raise _refused("/op", _("{value} is not an op; it is one of: {choices}."), op, self)


def _refused(
    path: str, sentence: str, value: Json, calculator: Calculator | None = None
) -> Refused:
    choices = ", ".join(calculator.by_name) if calculator else ""
    return Refused([Problem(path, say(sentence, value=described(value), choices=choices))])


def _defaults(operation: Operation) -> dict[str, Json]:
    optional = (field for field in operation.fields if not field.is_required)
    return {field.key: field.default for field in optional if field.default is not None}


def _compute(operation: Operation, values: Any) -> Computed:
    """The outputs; whatever leaves the range of numbers is refused, never written as infinity."""
    try:
        computed = operation.compute(values)
    except ArithmeticError:  # products that overflow, quotients by what underflowed
        computed = None
    if computed is None or not _is_finite(computed.outputs):
        raise Refused([Problem("", say(_("The result is out of the range of numbers.")))])
    return computed


def _is_finite(value: Outputs | Json) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Mapping):
        return all(_is_finite(one) for one in value.values())
    if isinstance(value, list | tuple):
        return all(_is_finite(one) for one in value)
    return True
