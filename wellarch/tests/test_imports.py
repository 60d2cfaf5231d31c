"""The floor plan, held: who may import whom (docs/structure.md)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "pillars", "reviews", "wellarch")  # each may import itself and those before it
# Pure packages: values in, values out. They import the standard library and what is named here.
PURE = {
    "pillars.questionnaire": (),
    "pillars.analysis": (),
    "reviews.outcome": ("pillars.questionnaire", "pillars.analysis"),
}
# The clock and the process are not values.
IMPURE = {"os", "socket", "subprocess", "threading", "urllib.request", "http", "sqlite3", "logging"}
MODULES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "tests" not in path.parts
)
TESTS = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "tests" in path.parts)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported(path: Path) -> Iterator[str]:
    package = name_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path):
    app = APPS.index(name_of(path).split(".")[0])
    for name in imported(path):
        first = name.split(".")[0]
        if first in APPS:
            assert APPS.index(first) <= app, f"{name_of(path)} imports {name}"
        assert ".tests" not in name, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize(
    "package", [name for name in PURE if (ROOT / name.replace(".", "/")).is_dir()]
)
def test_pure_packages_know_neither_database_nor_web(package):
    paths = [path for path in MODULES if within(name_of(path), package)]
    assert paths
    for path in paths:
        for name in imported(path):
            first = name.split(".")[0]
            ours = any(within(name, other) for other in (package, *PURE[package]))
            impure = any(within(name, one) for one in IMPURE)
            standard = first in sys.stdlib_module_names and not impure
            assert ours or standard, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_no_import_hides_in_a_function(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [
                inner.lineno
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            ]
            assert hidden == [], f"{name_of(path)}, in {node.name}"


def test_every_module_says_what_happens_in_it():
    vague = {"utils", "util", "common", "helpers", "helper", "misc"}
    assert [name_of(path) for path in MODULES if vague & set(name_of(path).split("."))] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_but_the_street_door_and_views_imports_views(path):
    name = name_of(path)
    speaks_http = ".views" in name or name.endswith(".urls") or name in ("pillars.views",)
    for other in imported(path):
        if any(within(other, f"{app}.views") for app in APPS):
            assert speaks_http, f"{name} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_models_know_no_door_and_no_page(path):
    name = name_of(path)
    if not (within(name, "reviews.models") or name.endswith(".models")):
        return
    app = name.split(".")[0]
    allowed = {f"{app}.models", f"{app}.library", *PURE, *(f"{one}.models" for one in APPS)}
    allowed |= {"pillars.library", "pillars.questionnaire"}
    for other in imported(path):
        if other.split(".")[0] in APPS:
            assert any(within(other, one) for one in allowed), f"{name} imports {other}"


def test_what_is_pure_takes_no_hidden_argument():
    """Neither clock nor chance: the same values in, the same out."""
    for path in MODULES:
        if not any(within(name_of(path), package) for package in PURE):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow"):
                pytest.fail(f"{name_of(path)}:{node.lineno} reads the clock")
