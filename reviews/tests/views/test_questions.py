"""The page of one question: reading, saving with and without JavaScript, conflicts, columns."""

import pytest
from django.urls import reverse

from pillars import library
from reviews import improvements, open_points, reviewing
from reviews.models import Answer, LensReview, OpenPoint
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.tests.lenses import DOCUMENT, written
from reviews.tests.views.cast import (
    NO_FORM,
    NO_PAGE,
    READS,
    WRITES,
    gets,
    leads_to_sign_in,
    posts,
)

HTMX = {"HX-Request": "true"}
PARTS = ("question", "question_undo", "question_flag", "question_side", "question_find_out")


@pytest.fixture
def at(review):
    def at(name="question", question_id="backup"):
        return reverse(name, args=[review.workload.public_id, review.lens.alias, question_id])

    return at


@pytest.fixture
def of_review(review):
    def of_review(name):
        return reverse(name, args=[review.workload.public_id, review.lens.alias])

    return of_review


def answer(question_id="backup"):
    return Answer.objects.get(question_id=question_id)


# ---- reading ----


def test_who_reads_a_question(cast, at):
    assert gets(cast, at()) == READS
    assert leads_to_sign_in(cast.anonymous.get(at()))


@pytest.mark.parametrize("name", PARTS)
def test_a_question_that_is_not_there(name, cast, at):
    assert cast.contributor.get(at(name, "nothing")).status_code in (404, 405)
    assert cast.contributor.post(at(name, "nothing")).status_code in (404, 405)
    assert not Answer.objects.exists()


def test_everything_one_needs_stands_on_the_page(cast, at, save, review):
    save(review, "backup", "tried", notes="Seen in May")
    page = cast.viewer.get(at()).text
    for expected in (
        "How do you back up?",
        "Why we ask",
        "Copies are taken",
        "None of these",
        "Seen in May",
        "Question 1 of 3",
        "High risk",
        "The rule that decided",
    ):
        assert expected in page


def test_viewers_can_change_nothing(cast, at):
    page = cast.viewer.get(at()).text
    assert page.count("<fieldset") == page.count('<fieldset class="practices" disabled') + 1
    assert "Save and go on" not in page
    assert "Add to plan" not in page
    assert "Save and go on" in cast.contributor.get(at()).text


def test_previous_next_and_the_next_unanswered(cast, at, save, review):
    save(review, "failover", "zones")
    place = cast.viewer.get(at(question_id="access")).context["page"].place
    assert (place.previous.id, place.next.id, place.next_unanswered.id) == (
        "backup",
        "failover",
        "backup",
    )


def test_a_pillar_set_aside_is_said(cast, at, review):
    reviewing.set_pillar_aside(review=review, pillar_id="security", reason="Not ours", by=None)
    assert "The whole pillar is set aside: Not ours" in cast.viewer.get(at()).text


# ---- saving ----


def test_who_saves(cast, at):
    assert posts(cast, at(), {"base_version": "0", "selected": "copy"}) == [
        302, 409, 409, 403, 404, 302,
    ]  # fmt: skip
    assert answer().updated_by == cast.owner.user


def test_everything_that_is_said_is_stored(cast, at):
    sent = {
        "base_version": "0",
        "selected": ["copy", "tried"],
        "status-tried": "PARTLY",
        "note-tried": "Once\r\na year",
        "note-copy": "Nightly",
        "reason": "None yet",
        "notes": "In *May*",
    }
    cast.contributor.post(at(), sent)
    assert answer().value == Sheet(
        selected=frozenset({"copy"}),
        reason="None yet",
        notes="In *May*",
        practices={
            "tried": Practice(Status.PARTLY, "Once\na year"),
            "copy": Practice(None, "Nightly"),
        },
    )


@pytest.mark.parametrize(
    ("sent", "question_id", "expected"),
    [
        ({"none": "1"}, "access", Sheet(none=True)),
        ({"none": "1", "selected": "mfa"}, "access", Sheet(frozenset({"mfa"}))),
        ({"none": "1"}, "backup", Sheet()),  # its lens has such a choice
        ({"selected": "backup_no"}, "backup", Sheet(frozenset({"backup_no"}))),
        ({"selected": ["backup_no", "copy"]}, "backup", Sheet(frozenset({"copy"}))),
        ({"not_applicable": "1"}, "access", Sheet(not_applicable=True)),
    ],
)
def test_none_of_these_and_does_not_apply(sent, question_id, expected, cast, at):
    cast.contributor.post(at(question_id=question_id), {"base_version": "0", **sent})
    assert answer(question_id).value == expected


