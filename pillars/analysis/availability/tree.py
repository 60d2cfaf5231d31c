"""Trees of parts: how they are written, and what a written tree must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..findings import Json, pointer
from ..kinds import BAD, RATIO, Bad, ListOf, OneOf, Reading, Text, expected, whole
from ..texts import _

# Deeper or larger trees are no drawings of people; the bounds keep recursion and time small.
MAX_DEPTH = 50
MAX_CHILDREN = 500
MAX_NODES = 5_000

_TYPES = OneOf(
    {
        "leaf": _("a part"),
        "serial": _("all are needed"),
        "parallel": _("one is enough"),
        "k_of_n": _("some are needed"),
        "soft": _("nobody waits for it"),
    }
)
_COMMON = frozenset({"type", "name", "note"})
_KEYS = {
    "leaf": frozenset({"a", "u", "id"}),
    "serial": frozenset({"children"}),
    "parallel": frozenset({"children", "beta"}),
    "k_of_n": frozenset({"children", "k", "beta"}),
    "soft": frozenset({"children"}),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a tree: `leaf` with its unavailability u, or a gate over its children.

    A gate is up while at least `k` children are up; `soft` is a gate with k = 0. Leaves of one
    `id` are one thing.
    """

    path: str
    u: float = 0.0
    id: str | None = None
    k: int = 0
    beta: float = 0.0
    children: tuple[Node, ...] = field(default=())
    is_leaf: bool = False

    @property
    def is_always_up(self) -> bool:
        return not self.is_leaf and self.k <= 0

    def leaves(self, with_soft: bool = False) -> Iterator[Node]:
        """The leaves that matter, or all of them."""
        if self.is_leaf:
            yield self
        elif with_soft or not self.is_always_up:
            for child in self.children:
                yield from child.leaves(with_soft)


@dataclass(frozen=True, slots=True)
class Tree:
    """The kind of input that is a tree."""

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if _count(value) > MAX_NODES:
            return reading.refuse(path, _("The tree has more than {most} nodes."), most=MAX_NODES)
        node = _node(value, path, reading, 0)
        if node is BAD or not _ids_agree(node, reading):
            return BAD
        return node

    def schema(self) -> dict[str, Json]:
        return {"type": "object", "properties": {"type": _TYPES.schema()}, "required": ["type"]}


def _count(value: Json) -> int:
    count, open_ = 0, [value]
    while open_ and count <= MAX_NODES:
        one = open_.pop()
        count += 1
        children = one.get("children") if isinstance(one, Mapping) else None
        open_ += children if isinstance(children, list) else []
    return count


def _node(value: Json, path: str, reading: Reading, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return reading.refuse(path, _("The tree is deeper than {most} levels."), most=MAX_DEPTH)
    if not isinstance(value, Mapping):
        return expected(reading, path, _("an object"), value)
    if "type" not in value:
        return reading.refuse(f"{path}/type", _("The input {key} is missing."), key="type")
    kind = _TYPES.read(value["type"], f"{path}/type", reading)
    if kind is BAD:
        return BAD
    _note_unknown(value, kind, path, reading)
    return (
        _leaf(value, path, reading) if kind == "leaf" else _gate(kind, value, path, reading, depth)
    )


def _note_unknown(value: Mapping[str, Json], kind: str, path: str, reading: Reading) -> None:
    for key in value:
        if key not in _KEYS[kind] | _COMMON:
            reading.note(pointer(path, key), key)


def _leaf(value: Mapping[str, Json], path: str, reading: Reading) -> Any:
    id = Text().read(value["id"], f"{path}/id", reading) if "id" in value else None
    if ("a" in value) == ("u" in value):
        return reading.refuse(path, _("A leaf needs exactly one of a and u."))
    key = "a" if "a" in value else "u"
    number = RATIO.read(value[key], f"{path}/{key}", reading)
    if number is BAD or id is BAD:
        return BAD
    return Node(path, u=number if key == "u" else 1 - number, id=id, is_leaf=True)


def _gate(kind: str, value: Mapping[str, Json], path: str, reading: Reading, depth: int) -> Any:
    children = _children(value, path, reading, depth)
    has_beta = "beta" in value and "beta" in _KEYS[kind]
    beta = RATIO.read(value["beta"], f"{path}/beta", reading) if has_beta else 0.0
    k = _needed(kind, value, path, reading)
    if BAD in (beta, k) or children is BAD:
        return BAD
    if kind == "serial":
        k = len(children)
    return Node(path, k=k, beta=beta, children=children)


def _children(value: Mapping[str, Json], path: str, reading: Reading, depth: int) -> Any:
    below = f"{path}/children"
    if "children" not in value:
        return reading.refuse(below, _("The input {key} is missing."), key="children")
    listed = ListOf(_Any(), least=1, most=MAX_CHILDREN).read(value["children"], below, reading)
    if isinstance(listed, Bad):
        return BAD
    read = [_node(one, pointer(below, at), reading, depth + 1) for at, one in enumerate(listed)]
    return BAD if any(one is BAD for one in read) else tuple(read)


def _needed(kind: str, value: Mapping[str, Json], path: str, reading: Reading) -> Any:
    if kind != "k_of_n":
        return 1 if kind == "parallel" else 0
    if "k" not in value:
        return reading.refuse(f"{path}/k", _("The input {key} is missing."), key="k")
    return whole().read(value["k"], f"{path}/k", reading)


@dataclass(frozen=True, slots=True)
class _Any:
    def read(self, value: Json, path: str, reading: Reading) -> Any:
        return value

    def schema(self) -> dict[str, Json]:
        return {}


def _ids_agree(root: Node, reading: Reading) -> bool:
    """One id is one thing: its value is the same everywhere, also where it does not count."""
    first: dict[str, Node] = {}
    good = True
    for leaf in root.leaves(with_soft=True):
        if leaf.id is not None and first.setdefault(leaf.id, leaf).u != leaf.u:
            good = False
            reading.refuse(
                leaf.path,
                _("The leaf {id} stands elsewhere with another value: {place}."),
                id=leaf.id,
                place=first[leaf.id].path,
            )
    return good
