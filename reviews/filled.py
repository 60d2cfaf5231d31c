"""A filled questionnaire (XLSX), read: what it says of each question, and every problem in it.

A question with a problem is left out whole, so that no half of an answer is ever taken.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from accounts.text import clean_text
from pillars.questionnaire.content import Lens, Question
from reviews.exports import questionnaire as sheet
from reviews.outcome.answers import NOTES_LIMIT, UNSAID, Practice, Sheet, Status

MAX_BYTES = 2_000_000
MAX_UNPACKED = 30_000_000
MAX_ROWS = 20_000
STATUSES = {sheet.PARTLY: Status.PARTLY, sheet.NOT_APPLICABLE: Status.NOT_APPLICABLE}


class NotReadable(Exception):
    """The file as a whole; the message says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    what: str


@dataclass(frozen=True, slots=True)
class Line:
    row: int
    question_id: str
    choice_id: str
    state: str
    note: str
    reason: str

    @property
    def says_something(self) -> bool:
        return bool(self.state or self.note or self.reason)


@dataclass
class Filled:
    """What was filled in, by question; `is_of_another` version of the lens, or of another lens."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_of_another: bool = False


def read_filled(data: bytes, lens: Lens, digest: str) -> Filled:
    """Raises NotReadable."""
    rows, about = _unpacked(data)
    filled = Filled(is_of_another=about.get("digest", digest) != digest)
    words = _words()
    lines: dict[str, list[Line]] = defaultdict(list)
    refused: set[str] = set()
    for number, cells in enumerate(rows[1:], 2):
        line, problem = _line(number, cells, words)
        problem = problem or (_misplaced(line, lens, lines) if line else None)
        if problem:
            filled.problems.append(Problem(number, problem))
            refused.add(_text(cells, 0))
        elif line:
            lines[line.question_id].append(line)
    for id, said in lines.items():
        question = lens.question(id)
        if question is not None and id not in refused:
            _take(filled, question, said)
    filled.problems.sort(key=lambda one: one.row)
    return filled


def _unpacked(data: bytes) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """The rows of the first sheet, and what the sheet "About" says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
                raise NotReadable(_("The file is too large when it is unpacked."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(_first(book.worksheets[0], MAX_ROWS + 1))
        about = list(_first(book[sheet.ABOUT], 20)) if sheet.ABOUT in book.sheetnames else []
    except NotReadable:
        raise
    except Exception as problem:  # a broken file may fail anywhere in the reader
        raise NotReadable(_("This is no spreadsheet that can be read (XLSX).")) from problem
    if len(rows) > MAX_ROWS:
        raise NotReadable(_("The sheet has too many rows."))
    return rows, {_text(row, 0): _text(row, 1) for row in about}


def _first(rows: Any, count: int) -> Iterator[tuple[Any, ...]]:
    found = rows.iter_rows(max_row=count, max_col=sheet.LAST_COLUMN, values_only=True)
    yield from found


def _text(cells: tuple[Any, ...], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    return "" if value is None else str(value).strip()


def _words() -> dict[str, str]:
    """Every word for a state, in every language, and the names themselves."""
    found = {name.casefold(): name for name in sheet.STATES}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(words).casefold(): name for name, words in sheet.STATES.items()}
    return found


def _line(
    row: int, cells: tuple[Any, ...], words: Mapping[str, str]
) -> tuple[Line | None, str | None]:
    """A line that says something, or what is wrong with it."""
    question_id, choice_id = _text(cells, 0), _text(cells, 1)
    said, note, reason = (_text(cells, place) for place in (3, 4, 5))
    state = words.get(said.casefold(), "")
    if said and not state:
        known = ", ".join(str(one) for one in sheet.STATES.values())
        return None, _("“%(word)s” is no state. Known are: %(known)s.") % {
            "word": said[:40],
            "known": known,
        }
    try:
        note, reason = (clean_text(one, max_length=NOTES_LIMIT) for one in (note, reason))
    except ValidationError as error:
        return None, " ".join(error.messages)
    line = Line(row, question_id, choice_id, state, note, reason)
    return (line if line.says_something else None), None


def _misplaced(line: Line, lens: Lens, before: Mapping[str, list[Line]]) -> str | None:
    question = lens.question(line.question_id)
    if question is None:
        return _("This lens has no question “%(id)s”.") % {"id": line.question_id[:40]}
    if line.choice_id and question.choice(line.choice_id) is None:
        return _("Its question has no practice “%(id)s”.") % {"id": line.choice_id[:40]}
    if any(one.choice_id == line.choice_id for one in before.get(line.question_id, ())):
        return _("This stands in the file twice.")
    allowed = sheet.OF_A_PRACTICE if line.choice_id else sheet.OF_A_QUESTION
    if line.state and line.state not in allowed:
        return _("“%(word)s” does not fit this row.") % {"word": sheet.STATES[line.state]}
    return None


def _take(filled: Filled, question: Question, lines: list[Line]) -> None:
    whole = next((one for one in lines if not one.choice_id), None)
    practices = [one for one in lines if one.choice_id]
    selected = frozenset(one.choice_id for one in practices if one.state == sheet.IN_PLACE)
    if whole and whole.state == sheet.NONE and selected:
        filled.problems.append(
            Problem(lines[0].row, _("“None of these” beside a practice that is in place."))
        )
        return
    answer = replace(_ticked(question, whole, practices, selected), practices=_said(practices))
    if answer != UNSAID:
        filled.sheets[question.id] = answer


def _ticked(
    question: Question, whole: Line | None, practices: list[Line], selected: frozenset[str]
) -> Sheet:
    """A sheet on which states stand and nothing is in place says none of these."""
    state = whole.state if whole else ""
    is_none = state == sheet.NONE or (any(one.state for one in practices) and not selected)
    none = next((one.id for one in question.choices if one.reads_as_none), None)
    return Sheet(
        selected=frozenset({none}) if is_none and none else selected,
        none=is_none and none is None,
        not_applicable=state == sheet.NOT_APPLICABLE,
        reason=whole.reason if whole else "",
        notes=whole.note if whole else "",
    )


def _said(practices: list[Line]) -> dict[str, Practice]:
    said = {one.choice_id: Practice(STATUSES.get(one.state), one.note) for one in practices}
    return {id: practice for id, practice in said.items() if practice != Practice()}