def test_without_javascript_a_save_leads_to_the_next_question(cast, at):
    reply = cast.contributor.post(at(), {"base_version": "0", "selected": "copy"}, follow=True)
    assert reply.redirect_chain == [(at(question_id="access"), 302)]
    assert "Saved." in reply.text
    last = cast.contributor.post(at(question_id="failover"), {"base_version": "0"})
    assert last["Location"] == at(question_id="failover")


def test_htmx_gets_the_state_alone_and_the_rest_is_told(cast, at):
    sent = {"base_version": "0", "selected": "tried"}
    reply = cast.contributor.post(at(), sent, headers=HTMX)
    assert reply.status_code == 200
    assert reply["HX-Trigger"] == "answered"
    assert "<html" not in reply.text
    assert 'name="base_version" value="1"' in reply.text
    assert "Saved" in reply.text
    assert "High risk" in reply.text
    again = cast.contributor.post(at(), {"base_version": "1", "none": "1"}, headers=HTMX)
    assert 'name="base_version" value="2"' in again.text


WRONG = [
    {"selected": "mfa"},
    {"selected": ["copy", "nothing"]},
    {"status-copy": "DONE"},
    {"notes": "n" * 2085},
    {"note-copy": "n" * 2085},
    {"reason": "r" * 2085},
    {"notes": "null \x00"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_stays_in_the_form(wrong, cast, at):
    sent = {"base_version": "0", "selected": "tried", "note-tried": "keep me", **wrong}
    reply = cast.contributor.post(at(), sent)
    assert reply.status_code == 422
    assert "Not saved yet" in reply.text
    assert "keep me" in reply.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("wrong", WRONG)
def test_htmx_is_told_what_is_wrong(wrong, cast, at):
    sent = {"base_version": "0", "selected": "tried", **wrong}
    reply = cast.contributor.post(at(), sent, headers=HTMX)
    assert reply.status_code == 422
    assert "<html" not in reply.text
    assert "Not saved:" in reply.text
    assert "HX-Trigger" not in reply
    assert not Answer.objects.exists()


# ---- two people ----


@pytest.fixture
def stale(cast, at, save, review):
    """The owner saved while the contributor was typing."""
    save(review, "backup", "copy", notes="THEIR WORDS")
    return {"base_version": "0", "selected": "tried", "notes": "MY WORDS", "note-copy": "MY NOTE"}


@pytest.mark.parametrize("base_version", ["0", "2", "-1", "", "x", "9" * 30, "1.0", "١"])
def test_a_stale_save_is_refused(base_version, cast, at, stale):
    sent = {**stale, "base_version": base_version}
    assert cast.owner.post(at(), sent).status_code == 409
    assert (answer().version, answer().value.notes) == (1, "THEIR WORDS")


def test_a_conflict_as_a_page_shows_both_texts(cast, at, stale):
    reply = cast.owner.post(at(), stale)
    assert reply.status_code == 409
    assert "<html" in reply.text
    for expected in ("THEIR WORDS", "MY WORDS", "MY NOTE", "Saved by Contributor"):
        assert expected in reply.text
    assert 'name="base_version" value="1"' in reply.text
    merged = {**stale, "base_version": "1", "notes": "BOTH", "keep": "mine"}
    assert cast.owner.post(at(), merged).status_code == 302
    assert answer().value.notes == "BOTH"


def test_a_conflict_as_a_partial_shows_both_texts(cast, at, stale):
    reply = cast.owner.post(at(), stale, headers=HTMX)
    assert reply.status_code == 409
    assert "<html" not in reply.text
    assert 'id="answer-conflict"' in reply.text
    for expected in ("THEIR WORDS", "MY WORDS", "MY NOTE"):
        assert expected in reply.text
    assert 'name="base_version" value="1"' in reply.text
    assert "HX-Trigger" not in reply


def test_a_save_without_a_version_overwrites_nothing(cast, at, stale):
    del stale["base_version"]
    assert cast.owner.post(at(), stale).status_code == 409


# ---- undo and flag ----


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["partial", "page"])
def test_a_refused_save_is_still_based_on_what_its_writer_saw(headers, cast, at, stale):
    wrong = {**stale, "notes": "a\x01b"}
    reply = cast.contributor.post(at(), wrong, headers=headers)
    assert (reply.status_code, reply.text.count('name="base_version" value="0"')) == (422, 1)


def test_a_script_is_told_that_nobody_is_signed_in(cast, at):
    for send in (cast.anonymous.get, cast.anonymous.post):
        reply = send(at(), headers=HTMX)
        assert (reply.status_code, reply.content) == (401, b"")


def test_undo(cast, at, save, review):
    save(review, "backup", "copy")
    save(review, "backup", none=True)
    address = at("question_undo")
    assert posts(cast, address, {"base_version": "2"}) == [302, 409, 409, 403, 404, 302]
    assert gets(cast, address) == NO_PAGE
    assert answer().value == Sheet(frozenset({"copy"}))
    conflict = cast.admin.post(address, {"base_version": "1"})
    assert f'<a class="btn" href="{at()}" data-take-theirs>' in conflict.text


def test_there_is_nothing_to_undo(cast, at):
    assert cast.owner.post(at("question_undo"), {"base_version": "0"}).status_code == 404
    cast.owner.post(at("question_flag"), {"flagged": "1"})
    assert cast.owner.post(at("question_undo"), {"base_version": "0"}).status_code == 404


def test_flagging(cast, at):
    address = at("question_flag")
    assert posts(cast, address, {"flagged": "1"}) == WRITES
    assert gets(cast, address) == NO_PAGE
    assert answer().flagged
    reply = cast.contributor.post(address, headers=HTMX)
    assert reply["HX-Trigger"] == "answered"
    assert 'aria-pressed="false"' in reply.text
    assert "<html" not in reply.text
    assert not answer().flagged


def test_flagging_works_without_javascript(cast, at):
    page = cast.contributor.get(at()).text
    assert f'<form id="flag-form" method="post" action="{at("question_flag")}">' in page
    assert 'form="flag-form"' in page


# ---- the columns ----


def test_the_tree(cast, of_review, save, review):
    save(review, "backup", "tried")
    cast.owner.post(of_review("review_tree"))
    assert gets(cast, of_review("review_tree")) == READS
    assert posts(cast, of_review("review_tree")) == NO_FORM
    assert "<html" not in cast.viewer.get(of_review("review_tree")).text


def test_the_tree_shows_what_is_asked_for(cast, of_review, at, save, review):
    save(review, "backup", "tried")
    save(review, "access", "mfa")
    cast.owner.post(at("question_flag", "failover"), {"flagged": "1"})
    shown = {}
    for show in ("all", "unanswered", "high", "flagged", "mine", "nothing"):
        branches = cast.contributor.get(of_review("review_tree"), {"show": show}).context["tree"]
        shown[show] = [leaf.question.id for branch in branches for leaf in branch.leaves]
    assert shown == {
        "all": ["backup", "access", "failover"],
        "unanswered": ["failover"],
        "high": ["backup"],
        "flagged": ["failover"],
        "mine": ["backup", "access"],
        "nothing": ["backup", "access", "failover"],
    }


def test_the_side(cast, at, review, save):
    save(review, "backup", "copy")
    assert gets(cast, at("question_side")) == READS
    assert posts(cast, at("question_side")) == NO_FORM
    assert "<html" not in cast.viewer.get(at("question_side")).text


def test_searching(cast, of_review):
    assert gets(cast, of_review("review_search")) == READS
    assert posts(cast, of_review("review_search")) == NO_FORM


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("zone", ["failover"]),
        ("ZONE gone", ["failover"]),
        ("copies taken", ["backup"]),
        ("backup", ["backup"]),
        ("copies zones", []),
    ],
)
def test_every_word_is_found(words, expected, cast, of_review):
    reply = cast.viewer.get(of_review("review_search"), {"q": words})
    assert [question.id for question in reply.context["found"]] == expected
    partial = cast.viewer.get(of_review("review_search"), {"q": words}, headers=HTMX)
    assert "<html" not in partial.text


