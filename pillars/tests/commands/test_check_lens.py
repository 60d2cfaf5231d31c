"""check_lens: every problem of every file, and no database."""

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from pillars import library
from pillars.tests import lenses

KEYS = {"code", "severity", "pointer", "line", "column", "what", "mend"}


def check(*args) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("check_lens", *map(str, args), stdout=out)
    except SystemExit as ended:
        return int(ended.code), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path):
    def file(data: bytes, name: str = "lens.json"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return file


def test_a_good_lens(file):
    code, said = check(file(lenses.data()))
    assert code == 0
    assert said.splitlines()[-1] == "1 file: 0 errors, 0 warnings, 0 notes"


def test_each_problem_is_a_line_with_its_place(file):
    path = file(lenses.broken())
    code, said = check(path)
    assert code == 1
    first, *problems, last = said.splitlines()
    assert first == f"{path}: no lens: 2 errors, 1 warning, 0 notes"
    assert all(line.startswith(f"{path}:") and " / " in line for line in problems)
    assert any(" error plan-missing " in line for line in problems)
    assert last == "1 file: 2 errors, 1 warning, 0 notes"


def test_strict_says_what_publishing_would_say(file):
    path = file(lenses.draft_only())
    assert check(path)[0] == 0
    code, said = check(path, "--strict")
    assert code == 1
    assert " error title-missing " in said


def test_json(file):
    paths = [file(lenses.data(), "a.json"), file(lenses.broken(), "b.json")]
    code, said = check(*paths, "--json")
    good, bad = json.loads(said)
    assert code == 1
    assert good == {
        "file": str(paths[0]),
        "lens": "A lens",
        "problems": [],
        "counts": {"error": 0, "warning": 0, "note": 0},
    }
    assert (bad["lens"], bad["counts"]) == (None, {"error": 2, "warning": 1, "note": 0})
    assert {frozenset(problem) for problem in bad["problems"]} == {frozenset(KEYS)}
    assert all(problem["line"] > 1 for problem in bad["problems"])


def test_a_missing_file_does_not_hide_the_others(file, tmp_path):
    missing = tmp_path / "nowhere.json"
    code, said = check(missing, tmp_path, file(lenses.broken()))
    assert code == 1
    assert f"{missing}:0:0 error file-unreadable The file cannot be read: No such file" in said
    assert said.count("file-unreadable") == 2
    assert "plan-missing" in said
    (entry,) = json.loads(check(missing, "--json")[1])
    assert (entry["lens"], entry["counts"]["error"]) == (None, 1)
    assert set(entry["problems"][0]) == KEYS


def test_what_a_terminal_would_obey_is_not_printed(file):
    path = file(b'{"\\u001b[31m\\ud800": 1, "\\u001b[31m\\ud800": 2}')
    for args in ((path,), (path, "--json")):
        code, said = check(*args)
        assert code == 1
        assert "\x1b" not in said
        assert said.encode()


@pytest.mark.parametrize("data", [b"", b"[" * 100_000, b"\xff\xfe\x00", b" " * 3_000_000])
def test_no_file_breaks_it(data, file):
    code, said = check(file(data))
    assert code == 1
    assert said.splitlines()[-1] == "1 file: 1 error, 0 warnings, 0 notes"


def test_the_bundled_lenses_pass_strictly():
    assert check(*library.CONTENT.glob("*.json"), "--strict")[0] == 0


def test_it_needs_no_database(file, tmp_path):
    """As CI runs it: a process of its own, with a database that cannot be opened."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "WELLARCH_DATA": str(tmp_path / "data"),
        "DATABASE_URL": f"sqlite:////{tmp_path}/no/such/folder/db.sqlite3",
    }
    good, sheets = file(lenses.data()), file(b"{}", "sheets.json")
    for args in (["check_lens", good], ["rate_lens", good, "--answers", sheets]):
        ran = subprocess.run(
            [sys.executable, "manage.py", *map(str, args)],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
