"""Files by others are what static/vendor/VENDORED.md says they are, and it leaves none out."""

import hashlib
import re

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
LIST = STATIC / "vendor" / "VENDORED.md"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` .* \| (?P<licence>[\w.-]+) \| `(?P<sum>[0-9a-f]{64})` \|$", re.MULTILINE
)
ROWS = {row["file"]: row for row in ROW.finditer(LIST.read_text())}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_file_is_the_one_that_was_listed(name):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == ROWS[name]["sum"]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_licence_allows_it(name):
    assert ROWS[name]["licence"] in {"MIT", "BSD-3-Clause", "Apache-2.0", "0BSD"}


def test_no_file_is_missing_from_the_list():
    present = {f"vendor/{path.name}" for path in (STATIC / "vendor").iterdir()} - {
        "vendor/VENDORED.md"
    }
    assert present | {"icons.svg"} == set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_no_source_map_is_asked_for(name):
    """The hashed storage would look for a map that is not shipped, and collectstatic would fail."""
    assert "sourceMappingURL" not in (STATIC / name).read_text()
