"""Reference results from publications and brute force, and how closely they must be met."""

import json
from pathlib import Path

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def differences(found, expected, tolerance=0, key=""):
    """Every place where a result is not as expected; a number may be off by the tolerance of its
    output, or by 1e-9 of itself."""
    if isinstance(tolerance, dict):
        tolerance = tolerance.get(key, 0) if key else tolerance
    if isinstance(expected, dict):
        assert isinstance(found, dict), f"{key}: {found!r} is no object"
        return [
            one
            for name, value in expected.items()
            for one in (
                differences(found[name], value, tolerance, key or name)
                if name in found
                else [f"{name} is missing"]
            )
        ]
    if isinstance(expected, list):
        if len(found) != len(expected):
            return [f"{key}: {found!r} is not {expected!r}"]
        pairs = zip(found, expected, strict=True)
        return [one for f, e in pairs for one in differences(f, e, tolerance, key)]
    return [] if _same(found, expected, tolerance) else [f"{key}: {found!r} is not {expected!r}"]


def _same(found, expected, tolerance):
    if isinstance(expected, bool | str) or expected is None:
        return found == expected and isinstance(found, type(expected))
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return abs(found - expected) <= max(tolerance, 1e-9 * abs(expected))
