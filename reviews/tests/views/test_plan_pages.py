"""The pages of the plan: proposals, board, matrix, filters, many at once, done, risks, the cap."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews import accepting, capping, commenting, improvements
from reviews.models import Answer, Improvement, ItemComment, PlanCap, RiskAcceptance
from reviews.tests.views.cast import NO_FORM, NO_PAGE, READS, WRITES, gets, posts
from wellarch.tests.routes import checksum

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def workload(answered_review):
    return answered_review.workload


@pytest.fixture
def by(cast):
    return cast.contributor.user


@pytest.fixture
def make(workload, by):
    def make(title="Take copies", **fields) -> Improvement:
        return improvements.add_improvement(workload=workload, title=title, by=by, **fields)

    return make


@pytest.fixture
def at(workload):
    def at(name: str, *more) -> str:
        ids = [one.public_id if isinstance(one, Improvement) else one for one in more]
        return reverse(name, args=[workload.public_id, *ids])

    return at


@pytest.fixture
def copies(make, answered_review):
    """An item for a practice that is missing in a question at high risk."""
    return make(review=answered_review, question_id="backup", choice_id="copy")


# ---- proposals ----


def test_proposals_stand_on_the_page_until_they_are_planned(cast, at, answered_review):
    page = cast.viewer.get(at("plan"))
    assert page.context["page"].view == "proposed"
    assert "Copies are taken" in page.text
    assert "Plan it" not in page.text
    key = f"{answered_review.lens.alias}/backup/copy"
    assert posts(cast, at("plan_accept"), {"proposal": key}) == WRITES
    assert Improvement.objects.get().title == "Copies are taken"
    page = cast.contributor.get(at("plan"), {"view": "proposed"})
    assert key not in page.text


def test_many_proposals_at_once(cast, at, answered_review, save):
    save(answered_review, "access", none=True)
    keys = [one.key for one in cast.viewer.get(at("plan")).context["page"].proposals]
    assert len(keys) == 3
    reply = cast.contributor.post(at("plan_accept"), {"proposal": keys}, follow=True)
    assert "3 items are in the plan now" in reply.text
    again = cast.contributor.post(at("plan_accept"), {"proposal": keys}, follow=True)
    assert "it stood in the plan already" in again.text
    assert Improvement.objects.count() == 3


@pytest.mark.parametrize(
    "wrong", ["nothing", "other/backup/copy", "{alias}/gone/copy", "{alias}/backup/gone", "a/b"]
)
def test_all_proposals_or_none(wrong, cast, at, answered_review):
    alias = answered_review.lens.alias
    keys = [f"{alias}/backup/copy", wrong.format(alias=alias)]
    reply = cast.contributor.post(at("plan_accept"), {"proposal": keys})
    assert reply.status_code == 404
    assert "Copies are taken" not in reply.text
    assert not Improvement.objects.exists()


# ---- ways to look at it ----


@pytest.mark.parametrize("view", ["table", "board", "matrix", "proposed"])
def test_every_view_is_for_readers_and_offers_them_nothing(view, cast, at, make):
    make(severity="HIGH", effort_days=2, owner="Dana", due_on=SOON)
    address = f"{at('plan')}?view={view}"
    assert gets(cast, address) == READS
    page = cast.viewer.get(address).text
    assert 'method="post"' not in re.sub(r"(?s)<header.*?</header>", "", page)
    assert "draggable" not in page.replace('draggable="false"', "")


@pytest.fixture
def filled(cast, make, answered_review):
    def filled(rows: int) -> None:
        for number in range(rows):
            first = make(f"Item {number}", owner=cast.viewer.user.email)
            make(f"Next {number}", needs=[first], review=answered_review, question_id="backup")
            asked = request_of(first, cast.contributor.user)
            accepting.approve_acceptance(acceptance=asked, by=cast.admin.user)

    return filled


@pytest.mark.parametrize("view", ["table", "board", "matrix"])
def test_every_view_asks_as_much_for_many_as_for_few(view, cast, at, filled):
    asked = []
    for more in (1, 2):
        filled(more)
        cast.contributor.get(at("plan"), {"view": view})
        with CaptureQueriesContext(connection) as queries:
            cast.contributor.get(at("plan"), {"view": view})
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 17


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"owner": "Dana"}, {"Dana's"}),
        ({"owner": "-"}, {"Nobody's", "Late"}),
        ({"status": "IN_PROGRESS"}, {"Dana's"}),
        ({"severity": "HIGH"}, {"Mine"}),
        ({"overdue": "1"}, {"Late"}),
        ({"mine": "1"}, {"Mine"}),
        ({"status": "NONSENSE"}, {"Dana's", "Mine", "Nobody's", "Late"}),
        ({"owner": "Dana", "severity": "HIGH"}, set()),
    ],
)
def test_filters(query, titles, cast, at, make):
    make("Dana's", owner="Dana", status="IN_PROGRESS")
    make("Mine", owner=cast.contributor.user.email, severity="HIGH")
    make("Nobody's")
    make("Late", due_on=TODAY - timedelta(days=1))
    for view in ("table", "board", "matrix"):
        page = cast.contributor.get(at("plan"), {"view": view, **query})
        assert {row.title for row in page.context["page"].rows} == titles


def test_a_long_plan_has_pages(cast, at, make):
    for number in range(26):
        make(f"Item {number:02}")
    page = cast.viewer.get(at("plan"))
    assert page.text.count('class="row-title"') == 25
    assert cast.viewer.get(at("plan"), {"page": "2"}).text.count('class="row-title"') == 1


def test_the_matrix_sorts_by_severity_and_effort(cast, at, make):
    make("Small and grave", severity="HIGH", effort_days=3)
    make("Large", severity="LOW", effort_days=11)
    make("Done", severity="HIGH", effort_days=1, status="DONE")
    matrix = cast.viewer.get(at("plan"), {"view": "matrix"}).context["page"].matrix
    cells = {
        (cell.severity, cell.effort): [chip.title for chip in cell.chips if chip.row]
        for _severity, line in matrix.lines
        for cell in line
    }
    assert cells["HIGH", "small"] == ["Small and grave"]
    assert cells["LOW", "large"] == ["Large"]


# ---- many at once (T03) ----


def test_bulk_changes_what_is_filled_in(cast, at, make):
    first, second = make("First", owner="Dana"), make("Second")
    sent = {"item": [first.public_id, second.public_id], "due_on": SOON.isoformat()}
    assert posts(cast, at("plan_bulk"), sent) == WRITES
    assert gets(cast, at("plan_bulk")) == NO_PAGE
    assert {(one.owner, one.due_on) for one in Improvement.objects.all()} == {
        ("Dana", SOON),
        ("", SOON),
    }


@pytest.mark.parametrize("other", ["foreign", "missing", "of another workload"])
def test_all_rows_or_none(other, cast, at, make, make_workload):
    mine = make("Mine")
    organisation = cast.elsewhere if other == "foreign" else cast.organisation
    theirs = improvements.add_improvement(
        workload=make_workload("Else", organisation), title="Theirs", by=None
    )
    ids = [mine.public_id, "0" * 32 if other == "missing" else theirs.public_id]
    before = checksum()
    reply = cast.contributor.post(at("plan_bulk"), {"item": ids, "owner": "Me"})
    assert reply.status_code == 404
    assert "Theirs" not in reply.text
    assert checksum() == before


@pytest.mark.parametrize(
    "sent", [{"owner": "Dana"}, {"item": "here"}, {"item": "here", "status": "RISK_ACCEPTED"}]
)
def test_a_bulk_change_that_says_too_little(sent, cast, at, make):
    item = make()
    ids = {"item": item.public_id} if "item" in sent else {}
    reply = cast.contributor.post(at("plan_bulk"), {**sent, **ids})
    assert reply.status_code == 422
    assert "This could not be saved yet" in reply.text


def test_bulk_ticks_no_practice(cast, at, copies):
    sent = {"item": copies.public_id, "status": "DONE"}
    reply = cast.contributor.post(at("plan_bulk"), sent, follow=True)
    assert "No practice was ticked" in reply.text
    assert Answer.objects.get(question_id="backup").version == 1


# ---- moving and marking done ----


def test_moving_a_card(cast, at, make):
    item = make()
    address = at("plan_move", item)
    assert posts(cast, address, {"status": "IN_PROGRESS"}) == WRITES
    assert Improvement.objects.get().status == "IN_PROGRESS"
    reply = cast.contributor.post(
        f"{address}?view=board&mine=1", {"status": "PLANNED"}, headers={"HX-Request": "true"}
    )
    assert reply.status_code == 200
    assert "announce" in reply["HX-Trigger"]
    assert reply.context["page"].view == "board"
    assert reply.context["page"].filters.mine


@pytest.mark.parametrize(
    ("status", "page"), [("DONE", "plan_done"), ("RISK_ACCEPTED", "plan_risk")]
)
def test_what_needs_a_word_first_is_asked(status, page, cast, at, copies):
    for headers, key in (({}, "Location"), ({"HX-Request": "true"}, "HX-Redirect")):
        reply = cast.contributor.post(at("plan_move", copies), {"status": status}, headers=headers)
        assert reply[key] == at(page, copies)
    assert Improvement.objects.get().status == "PLANNED"


def test_saving_as_done_keeps_the_rest_and_asks(cast, at, copies):
    sent = {"title": "Take copies nightly", "status": "DONE"}
    reply = cast.contributor.post(at("plan_item", copies), sent)
    assert reply["Location"] == at("plan_done", copies)
    copies.refresh_from_db()
    assert (copies.title, copies.status) == ("Take copies nightly", "PLANNED")


def test_done_shows_what_a_tick_would_do(cast, at, copies):
    page = cast.contributor.get(at("plan_done", copies))
    assert "Is the practice in place now?" in page.text
    assert page.text.index("High risk") < page.text.index("No risk found")
    assert Answer.objects.get(question_id="backup").version == 1


def test_done_with_a_tick(cast, at, copies):
    sent = {"tick": "yes", "base_version": "1"}
    assert posts(cast, at("plan_done", copies), sent)[2:] == WRITES[2:]
    cast.contributor.post(at("plan_done", copies), sent)
    answer = Answer.objects.get(question_id="backup")
    assert (answer.value.selected, answer.risk) == ({"copy", "tried"}, "NONE")
    assert answer.value.notes == "Nobody knows where the copies are."


def test_done_without_a_tick(cast, at, copies):
    cast.contributor.post(at("plan_done", copies), {"tick": "no", "base_version": "1"})
    assert Answer.objects.get(question_id="backup").version == 1
    assert Improvement.objects.get().status == "DONE"
    assert "Copies are taken" in cast.viewer.get(at("plan"), {"view": "proposed"}).text


@pytest.mark.parametrize("version", ["0", "7", "", "x", "9" * 30])
def test_done_on_another_answer_is_asked_again(version, cast, at, copies):
    reply = cast.contributor.post(at("plan_done", copies), {"tick": "yes", "base_version": version})
    assert reply.status_code == 409
    assert "Somebody changed this answer meanwhile" in reply.text
    assert Improvement.objects.get().status == "PLANNED"


# ---- risks that are accepted ----


def request_of(item, by):
    return accepting.ask_acceptance(improvement=item, reason="So be it", until=SOON, by=by)


def test_a_contributor_asks_and_an_administrator_decides(cast, at, make):
    item = make()
    cast.contributor.post(at("plan_risk", item), {"reason": "Too dear", "until": SOON.isoformat()})
    asked = RiskAcceptance.objects.get()
    assert (asked.is_approved, asked.asked_by) == (None, cast.contributor.user)
    assert Improvement.objects.get().status == "PLANNED"
    page = cast.admin.get(at("plan")).text
    assert "Risks to accept or not" in page
    decide = at("plan_risk_decide", item, asked.pk)
    codes = [cast[part].post(decide, {"approve": "1"}).status_code for part in
             ("contributor", "viewer", "stranger", "admin")]  # fmt: skip
    assert codes == [403, 403, 404, 302]
    item.refresh_from_db()
    assert (item.status, item.acceptance.decided_by) == ("RISK_ACCEPTED", cast.admin.user)


def test_an_administrator_accepts_at_once(cast, at, make):
    item = make()
    cast.admin.post(at("plan_risk", item), {"reason": "Too dear", "until": SOON.isoformat()})
    item.refresh_from_db()
    assert item.status == "RISK_ACCEPTED"
    assert "until" in cast.viewer.get(at("plan")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"until": ""},
        {"until": (TODAY - timedelta(days=1)).isoformat()},
        {"until": (TODAY + timedelta(days=4 * 366)).isoformat()},
    ],
)
def test_an_acceptance_needs_a_reason_and_a_day_ahead(wrong, cast, at, make):
    sent = {"reason": "Too dear", "until": SOON.isoformat(), **wrong}
    reply = cast.admin.post(at("plan_risk", make()), sent)
    assert reply.status_code == 422
    assert set(reply.context["form"].errors) == set(wrong)
    assert not RiskAcceptance.objects.exists()


def test_a_declined_request_leaves_the_item(cast, at, make, by):
    item = make()
    asked = request_of(item, by)
    cast.admin.post(at("plan_risk_decide", item, asked.pk))
    asked.refresh_from_db()
    assert (asked.is_approved, asked.decided_by) == (False, cast.admin.user)
    assert "declined" in cast.viewer.get(at("plan_item", item)).text


def test_what_expired_is_open_and_listed(cast, at, make, by, workload):
    item = make("Drain a zone", owner="Dana", due_on=SOON)
    asked = request_of(item, by)
    accepting.approve_acceptance(acceptance=asked, by=cast.admin.user)
    RiskAcceptance.objects.update(until=TODAY - timedelta(days=1))
    page = cast.viewer.get(at("plan"), {"view": "board"})
    column = page.context["page"].columns[0]
    assert (column.status, [row.title for row in column.rows]) == ("PROPOSED", ["Drain a zone"])
    workload_page = cast.viewer.get(reverse("workload", args=[workload.public_id])).text
    assert "accepted risk expired" in workload_page
    assert at("plan_item", item) in workload_page
    reply = cast.contributor.post(
        at("plan_item", item), {"title": "Drain a zone", "status": "PROPOSED", "owner": "Eve"}
    )
    assert reply.status_code == 302
    item.refresh_from_db()
    assert (item.owner, item.status) == ("Eve", "RISK_ACCEPTED")  # still listed as expired


def test_an_accepted_risk_is_said_beside_the_score(cast, at, copies, by, workload):
    Answer.objects.filter(question_id="backup").update(sheet={"none": True}, risk="HIGH")
    accepting.approve_acceptance(acceptance=request_of(copies, by), by=cast.admin.user)
    page = cast.viewer.get(reverse("workload", args=[workload.public_id])).text
    assert "1 of them is accepted until" in page


# ---- the item itself ----


def test_who_sees_the_pages_of_an_item(cast, at, copies):
    for name in ("plan_item", "plan_done", "plan_split", "plan_risk"):
        assert gets(cast, at(name, copies)) == READS, name
    page = cast.viewer.get(at("plan_item", copies)).text
    assert "What it would do" in page
    assert "Save</button>" not in page


def test_an_item_waits_for_no_circle(cast, at, make):
    first = make("First")
    second = make("Second", needs=[first])
    sent = {"title": "First", "status": "PLANNED", "needs": second.public_id}
    reply = cast.contributor.post(at("plan_item", first), sent)
    assert reply.status_code == 422
    assert (
        "It would wait for itself: “Second” waits for this item."
        in reply.context["form"].errors["needs"]
    )


def test_links_are_addresses(cast, at, make):
    item = make()
    sent = {"title": "x", "status": "PLANNED", "links": "example.com/a\nhttps://example.com/b"}
    cast.contributor.post(at("plan_item", item), sent)
    item.refresh_from_db()
    assert item.links == ["https://example.com/a", "https://example.com/b"]
    sent["links"] = "javascript:alert(1)"
    assert cast.contributor.post(at("plan_item", item), sent).status_code == 422


def test_splitting(cast, at, make):
    item = make(effort_days=8)
    sent = {"title": "The second half", "effort_days": "3"}
    assert cast.contributor.post(at("plan_split", item), sent).status_code == 302
    assert [float(one.effort_days) for one in Improvement.objects.order_by("pk")] == [5, 3]
    sent["effort_days"] = "6"
    assert cast.contributor.post(at("plan_split", item), sent).status_code == 422


def test_comments_are_removed_by_their_author_or_an_administrator(cast, at, make):
    item = make()
    assert posts(cast, at("plan_comment", item), {"text": "*Ask* Dana"}) == WRITES
    assert "<em>Ask</em>" in cast.viewer.get(at("plan_item", item)).text
    by_owner, by_admin, by_contributor = ItemComment.objects.order_by("pk")
    gone = [
        cast.contributor.post(at("plan_uncomment", item, by_owner.pk)).status_code,
        cast.contributor.post(at("plan_uncomment", item, by_contributor.pk)).status_code,
        cast.admin.post(at("plan_uncomment", item, by_owner.pk)).status_code,
        cast.viewer.post(at("plan_uncomment", item, by_admin.pk)).status_code,
    ]
    assert gone == [403, 302, 302, 403]
    assert list(ItemComment.objects.all()) == [by_admin]


def test_a_comment_of_another_item_is_not_there(cast, at, make, by):
    item, other = make("One"), make("Other")
    said = commenting.add_comment(improvement=other, text="Here", by=by)
    assert cast.owner.post(at("plan_uncomment", item, said.pk)).status_code == 404
    asked = request_of(other, by)
    assert cast.owner.post(at("plan_risk_decide", item, asked.pk)).status_code == 404


# ---- the cap ----


@pytest.fixture
def capped(workload, by):
    capping.set_cap(workload=workload, items=1, days=90, by=by)


def test_setting_the_cap(cast, at):
    assert posts(cast, at("plan_cap"), {"items": "5", "days": "90"}) == WRITES
    assert PlanCap.objects.get().items == 5
    assert "0 of 5 for the next 90 days" in cast.viewer.get(at("plan")).text
    assert cast.contributor.post(at("plan_cap"), {"items": "0", "days": "90"}).status_code == 422
    cast.contributor.post(at("plan_cap"), {"items": "", "days": "90"})
    assert not PlanCap.objects.exists()


def test_the_cap_asks_before_it_is_passed(cast, at, make, capped):
    make("First")
    sent = {"title": "Second", "status": "PLANNED", "links": "", "form_key": "k" * 32}
    reply = cast.contributor.post(at("plan_add"), sent)
    assert reply.status_code == 409
    assert "Nothing has been changed yet" in reply.text
    assert Improvement.objects.count() == 1
    again = dict(reply.context["said"])
    assert again == sent
    assert cast.contributor.post(at("plan_add"), {**again, "past_cap": "1"}).status_code == 302
    assert Improvement.objects.count() == 2


def test_the_cap_asks_wherever_something_is_taken_on(cast, at, make, capped, answered_review):
    first = make("First")
    waiting = make("Second", status="PROPOSED")
    third = make("Third", due_on=TODAY + timedelta(days=200))
    question = reverse(
        "question_plan", args=[waiting.workload.public_id, answered_review.lens.alias, "backup"]
    )
    form = {"title": "x", "status": "PLANNED"}
    before = checksum(without=("sessions.Session",))
    replies = [
        cast.contributor.post(question, form),
        cast.contributor.post(at("plan_item", waiting), form),
        cast.contributor.post(at("plan_move", waiting), {"status": "IN_PROGRESS"}),
        cast.contributor.post(
            at("plan_bulk"), {"item": third.public_id, "due_on": SOON.isoformat()}
        ),
        cast.contributor.post(at("plan_split", first), {"title": "x"}),
        cast.contributor.post(
            at("plan_accept"), {"proposal": f"{answered_review.lens.alias}/backup/copy"}
        ),
    ]
    assert [reply.status_code for reply in replies] == [409] * 6
    assert not any("in the plan now" in reply.text for reply in replies)
    assert checksum(without=("sessions.Session",)) == before


def test_what_takes_nothing_on_is_not_asked(cast, at, make, capped):
    make("First")
    second = make("Second")  # the cap is passed already
    sent = {"title": "Renamed", "status": "PLANNED"}
    assert cast.contributor.post(at("plan_item", second), sent).status_code == 302
    assert cast.contributor.post(at("plan_add"), {**sent, "status": "PROPOSED"}).status_code == 302


def test_who_may_send_what(cast, at, copies):
    assert posts(cast, at("plan")) == NO_FORM
    for name in ("plan_move", "plan_comment", "plan_remove"):
        assert gets(cast, at(name, copies)) == NO_PAGE, name
