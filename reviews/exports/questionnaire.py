"""The questionnaire of a lens as XLSX, to be filled in away from the application and read back.

The first two columns say which question or practice a row is; `reviews.filled` reads by them. The
words of a state are in the reader's language, and are understood in every language on offer.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pillars.questionnaire.content import Lens, Question
from reviews.exports.sheets import Value, add_sheet, as_bytes, empty_book

IN_PLACE, PARTLY, MISSING = "IN_PLACE", "PARTLY", "MISSING"
NOT_APPLICABLE, NONE = "NOT_APPLICABLE", "NONE"
STATES: dict[str, str | Promise] = {
    IN_PLACE: gettext_lazy("in place"),
    PARTLY: gettext_lazy("partly"),
    MISSING: gettext_lazy("missing"),
    NOT_APPLICABLE: gettext_lazy("does not apply"),
    NONE: gettext_lazy("none of these"),
}
OF_A_PRACTICE = (IN_PLACE, PARTLY, MISSING, NOT_APPLICABLE)
OF_A_QUESTION = (NOT_APPLICABLE, NONE)
STATE_COLUMN, LAST_COLUMN = 4, 6
ABOUT = "About"
BOLD = Font(bold=True)
TINTED = PatternFill("solid", fgColor="E8F1F2")


def questionnaire_sheet(lens: Lens, *, alias: str, number: int, digest: str) -> bytes:
    book = empty_book()
    head = [
        (_("Question id"), 13), (_("Practice id"), 13), (_("Question or practice"), 80),
        (_("State"), 18), (_("Note"), 60), (_("Why it does not apply"), 40),
    ]  # fmt: skip
    rows = list(_rows(lens))
    sheet = add_sheet(book, _("Questionnaire"), head, rows)
    _mark_questions(sheet)
    _offer_states(sheet)
    about = [("lens", 16), (alias, 90)]
    add_sheet(book, ABOUT, about, [("version", number), ("digest", digest), ("", _help())])
    return as_bytes(book)


def _rows(lens: Lens) -> Iterator[tuple[Value, ...]]:
    for pillar in lens.pillars:
        for question in pillar.questions:
            yield (question.id, "", f"{pillar.name}: {question.title}")
            yield from _practices(question)


def _practices(question: Question) -> Iterator[tuple[Value, ...]]:
    for choice in question.practices:
        yield (question.id, choice.id, choice.title)


def _mark_questions(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2, max_col=LAST_COLUMN):
        if not row[1].value:
            for cell in row:
                cell.font, cell.fill = BOLD, TINTED


def _offer_states(sheet: Worksheet) -> None:
    offers = {has_practice: _offer(states) for has_practice, states in
              ((True, OF_A_PRACTICE), (False, OF_A_QUESTION))}  # fmt: skip
    for offer in offers.values():
        sheet.add_data_validation(offer)
    for row in sheet.iter_rows(min_row=2, max_col=STATE_COLUMN):
        offers[bool(row[1].value)].add(row[STATE_COLUMN - 1])


def _offer(states: tuple[str, ...]) -> DataValidation:
    words = ",".join(str(STATES[state]) for state in states)
    return DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)


def _help() -> str:
    return _(
        "Choose a state for each practice; what you leave empty counts as missing once anything of "
        "its question is filled in. A question with nothing filled in stays as it is. The ids in "
        "the first two columns say what a row is: leave them as they are."
    )
