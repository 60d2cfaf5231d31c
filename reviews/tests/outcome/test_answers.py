"""An answer as a value."""

import json
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from pillars.questionnaire.content import Risk
from reviews.outcome.answers import UNSAID, Practice, Sheet, Status
from reviews.tests.lenses import lens_of

BACKUP, ACCESS, FAILOVER = lens_of().questions

practices = st.builds(Practice, st.none() | st.sampled_from(Status), st.text(max_size=20))
sheets = st.builds(
    Sheet,
    selected=st.frozensets(st.text(max_size=8), max_size=4),
    none=st.booleans(),
    not_applicable=st.booleans(),
    reason=st.text(max_size=20),
    notes=st.text(max_size=20),
    practices=st.dictionaries(st.text(max_size=8), practices, max_size=4),
)


@given(sheets)
@settings(max_examples=60, deadline=None)
def test_json_keeps_everything(sheet):
    assert Sheet.from_json(json.loads(json.dumps(sheet.to_json()))) == sheet


@given(sheets, sheets)
@settings(max_examples=60, deadline=None)
def test_json_tells_two_answers_apart(one, other):
    assert (one.to_json() == other.to_json()) == (one == other)


def test_what_an_older_version_wrote_still_reads():
    assert Sheet.from_json({}) == UNSAID
    assert Sheet.from_json({"selected": ["copy"]}) == Sheet(selected=frozenset({"copy"}))


@given(sheets)
@settings(max_examples=60, deadline=None)
def test_it_says_something_unless_it_is_as_it_began(sheet):
    assert sheet.says_something == (asdict(sheet) != asdict(UNSAID))


def said(status, note=""):
    return Practice(Status(status), note)


def test_partly_in_place_is_answered_and_missing():
    sheet = Sheet(practices={"mfa": said("PARTLY")})
    assert sheet.rating(ACCESS).risk is Risk.HIGH
    assert sheet.partly == {"mfa"}
    assert (
        Sheet(frozenset({"mfa"}), practices={"logs": said("PARTLY")}).rating(ACCESS).risk
        is Risk.MEDIUM
    )


def test_a_note_alone_answers_nothing():
    sheet = Sheet(practices={"mfa": Practice(note="ask Dana")}, notes="next week")
    assert sheet.rating(ACCESS).risk is Risk.UNANSWERED


def test_a_practice_that_does_not_apply_is_not_missing():
    sheet = Sheet(frozenset({"mfa"}), practices={"logs": said("NOT_APPLICABLE")})
    assert sheet.set_aside == {"logs"}
    assert sheet.rating(ACCESS).risk is Risk.NONE


def test_not_applicable_goes_before_everything():
    sheet = Sheet(frozenset({"mfa", "logs"}), none=True, not_applicable=True)
    assert sheet.rating(ACCESS).risk is Risk.NOT_APPLICABLE


def test_none_of_these_is_rated_by_the_rules():
    assert Sheet(none=True).rating(ACCESS) == Sheet(practices={"mfa": said("PARTLY")}).rating(
        ACCESS
    )
    assert Sheet(frozenset({"backup_no"})).rating(BACKUP).risk is Risk.HIGH


def test_of_nothing_said_nothing_is_rated():
    assert [UNSAID.rating(one).risk for one in (BACKUP, ACCESS, FAILOVER)] == [Risk.UNANSWERED] * 3
