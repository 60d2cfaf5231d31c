"""One page of a calculator: inputs from an address, the finding, and how both are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import yaml
from django.utils.translation import gettext

from pillars.analysing.documents import Unreadable, read_document
from pillars.analysing.printing import fault_in_words, joined, percent
from pillars.analysis.calculator import Calculator, Operation
from pillars.analysis.catalogue import CALCULATORS
from pillars.analysis.findings import Finding, Json, Refused
from pillars.analysis.kinds import Flag, Kind, ListOf, Number, OneOf, OneOrList, Text
from pillars.analysis.records import Field, Record, fields_of
from pillars.output_words import FAMILIES, OUTPUTS

_EXAMPLES = Path(__file__).parent / "content" / "calculators" / "examples.json"
_UNITS = {
    "_ms_per_year": "ms/y",
    "_s_per_year": "s/y",
    "_pct": "%",
    "_per_s": "/s",
    "_bytes": "B",
    "_mb": "MB",
    "_s": "s",
    "_h": "h",
}


@dataclass(slots=True)
class Box:
    """One input of the form, with what was written into it and what is wrong with that."""

    name: str
    label: str
    help: str
    shape: str
    value: str
    unit: str = ""
    range: str = ""
    default: str = ""
    is_required: bool = False
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with a share of 100, drawn as a bar."""

    title: str
    share: float
    shown: str
    note: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    calculator: Calculator
    operation: Operation
    boxes: list[Box]
    finding: Finding | None
    errors: list[str]

    @property
    def outputs(self) -> list[tuple[str, str, str]]:
        """Words, value and unit of each plain output."""
        if self.finding is None:
            return []
        plain = self.finding.outputs.items()
        return [_output(key, value) for key, value in plain if key not in ("results", "ranking")]

    @property
    def bars(self) -> list[Bar]:
        outputs = self.finding.outputs if self.finding else {}
        if "results" in outputs:
            return _faults(outputs["results"])
        return [_family(row) for row in outputs.get("ranking", ())]

    @property
    def warnings(self) -> list[str]:
        return [one.told(gettext) for one in self.finding.warnings] if self.finding else []


def operations(calculator: Calculator) -> list[Operation]:
    """Those with a page: a bare architecture is the input of another one."""
    return [one for one in calculator.operations if f"{calculator.name}/{one.name}" in examples()]


@cache
def examples() -> dict[str, dict[str, Json]]:
    found: dict[str, dict[str, Json]] = json.loads(_EXAMPLES.read_text())
    return found


def find(name: str, operation: str) -> tuple[Calculator, Operation] | None:
    if f"{name}/{operation}" not in examples():
        return None
    return CALCULATORS[name], CALCULATORS[name].by_name[operation]


def calculated(calculator: Calculator, operation: Operation, given: Mapping[str, str]) -> Page:
    """The page for what an address says; for an address that says nothing, an example."""
    boxes = list(_boxes(operation, examples()[f"{calculator.name}/{operation.name}"]))
    if given:
        for box in boxes:
            box.value = given.get(box.name, "")
    inputs = _inputs(operation, boxes)
    if any(box.errors for box in boxes):
        return Page(calculator, operation, boxes, None, [])
    try:
        finding = calculator.run({**inputs, "op": operation.name})
    except Refused as refused:
        return Page(calculator, operation, boxes, None, _placed(boxes, refused))
    return Page(calculator, operation, boxes, finding, [])


def _boxes(operation: Operation, example: Mapping[str, Json]) -> Iterator[Box]:
    for one in operation.fields:
        if _is_choices(one.kind):
            inner = example.get(one.key, {})
            # A flag in it stands beside it as well.
            for below in (f for f in fields_of(one.kind.cls) if isinstance(f.kind, OneOf)):
                yield _box(below, inner.get(below.key), f"{one.key}.{below.key}")
        else:
            yield _box(one, example.get(one.key), one.key)


def _is_choices(kind: Kind) -> TypeGuard[Record]:
    return isinstance(kind, Record) and all(
        isinstance(below.kind, OneOf | Flag) for below in fields_of(kind.cls)
    )


def _box(one: Field, example: Json, name: str) -> Box:
    default = None if one.is_required else one.default
    value = default if example is None else example
    shape = _shape(one.kind)
    return Box(
        name=name,
        label=told(one.label) or one.key,
        help=told(one.help),
        shape=shape,
        value=_written(value, shape),
        unit=one.unit,
        range=_range(one.kind),
        default=_written(default, shape) if shape != "choice" else "",
        is_required=one.is_required,
        choices=_choices(one),
    )


def _shape(kind: Kind) -> str:
    if isinstance(kind, OneOf | Flag):
        return "choice"
    if isinstance(kind, Number):
        return "number"
    if isinstance(kind, Text):
        return "text"
    if isinstance(kind, ListOf | OneOrList) and isinstance(kind.kind, Number | OneOf):
        return "list"
    return "document"


