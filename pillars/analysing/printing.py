"""Findings as text that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pillars.analysis.calculator import Calculator
from pillars.analysis.findings import Finding, Json

_UNITS = {
    "_pct": "%",
    "_ms_per_year": "ms a year",
    "_s_per_year": "s a year",
    "_per_s": "/s",
    "_s": "s",
    "_h": "h",
    "_bytes": "B",
}
_TABLE = ("customers", "requests", "cells", "fault", "because")


def told(calculator: Calculator, finding: Finding) -> Iterator[str]:
    """The lines of a finding: outputs, formula in words, assumptions, warnings."""
    operation = calculator.by_name[finding.op]
    yield f"{calculator.title}: {operation.title}"
    yield ""
    yield from _outputs(finding.outputs)
    yield ""
    yield f"Formula: {finding.formula}"
    if finding.assumptions:
        yield "Assumptions:"
        yield from (f"  - {assumption}" for assumption in finding.assumptions)
    if operation.source:
        yield f"Source: {operation.source}"
    for warning in finding.warnings:
        yield f"Warning: {warning}"


def _outputs(outputs: Mapping[str, Json]) -> Iterator[str]:
    if "results" in outputs:
        yield from faults_table(outputs["results"])
        yield ""
    plain = {key: value for key, value in outputs.items() if key != "results"}
    width = max((len(key) for key in plain), default=0)
    for key, value in plain.items():
        yield f"  {key:<{width}}  {_shown(value)} {_unit(key, value)}".rstrip()


def _unit(key: str, value: Json) -> str:
    if isinstance(value, bool | str) or not (value or value == 0):
        return ""
    return next((unit for end, unit in _UNITS.items() if key.endswith(end)), "")


def _shown(value: Json) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case list() | tuple():
            return ", ".join(_shown(one) for one in value) or "none"
        case Mapping():
            pairs = (f"{key} {_shown(one)}" for key, one in value.items())
            return ", ".join(pairs) or "none"
    return str(value)


def faults_table(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Faults, the worst first; those that touch nobody are only counted."""
    touching = [row for row in results if row["customers_pct"] > 0]
    touching.sort(key=lambda row: (-row["customers_pct"], -row["requests_pct"]))
    yield from _aligned([_TABLE, *(_cells(row, alike) for row, alike in _grouped(touching))])
    silent = len(results) - len(touching)
    if silent:
        yield f"  {silent} further {'fault touches' if silent == 1 else 'faults touch'} nobody."


def _grouped(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """Cells that fall for the same reason and touch as many are one row."""
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for at, row in enumerate(rows):
        figures = (row["customers_pct"], row["requests_pct"], joined(row["chain"]))
        key = figures if row["fault"]["type"] == "cell" else at
        groups.setdefault(key, []).append(row)
    return [(alike[0], len(alike) - 1) for alike in groups.values()]


def _cells(row: Mapping[str, Any], alike: int) -> tuple[str, ...]:
    fault = fault_in_words(row["fault"])
    return (
        percent(row["customers_pct"]),
        percent(row["requests_pct"]),
        str(row["cells"]),
        f"{fault}, and {alike} alike" if alike else fault,
        joined(row["chain"]),
    )


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(_TABLE))]
    for row in rows:
        numbers = [cell.rjust(width) for cell, width in zip(row[:3], widths[:3], strict=True)]
        texts = [cell.ljust(width) for cell, width in zip(row[3:], widths[3:], strict=True)]
        yield "  " + "  ".join(numbers + texts).rstrip()


def percent(share: float) -> str:
    """A share as people read it: two decimals at most, but never 0 or 100 by rounding."""
    text = f"{share:.2f}".rstrip("0").rstrip(".")
    if float(text) in (0, 100) and float(text) != share and abs(share - float(text)) > 1e-9:
        text = f"{share:.6g}"
    return f"{text} %"


def joined(chain: Iterable[str]) -> str:
    return " -> ".join(chain)


def fault_in_words(fault: Mapping[str, Any]) -> str:
    """A fault as a file spells it, in a few words."""
    return _WORDS[fault["type"]](fault)


def _replica(fault: Mapping[str, Any]) -> str:
    count = fault.get("count", 1)
    copies = "one copy" if count == 1 else f"{count} copies"
    where = f" in cell {fault['cell']}" if fault.get("cell") else ""
    return f"replica: {copies} of {fault['id']} in {fault['az']}{where}"


def _push(fault: Mapping[str, Any]) -> str:
    reach = list(fault.get("azs", ()))
    cells = fault.get("cells", ())
    if "*" in cells or (fault.get("global") and not cells):
        reach.append("everywhere")
    elif cells:
        reach.append(f"cell{'s' * (len(cells) > 1)} {', '.join(cells)}")
    return f"deploy: {', '.join(fault['ids'])} to {', '.join(reach) or 'nowhere'}"


_WORDS = {
    "replica": _replica,
    "component": lambda fault: f"component: a bug in {fault['id']}",
    "component_cell": lambda fault: f"component: {fault['id']} in cell {fault['cell']}",
    "az": lambda fault: f"az: {fault['az']}",
    "region": lambda fault: f"region: {fault['region']}",
    "cell": lambda fault: f"cell: {fault['cell']}",
    "deploy": _push,
}
