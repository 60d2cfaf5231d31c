"""The text beside its problems: whole where short, otherwise the lines around them."""

from pillars.excerpt import AROUND, MOST_PLACES, WHOLE, WIDTH, excerpt
from pillars.questionnaire.problems import Problem
from pillars.telling import tell


def problem(line: int, column: int = 1, severity: str = "error") -> Problem:
    return Problem("id-missing", severity, "", line, column, {"element": "choice"})


def shown(text: str, *problems: Problem):
    telling = tell(problems)
    return excerpt(text, telling), telling


def test_a_short_document_is_shown_whole():
    found, _telling = shown("a\r\nb\n\tc", problem(2))
    (run,) = found.runs
    assert [(line.number, line.text, line.severity) for line in run] == [
        (1, "a", ""), (2, "b", "error"), (3, "\tc", ""),
    ]  # fmt: skip
    assert found.is_whole


def test_of_a_long_one_what_is_around_the_problems():
    text = "\n".join(str(n) for n in range(1, 2000))
    found, _telling = shown(text, problem(1), problem(900, severity="note"), problem(905))
    numbers = [[line.number for line in run] for run in found.runs]
    assert numbers == [list(range(1, 2 + AROUND)), list(range(900 - AROUND, 906 + AROUND))]
    assert not found.is_whole
    assert found.anchors == {1: "line-1", 2: "line-900", 3: "line-905"}


def test_errors_have_the_room_before_warnings():
    text = "x\n" * 5000
    warnings = [problem(n * 10, severity="warning") for n in range(1, 200)]
    found, telling = shown(text, *warnings, problem(4000))
    assert sum(map(len, found.runs)) <= MOST_PLACES * (2 * AROUND + 1)
    assert telling.errors[0].number in found.anchors
    assert len(found.anchors) == MOST_PLACES


def test_a_document_in_one_line_is_shown_in_pieces():
    text = "0123456789" * 10_000
    found, _telling = shown(text, problem(1, 5), problem(1, 50_001), problem(1, 50_010))
    ((first, second),) = found.runs
    assert (first.cut_left, first.cut_right) == (False, True)
    assert (len(second.text), len(second.problems)) == (WIDTH, 2)
    assert found.anchors == {1: "line-1", 2: second.anchor, 3: second.anchor}


def test_a_thousand_problems_in_one_line_are_bounded():
    found, _telling = shown("x" * 499_999, *[problem(1, n * 400) for n in range(1, 1000)])
    assert sum(map(len, found.runs)) <= MOST_PLACES


def test_characters_that_hide_the_order_are_replaced():
    found, _telling = shown("a\u202eb\x00", problem(1))
    assert found.runs[0][0].text == "a\ufffdb\ufffd"


def test_many_lines_without_a_place():
    found, _telling = shown("\n" * (WHOLE + 1))
    assert found.runs == ()


def test_what_is_told_can_be_printed():
    odd = Problem("key-twice", "error", "/\ud800", 1, 1, {"key": "\ud800\x1b[31m", "first_line": 1})
    (one,) = tell([odd]).problems
    assert (one.what + one.mend + one.pointer).encode()
    assert "\x1b" not in one.what
