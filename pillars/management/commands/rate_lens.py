from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pillars.questionnaire.content import Lens
from pillars.questionnaire.rating import Rating, SheetError, rate_sheet
from pillars.questionnaire.reading import read
from pillars.questionnaire.texts import without_forbidden
from pillars.telling import tell

UNREADABLE_LENS, BAD_ANSWERS = 1, 2

Ratings: TypeAlias = dict[str, Rating]


class Command(BaseCommand):
    help = (
        "Print the risk of every question of a lens for one answer sheet, or for each of a list: "
        '{question id: {"selected": [choice ids], "none": bool, "not_applicable": bool}}. The lens '
        "needs only to read; any combination of choices is rated. Exits with 1 if the lens does "
        "not read, with 2 if the answers are not such sheets. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the lens")
        parser.add_argument(
            "--answers", required=True, metavar="SHEETS.json", help="the answers; - reads stdin"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help='{question id: {"risk": ..., "rule": its place from 0, or null}}; for a list, '
            "a list of these",
        )

    def handle(self, *args: Any, file: Path, answers: str, as_json: bool, **options: Any) -> None:
        lens = _lens(file)
        sheets = _sheets(answers)
        rated = _rated(lens, sheets)
        if as_json:
            listed = [_as_json(ratings) for ratings in rated]
            whole = listed if isinstance(sheets, list) else listed[0]
            self.stdout.write(json.dumps(whole, indent=None if isinstance(sheets, list) else 2))
        else:
            self.stdout.write("\n".join(_table(lens, rated)))


def _lens(file: Path) -> Lens:
    try:
        reading = read(file.read_bytes())
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise CommandError(message, returncode=UNREADABLE_LENS) from error
    if reading.lens is None:
        told = tell(reading.errors).problems
        lines = [f"{file}:{one.line}:{one.column} {one.code} {one.what} {one.mend}" for one in told]
        message = "\n".join(["The lens does not read:", *lines])
        raise CommandError(message, returncode=UNREADABLE_LENS)
    return reading.lens


def _sheets(answers: str) -> Any:
    try:
        data = sys.stdin.buffer.read() if answers == "-" else Path(answers).read_bytes()
        return json.loads(data, object_pairs_hook=_each_key_once)
    except OSError as error:
        raise _bad([f"{answers} cannot be read: {error.strerror}."]) from error
    except (ValueError, RecursionError) as error:
        raise _bad([f"/: this is no JSON document: {error}"]) from error


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _times), *_others = Counter(key for key, _value in pairs).most_common(1)
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return found


def _rated(lens: Lens, sheets: Any) -> list[Ratings]:
    rated, problems = [], []
    for place, sheet in enumerate(sheets if isinstance(sheets, list) else [sheets]):
        prefix = f"/{place}" if isinstance(sheets, list) else ""
        try:
            rated.append(rate_sheet(lens, sheet))
        except SheetError as error:
            told = tell(error.problems).problems
            problems += [f"{prefix + one.pointer or '/'}: {one.what} {one.mend}" for one in told]
    if problems:
        raise _bad(problems)
    return rated


def _bad(problems: list[str]) -> CommandError:
    lines = [without_forbidden(problem) for problem in problems]
    return CommandError("\n".join(["The answers do not fit:", *lines]), returncode=BAD_ANSWERS)


def _as_json(ratings: Ratings) -> dict[str, Any]:
    return {id: {"risk": one.risk.value, "rule": one.rule} for id, one in ratings.items()}


def _table(lens: Lens, rated: list[Ratings]) -> Iterator[str]:
    width = max((len(question.id) for question in lens.questions), default=0)
    for number, ratings in enumerate(rated, 1):
        if len(rated) > 1:
            yield f"Sheet {number}"
        for question in lens.questions:
            rating = ratings[question.id]
            rule = "-" if rating.rule is None else f"rule {rating.rule}"
            title = without_forbidden(question.title)
            yield f"{question.id:<{width}}  {rating.risk.value:<14}  {rule:<6}  {title}"