def _choices(one: Field) -> list[tuple[str, str]]:
    if isinstance(one.kind, Flag):
        return [("true", gettext("Yes")), ("false", gettext("No"))]
    if isinstance(one.kind, OneOf):
        empty = [] if one.is_required else [("", "-")]
        return [*empty, *((key, told(word)) for key, word in one.kind.choices.items())]
    return []


def _written(value: Json, shape: str) -> str:
    """A value as it stands in its input."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if shape == "list":
        entries = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(one) for one in entries)
    if shape == "document":
        if not value:
            return ""
        flow = yaml.safe_dump(value, sort_keys=False, default_flow_style=None, width=100)
        return flow.strip()
    return str(value)


def _range(kind: Kind) -> str:
    number = getattr(kind, "kind", kind)
    if not isinstance(number, Number):
        return ""
    words = []
    if number.above is not None:
        words.append(gettext("more than %(bound)s") % {"bound": f"{number.above:g}"})
    if number.low is not None:
        words.append(gettext("at least %(bound)s") % {"bound": f"{number.low:g}"})
    if number.high is not None:
        words.append(gettext("at most %(bound)s") % {"bound": f"{number.high:g}"})
    return ", ".join(words)


def _inputs(operation: Operation, boxes: list[Box]) -> dict[str, Json]:
    """What the boxes say; an empty one says nothing."""
    inputs: dict[str, Json] = {f.key: {} for f in operation.fields if _is_choices(f.kind)}
    for box in boxes:
        if not box.value.strip():
            continue
        above, _dot, below = box.name.partition(".")
        target, key = (inputs[above], below) if below else (inputs, above)
        try:
            target[key] = _read(box)
        except Unreadable as wrong:
            box.errors.append(_place(wrong) + wrong.said.told(gettext))
    return inputs


def _read(box: Box) -> Json:
    text = box.value.strip()
    if box.shape == "number":
        return _number(text)
    if box.shape == "list":
        return [_number(one.strip()) for one in text.split(",") if one.strip()]
    if box.shape == "document":
        return read_document(text.encode(errors="replace"), "inputs.yaml")  # JSON is YAML
    return {"true": True, "false": False}.get(text, text) if box.shape == "choice" else text


def _number(text: str) -> Json:
    for make in (int, float):
        try:
            return make(text)
        except ValueError:
            continue
    return text


def _place(wrong: Unreadable) -> str:
    return gettext("Line %(line)d: ") % {"line": wrong.line} if wrong.line else ""


def _placed(boxes: list[Box], refused: Refused) -> list[str]:
    """Puts each problem beside its input; returns those that belong to none."""
    left = []
    for problem in refused.problems:
        names = problem.path.strip("/").split("/")
        words = problem.said.told(gettext)
        box = next((b for b in boxes if b.name in (names[0], ".".join(names[:2]))), None)
        if box is None:
            left.append(words)
        elif box.shape == "document" and len(names) > 1:
            box.errors.append(f"{'/'.join(names[1:])}: {words}")
        else:
            box.errors.append(words)
    return left


def told(text: str) -> str:
    return gettext(text) if text else ""


def _output(key: str, value: Json) -> tuple[str, str, str]:
    end = next((one for one in _UNITS if key.endswith(one)), "")
    words = told(OUTPUTS.get(key, "")) or key.removesuffix(end).replace("_", " ").strip()
    has_unit = not isinstance(value, bool | str) and value is not None
    return words[:1].upper() + words[1:], shown(value), _UNITS[end] if end and has_unit else ""


def shown(value: Json) -> str:
    match value:
        case None:
            return gettext("never")
        case bool():
            return gettext("Yes") if value else gettext("No")
        case int() | float():
            return f"{value:,}" if isinstance(value, int) else f"{value:.6g}"
        case list() | tuple():
            return ", ".join(shown(one) for one in value) or gettext("none")
        case Mapping():
            return ", ".join(f"{key} {shown(one)}" for key, one in value.items()) or gettext("none")
    return str(value)


def _faults(results: list[dict[str, Any]]) -> list[Bar]:
    worst = sorted(results, key=lambda row: (-row["customers_pct"], -row["requests_pct"]))
    return [
        Bar(
            fault_in_words(row["fault"]),
            row["customers_pct"],
            percent(row["customers_pct"]),
            joined(row["chain"]),
        )
        for row in worst
    ]


def _family(row: dict[str, Any]) -> Bar:
    reasons = " ".join(told(str(one)) for one in row["reasons"])
    products = tuple(_product(one) for one in row["products"])
    score = row["score"] or 0
    title = told(FAMILIES[row["family"]])
    return Bar(title, score, f"{score:.0f}", reasons, products)


def _product(product: Mapping[str, Json]) -> str:
    name = f"{product['vendor']} {product['name']}"
    if product["status"] == "current":
        return name
    words = {"closed": gettext("closed to new customers"), "ended": gettext("ended")}
    status = words.get(product["status"], product["status"])
    return f"{name}: {status}, {product['since']}" if "since" in product else f"{name}: {status}"
