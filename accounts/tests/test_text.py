"""One rule for all text: what is stored, what is refused, and why."""

import pytest
from django.core.exceptions import ValidationError

from accounts.text import LineField, TextField, clean_line


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("  plain  ", "plain"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),  # as some systems send it, in parts
        ("\u202eright to left", "\u202eright to left"),
        ("\ue000", "\ue000"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
    ],
)
def test_a_line_is_stored_as_sent(sent, stored):
    assert LineField(max_length=40).clean(sent) == stored


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x85", "\ud800", "\uffff", "\u0378"])
@pytest.mark.parametrize("field", [LineField(), TextField()])
def test_what_cannot_be_stored_is_refused_by_its_number(field, bad):
    with pytest.raises(ValidationError) as refused:
        field.clean(f"a{bad}b")
    assert f"U+{ord(bad):04X}" in refused.value.messages[0]


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\t"])
def test_a_line_has_no_ends(end):
    with pytest.raises(ValidationError):
        LineField().clean(f"one{end}two")


def test_line_ends_of_all_systems_are_stored_as_one():
    assert TextField().clean("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


def test_length_counts_composed_characters():
    assert LineField(max_length=2).clean("\u1112\u1161\u11ab\u1100\u1173\u11af") == "한글"
    with pytest.raises(ValidationError) as refused:
        LineField(max_length=2).clean("abc")
    assert refused.value.messages == ["Shorten this to 2 characters (it has 3)."]


def test_a_very_long_text_is_refused_before_it_is_composed():
    # Composing sorts marks: alternating ones take time with the square of their number.
    with pytest.raises(ValidationError):
        clean_line("\u0315\u0300" * 500_000, max_length=128)