# ---- to find out ----


def test_asking_and_finding_out(cast, at, review):
    sent = {"choice_id": "copy", "whom": "Dana", "due_on": "2027-01-01", "proof": "A restore"}
    assert posts(cast, at("question_find_out"), sent) == WRITES
    assert gets(cast, at("question_find_out")) == NO_PAGE
    assert OpenPoint.objects.count() == 3
    point = OpenPoint.objects.last()
    assert (point.review, point.question_id, point.choice_id) == (review, "backup", "copy")
    assert point.asked_by == cast.contributor.user
    assert "Dana" in cast.viewer.get(at()).text

    address = reverse("found", args=[review.workload.public_id, point.pk])
    assert gets(cast, address) == NO_PAGE
    assert posts(cast, address) == WRITES
    point.refresh_from_db()
    assert point.found_by == cast.owner.user
    assert "Found out by Olga" in cast.viewer.get(at()).text


@pytest.mark.parametrize(
    "wrong",
    [{"choice_id": "mfa"}, {"due_on": "soon"}, {"whom": "w" * 256}, {"proof": "p" * 513}],
)
def test_a_wrong_point_stays_in_the_form(wrong, cast, at):
    reply = cast.contributor.post(at("question_find_out"), {"whom": "Dana", **wrong})
    assert reply.status_code == 422
    assert set(reply.context["open_point_form"].errors) == set(wrong)
    assert "Dana" in reply.text or "whom" in wrong
    assert not OpenPoint.objects.exists()


