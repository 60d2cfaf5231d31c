"""What each calculator takes, in words: the end of the command's help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pillars.analysis.calculator import Calculator, Operation
from pillars.analysis.records import Field


def described(calculators: Iterable[Calculator]) -> Iterator[str]:
    """Every calculator, its operations and their inputs; [brackets]: optional."""
    for calculator in calculators:
        yield f"{calculator.name}: {calculator.help}"
        yield from (_operation(operation) for operation in calculator.operations)
        yield ""


def _operation(operation: Operation) -> str:
    mark = " (without op)" if operation.default else ""
    inputs = ", ".join(_input(field) for field in operation.fields)
    return f"  {operation.name}{mark}: {inputs or 'no inputs'}"


def _input(field: Field) -> str:
    name = f"{field.key} ({field.unit})" if field.unit else field.key
    if field.is_required:
        return name
    plain = isinstance(field.default, bool | int | float) and field.default is not None
    return f"[{name} = {str(field.default).lower()}]" if plain else f"[{name}]"
