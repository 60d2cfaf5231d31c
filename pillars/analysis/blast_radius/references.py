"""What refers to what in an architecture: ids that stand twice, references to nowhere.

These look at the JSON as it was written, so that they find their problems also where others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Json, Problem, pointer
from ..texts import Word, _, say
from .model import ANY_CELL

_KINDS = {"components": _("components"), "cells": _("cells"), "regions": _("regions")}
_FAULT_REFERENCES = {"id": "components", "cell": "cells", "region": "regions"}
_FAULT_LISTS = {"ids": "components", "cells": "cells"}


def model_problems(value: Mapping[str, Json], path: str) -> Iterator[Problem]:
    """Every id that stands twice and every reference to nowhere in a model."""
    for key in ("components", "cells", "flows", "stores"):
        yield from _twice(value, key, "id", path)
    known = _ids(value, "components")
    ends_of = {"deps": ("from", "to"), "flows": ("entry",), "stores": ("component",)}
    for key, ends in ends_of.items():
        for below, entry in _entries(value, key, path):
            for end in ends:
                yield from _nowhere(entry.get(end), known, "components", f"{below}/{end}")
    for below, component in _entries(value, "components", path):
        yield from _twice(component, "replicas", "az", below)


def fault_problems(
    value: Mapping[str, Json], model: Mapping[str, Json], path: str
) -> Iterator[Problem]:
    """Every fault that names something that is not in the model."""
    known = {key: _ids(model, key) for key in ("components", "cells")}
    known["cells"] = known["cells"] or frozenset({ANY_CELL})
    regions = model.get("regions")
    known["regions"] = frozenset(regions) if isinstance(regions, Mapping) else frozenset()
    for below, fault in _entries(value, "faults", path):
        for key, kind in _FAULT_REFERENCES.items():
            if key in fault:
                yield from _nowhere(fault[key], known[kind], kind, f"{below}/{key}")
        for key, kind in _FAULT_LISTS.items():
            listed = fault.get(key)
            for at, one in enumerate(listed if isinstance(listed, list) else []):
                if (key, one) != ("cells", ANY_CELL):
                    yield from _nowhere(one, known[kind], kind, f"{below}/{key}/{at}")


def _entries(value: Json, key: str, path: str) -> Iterator[tuple[str, Mapping[str, Json]]]:
    listed = value.get(key)
    for at, entry in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(entry, Mapping):
            yield pointer(f"{path}/{key}", at), entry


def _ids(value: Mapping[str, Json], key: str) -> frozenset[str]:
    ids = (entry.get("id") for _path, entry in _entries(value, key, ""))
    return frozenset(id for id in ids if isinstance(id, str))


def _twice(value: Json, key: str, name: str, path: str) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for below, entry in _entries(value, key, path):
        id = entry.get(name)
        if isinstance(id, str) and first.setdefault(id, below) != below:
            sentence = _('"{id}" stands twice; the first is at {place}.')
            yield Problem(f"{below}/{name}", say(sentence, id=id, place=first[id]))


def _nowhere(id: Json, known: frozenset[str], kind: str, path: str) -> Iterator[Problem]:
    if isinstance(id, str) and id not in known:
        said = say(_('"{id}" is not among the {kind}.'), id=id, kind=Word(_KINDS[kind]))
        yield Problem(path, said)