# ---- whether the risk is shown ----


def test_everybody_chooses_whether_the_risk_is_shown(cast):
    address = reverse("remember_risk")
    assert posts(cast, address) == [204, 204, 204, 204, 204, 302]
    assert gets(cast, address) == [405, 405, 405, 405, 405, 302]
    cast.viewer.user.refresh_from_db()
    assert not cast.viewer.user.shows_risk
    cast.viewer.post(address, {"shows": "1"})
    cast.viewer.user.refresh_from_db()
    assert cast.viewer.user.shows_risk


def test_the_panel_is_as_it_was_chosen(cast, at):
    assert 'class="risk-panel" data-remember="/me/risk/" open' in cast.viewer.get(at()).text
    cast.viewer.post(reverse("remember_risk"))
    assert 'class="risk-panel" data-remember="/me/risk/" open' not in cast.viewer.get(at()).text


# ---- queries ----


@pytest.fixture
def busy(workload, save, cast):
    """A review of a lens whose first question has `rows` of everything beside it."""

    def busy(rows) -> LensReview:
        first, second = DOCUMENT["pillars"]
        more = [{**second, "id": f"more{n}", "questions": []} for n in range(rows)]
        version = library.take_in(
            data=written({**DOCUMENT, "pillars": [first, second, *more]}),
            organisation=cast.organisation,
            by=None,
        )
        review = reviewing.start_review(workload=workload, version=version, by=None)
        for number in range(rows):
            save(review, "backup", "copy", notes=str(number))
            save(review, ("access", "failover", "backup")[number], none=True)
            about = {"review": review, "question_id": "backup"}
            improvements.add_improvement(workload=workload, title="Do it", by=None, **about)
            point = open_points.ask(point=OpenPoint(whom="D", **about), by=cast.owner.user)
            open_points.close(point=point, by=cast.admin.user)
            open_points.ask(point=OpenPoint(whom="E", **about), by=cast.owner.user)
        return review

    return busy


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "page",
    [
        # session, reader with memberships, review, answer, all answers, pillars set aside, plan,
        # points, revisions
        ("question", 9),
        # session, reader with memberships, review, answer, plan, points, revisions
        ("question_side", 7),
        # session, reader with memberships, review, answers, pillars set aside
        ("review_tree", 5),
    ],
)
def test_it_asks_as_much_for_many_rows_as_for_few(
    page, rows, cast, busy, django_assert_num_queries
):
    name, queries = page
    review = busy(rows)
    where = [review.workload.public_id, review.lens.alias]
    address = reverse(name, args=where if name == "review_tree" else [*where, "backup"])
    cast.contributor.get(address)
    with django_assert_num_queries(queries):
        cast.contributor.get(address)
