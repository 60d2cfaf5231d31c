"""A filled questionnaire read back: what it says, and every problem in it."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from pillars import library
from pillars.questionnaire.reading import read
from reviews.exports.questionnaire import STATES, questionnaire_sheet
from reviews.filled import NotReadable, read_filled
from reviews.outcome.answers import NOTES_LIMIT, Practice, Sheet, Status
from reviews.tests.lenses import lens_of

LENS = lens_of()


def blank(lens=LENS, language="en") -> bytes:
    with translation.override(language):
        return questionnaire_sheet(lens, alias="small", number=1, digest="abc")


def filled(*marks: tuple, data: bytes | None = None) -> bytes:
    """`marks` are (question, practice, state, note, reason)."""
    book = load_workbook(io.BytesIO(data or blank()))
    sheet = book.worksheets[0]
    rows = {(row[0].value, row[1].value or ""): row for row in sheet.iter_rows(min_row=2)}
    for question, practice, *said in marks:
        row = rows.get((question, practice))
        if row is None:
            sheet.append([question, practice, "", *said])
            continue
        for cell, value in zip(row[3:], said, strict=False):
            cell.value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(*marks, **more):
    return read_filled(filled(*marks, **more), LENS, "abc")


def test_a_blank_one_says_nothing():
    read_back = told()
    assert not read_back.sheets
    assert not read_back.problems
    assert not read_back.is_of_another


def test_it_lists_every_question_and_practice_with_its_states():
    lens = read(library.bundled("cloud-native")).lens
    book = load_workbook(io.BytesIO(blank(lens)))
    sheet = book.worksheets[0]
    rows = [(row[0], row[1] or "") for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [
        row for q in lens.questions for row in [(q.id, ""), *((q.id, c.id) for c in q.practices)]
    ]
    assert len(sheet.data_validations.dataValidation) == 2


def test_states_notes_and_reasons():
    read_back = told(
        ("backup", "", "", "Of the answer"),
        ("backup", "copy", "In Place", "Nightly"),
        ("backup", "tried", "partly"),
        ("access", "", "does not apply", "", "Nobody signs in."),
        ("failover", "zones", "missing"),
    )
    assert not read_back.problems
    assert read_back.sheets == {
        "backup": Sheet(
            frozenset(["copy"]),
            notes="Of the answer",
            practices={"copy": Practice(note="Nightly"), "tried": Practice(Status.PARTLY)},
        ),
        "access": Sheet(not_applicable=True, reason="Nobody signs in."),
        "failover": Sheet(none=True),
    }


def test_none_of_these_is_the_choice_of_the_lens_where_it_has_one():
    assert told(("backup", "", "none of these")).sheets["backup"].selected == {"backup_no"}
    assert told(("access", "", "none of these")).sheets["access"].none


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_words_of_every_language_are_understood(language):
    with translation.override(language):
        word = str(STATES["IN_PLACE"])
    with translation.override("en"):
        assert told(("access", "mfa", word)).sheets["access"].selected == {"mfa"}
    assert told(("access", "mfa", "IN_PLACE")).sheets["access"].selected == {"mfa"}


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([("access", "mfa", "perhaps")], "“perhaps” is no state"),
        ([("access", "mfa", "none of these")], "does not fit this row"),
        ([("access", "", "in place")], "does not fit this row"),
        ([("nothing", "", "", "x")], "no question “nothing”"),
        ([("access", "copy", "in place")], "no practice “copy”"),
        ([("access", "mfa", "in place", "x" * (NOTES_LIMIT + 1))], "Shorten this"),
        ([("access", "", "none of these"), ("access", "mfa", "in place")], "beside a practice"),
    ],
)
def test_every_problem_is_told_with_its_row_and_its_question_left_out(marks, words):
    read_back = told(*marks, ("failover", "drills", "in place"))
    assert [one for one in read_back.problems if words in one.what]
    assert all(one.row > 1 for one in read_back.problems)
    assert list(read_back.sheets) == ["failover"]


def test_a_row_that_stands_twice():
    book = load_workbook(io.BytesIO(filled(("access", "mfa", "in place"))))
    book.worksheets[0].append(["access", "mfa", "", "missing"])
    read_back = read_filled(saved(book), LENS, "abc")
    assert "twice" in read_back.problems[0].what
    assert not read_back.sheets


def test_another_lens_is_noticed():
    assert read_filled(blank(), LENS, "other").is_of_another


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return out.getvalue()


def huge() -> bytes:
    book = Workbook()
    for _number in range(20_002):
        book.active.append(["x"])
    return saved(book)


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"%PDF-1.7", b"<xml/>", bomb(), huge(), blank()[:500]]
)
def test_what_is_no_questionnaire_is_refused_with_words(data):
    with pytest.raises(NotReadable):
        read_filled(data, LENS, "abc")


def test_entities_are_not_read():
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank())) as good, zipfile.ZipFile(out, "w") as packed:
        for one in good.namelist():
            data = good.read(one)
            if one.endswith("sheet1.xml"):
                data = evil + data.replace(b"How do you back up?", b"&a;")
            packed.writestr(one, data)
    try:
        read_back = read_filled(out.getvalue(), LENS, "abc")
    except NotReadable:
        return
    assert "root:" not in repr(read_back)
