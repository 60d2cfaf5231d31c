"""From one document to its answers: a finding or the problems of each inputs object."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pillars.analysis.calculator import Calculator
from pillars.analysis.findings import Finding, Json, Problem, Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one inputs object: a finding, or else problems."""

    finding: Finding | None
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> Json:
        if self.finding is None:
            told = [{"path": one.path, "message": one.message} for one in self.problems]
            return {"errors": told}
        return {
            "calculator": self.finding.calculator,
            "op": self.finding.op,
            "inputs": finite(self.finding.inputs),
            "outputs": self.finding.outputs,
            "formula": self.finding.formula,
            "assumptions": self.finding.assumptions,
            "warnings": [warning.told() for warning in self.finding.warnings],
        }


def finite(value: Json) -> Json:
    """Inputs as given, fit for JSON: null for an infinite number under a key that nobody reads."""
    if isinstance(value, Mapping):
        return {key: finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def answer(calculator: Calculator, document: Json, kinds: Sequence[str] = ()) -> list[Answer]:
    """The answers to a document: one to an object, as many as it is long to a list.

    `kinds` selects single faults, where the calculator is about faults.
    """
    items = document if isinstance(document, list) else [document]
    return [_one(calculator, item, kinds) for item in items]


def _one(calculator: Calculator, inputs: Json, kinds: Sequence[str]) -> Answer:
    if kinds and isinstance(inputs, dict) and inputs.get("op") != "expected":
        inputs = {**inputs, "kinds": list(kinds)}
    try:
        finding = calculator.run(inputs)
    except Refused as refused:
        return Answer(None, refused.problems)
    return Answer(_selected(finding, kinds) if kinds else finding)


def _selected(finding: Finding, kinds: Sequence[str]) -> Finding:
    """Of faults that the inputs themselves list, those of the kinds asked for."""
    results = finding.outputs.get("results")
    if results is None or not finding.inputs.get("faults"):
        return finding
    wanted = [row for row in results if kind_of(row["fault"]) in kinds]
    return replace(finding, outputs={**finding.outputs, "results": wanted})


def kind_of(fault: Json) -> str:
    """The kind of single fault; a component lost to one cell counts as a component."""
    return str(fault["type"]).removesuffix("_cell")
