"""From the bytes of a file of inputs to JSON values: JSON or YAML, nothing that surprises.

YAML is read as its version 1.2 reads plain values (`no` and `2018-11-22` are texts, `1e10` is a
number). No tags, no merge keys; a key that stands twice is an error; what aliases unfold to is
bounded, as are size and depth.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import yaml

from pillars.analysis.findings import Json
from pillars.analysis.texts import Said, _, say

MAX_BYTES = 5_000_000
MAX_DEPTH = 100
MAX_VALUES = 500_000


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A file that is no document; line and column count from 1, and are 0 where there is none."""

    said: Said
    line: int = 0
    column: int = 0


def read_document(data: bytes, name: str = "") -> Json:
    """The value of a JSON or YAML file; its name or else its first character tells which.

    Raises Unreadable for anything else, with the place.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(say(_("The file has more than {most} bytes."), most=MAX_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(say(_("The file is not UTF-8.")), line) from None
    value = _json(text) if _is_json(text, name) else _yaml(text)
    _require_plain(value)
    return value


def _is_json(text: str, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(".json") or text.lstrip()[:1] in ("{", "[")


def _json(text: str) -> Json:
    try:
        return json.loads(text, object_pairs_hook=_each_key_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        said = say(_("This is no JSON document: {why}."), why=error.msg)
        raise Unreadable(said, error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(say(_("This is no JSON document: {why}."), why=str(error))) from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _times), *_others = Counter(key for key, _value in pairs).most_common(1)
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader with the plain values of YAML 1.2 and without merge keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        seen = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is not a text; put it in quotes", key_node.start_mark
                )
            if key in seen:
                problem = f'the key "{key}" stands twice'
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key)
        return {
            self.construct_object(key, deep=True): self.construct_object(value, deep=True)
            for key, value in node.value
        }


def _construct_map(loader: _Loader, node: Any) -> dict[str, Any]:
    return loader.construct_mapping(node)


def _construct_int(loader: _Loader, node: Any) -> int:
    return int(loader.construct_scalar(node))


def _construct_float(loader: _Loader, node: Any) -> float:
    return float(loader.construct_scalar(node))


_TAG = "tag:yaml.org,2002:"
_PLAIN = (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    (
        "float",
        r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        list("-+0123456789."),
    ),
)
for _name, _pattern, _first in _PLAIN:
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), _first)
_Loader.add_constructor(_TAG + "map", _construct_map)
_Loader.add_constructor(_TAG + "int", _construct_int)
_Loader.add_constructor(_TAG + "float", _construct_float)


def _yaml(text: str) -> Json:
    try:
        _require_shallow(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = str(error.problem or error.context)
        raise _no_yaml(why, mark) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _no_yaml(str(error).splitlines()[0]) from None


def _require_shallow(text: str) -> None:
    """Read as a stream of events first: composing deep documents could exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _no_yaml(f"deeper than {MAX_DEPTH} levels", event.start_mark)


def _no_yaml(why: str, mark: Any = None) -> Unreadable:
    place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Unreadable(say(_("This is no YAML document: {why}."), why=why), *place)


def _require_plain(value: Json) -> None:
    """Only what JSON knows, and not too much of it once aliases are unfolded."""
    open_, count = [(value, 0)], 0
    while open_:
        one, depth = open_.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_VALUES:
            raise Unreadable(say(_("The document is too deep or, unfolded, too large.")))
        if isinstance(one, dict):
            open_ += ((below, depth + 1) for below in one.values())
        elif isinstance(one, list):
            open_ += ((below, depth + 1) for below in one)
        elif not isinstance(one, str | int | float | None):
            said = say(_("A value of the type {type} has no place here."), type=type(one).__name__)
            raise Unreadable(said)
