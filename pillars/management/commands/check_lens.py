from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pillars.questionnaire.reading import read
from pillars.questionnaire.texts import without_forbidden
from pillars.telling import SEVERITIES, Telling, Told, tell


@dataclass(frozen=True, slots=True)
class Checked:
    file: str
    lens: str | None
    telling: Telling

    def as_json(self) -> dict[str, Any]:
        keys = ("code", "severity", "pointer", "line", "column", "what", "mend")
        problems = [{key: getattr(one, key) for key in keys} for one in self.telling.problems]
        return {
            "file": self.file,
            "lens": self.lens,
            "problems": problems,
            "counts": self.telling.counts,
        }


class Command(BaseCommand):
    help = (
        "Say everything that is wrong with lens files: what reading minds, or with --strict what "
        "publishing would mind. Exits with 1 if any file has an error. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--strict", action="store_true", help="as publishing sees it")
        parser.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help="one list: file, lens, problems and counts of each",
        )

    def handle(
        self, *args: Any, files: list[Path], strict: bool, as_json: bool, **options: Any
    ) -> None:
        checked = [_checked(file, strict) for file in files]
        if as_json:
            self.stdout.write(json.dumps([one.as_json() for one in checked], indent=2))
        else:
            self._print(checked)
        if any(one.telling.errors for one in checked):
            sys.exit(1)

    def _print(self, checked: list[Checked]) -> None:
        for one in checked:
            name = one.lens if one.lens is not None else "no lens"
            self.stdout.write(f"{one.file}: {name}: {_counts(one.telling.counts)}")
            for told in one.telling.problems:
                place = f"{one.file}:{told.line}:{told.column}"
                words = f"{told.what} / {told.mend}".replace("\n", " ")
                self.stdout.write(f"{place} {told.severity} {told.code} {words}")
        totals = {key: sum(one.telling.counts[key] for one in checked) for key in SEVERITIES}
        self.stdout.write(f"{_many(len(checked), 'file')}: {_counts(totals)}")


def _checked(file: Path, strict: bool) -> Checked:
    try:
        data = file.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        mend = "Check the path and who may read it."
        missing = Told(1, "file-unreadable", "error", "", 0, 0, what, mend)
        return Checked(str(file), None, Telling((missing,)))
    reading = read(data)
    name = without_forbidden(reading.lens.name) if reading.lens else None
    return Checked(str(file), name, tell(reading.strict if strict else reading.problems))


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(_many(counts[severity], severity) for severity in SEVERITIES)


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
