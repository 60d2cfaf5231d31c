"""The list of workloads, one workload, its form, its archive and the sponsor's page."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import AuditEntry, Membership, Role
from pillars import library
from reviews import improvements, inbox, milestones, open_points, reviewing, workloads
from reviews.models import Decision, OpenPoint, Summary, Workload
from reviews.tests.lenses import DOCUMENT, written
from reviews.tests.views.cast import (
    NO_FORM,
    NO_PAGE,
    READS,
    gets,
    leads_to_sign_in,
    posts,
)

LIST, NEW = "/workloads/", "/workloads/new/"
VALID = {"name": "Orders", "environment": "PRODUCTION"}
NO_DECISIONS = {"decisions-TOTAL_FORMS": "3", "decisions-INITIAL_FORMS": "0"}


def page_of(workload, name="workload"):
    return reverse(name, args=[workload.public_id])


# ---- the list ----


def test_who_sees_the_list(cast, workload):
    assert gets(cast, LIST) == [200, 200, 200, 200, 200, 302]
    assert "Orders" in cast.viewer.get(LIST).text
    assert "Orders" not in cast.stranger.get(LIST).text
    assert leads_to_sign_in(cast.anonymous.get(LIST))
    assert posts(cast, LIST) == [405, 405, 405, 405, 405, 302]


def test_the_start_page_leads_to_the_list(cast):
    assert cast.viewer.get("/")["Location"] == LIST


def test_only_who_may_make_one_is_offered_to(cast):
    assert NEW in cast.contributor.get(LIST).text
    assert NEW not in cast.viewer.get(LIST).text


def names(reply):
    return [workload.name for workload in reply.context["page_obj"]]


@pytest.fixture
def three(make_workload, answered_review):
    make_workload("Billing", environment="PREPRODUCTION", tags={"team": "money", "tier": "1"})
    make_workload("결제 시스템", description="Pays", next_review_on=date(2027, 1, 1))
    return answered_review.workload


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["결제 시스템", "Billing", "Orders"]),
        ("?q=BILL", ["Billing"]),
        ("?q=b+i+l+l", ["Billing"]),
        ("?q=pays", ["결제 시스템"]),
        ("?q=결제", ["결제 시스템"]),
        ("?q=\u1100\u1167\u11af\u110c\u1166", ["결제 시스템"]),
        ("?q=nothing", []),
        ("?tag=team%3Dmoney", ["Billing"]),
        ("?tag=team", []),
        ("?environment=PREPRODUCTION", ["Billing"]),
        ("?environment=NOWHERE", ["결제 시스템", "Billing", "Orders"]),
        ("?risk=high", ["Orders"]),
        ("?risk=unanswered", ["Orders"]),
        ("?risk=medium", []),
        ("?risk=none", []),
        ("?sort=name", ["Billing", "Orders", "결제 시스템"]),
        ("?sort=high", ["Orders", "Billing", "결제 시스템"]),
        ("?sort=updated", ["결제 시스템", "Billing", "Orders"]),
        ("?sort=;drop", ["결제 시스템", "Billing", "Orders"]),
        ("?archived=1", []),
        ("?page=nothing", ["결제 시스템", "Billing", "Orders"]),
    ],
)
def test_searching_filtering_and_sorting(query, expected, cast, three):
    assert names(cast.viewer.get(LIST + query)) == expected


def test_a_page_holds_25_and_keeps_what_was_asked(cast, make_workload):
    for number in range(27):
        make_workload(f"Workload {number:02}")
    reply = cast.viewer.get(f"{LIST}?sort=name&page=2")
    assert names(reply) == ["Workload 25", "Workload 26"]
    assert "sort=name&amp;page=1" in reply.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_few(
    rows, cast, make_workload, small_version, django_assert_num_queries
):
    for number in range(rows):
        workload = make_workload(f"Workload {number}", tags={"team": str(number)})
        reviewing.start_review(workload=workload, version=small_version, by=None)
    # session, reader with memberships, tags to filter by, how many, workloads, their tags, reviews,
    # lenses
    with django_assert_num_queries(8):
        cast.viewer.get(LIST)


# ---- one workload ----


def test_who_sees_a_workload(cast, answered_review):
    address = page_of(answered_review.workload)
    assert gets(cast, address) == READS
    assert posts(cast, address) == NO_FORM
    assert leads_to_sign_in(cast.anonymous.get(address))


@pytest.mark.parametrize("wrong", ["0" * 32, "f" * 31, "1", "G" * 32, "f" * 33])
def test_a_workload_that_is_not_there(wrong, cast):
    assert cast.owner.get(f"/workloads/{wrong}/").status_code == 404


def test_it_says_where_the_workload_stands(cast, answered_review):
    page = cast.viewer.get(page_of(answered_review.workload)).text
    assert "1 of 3 questions is still open" in page
    assert "How do you back up?" in page
    assert "Copies are taken" in page


def test_viewers_are_offered_nothing_to_change(cast, answered_review):
    offered = {part: forms_of(cast[part].get(page_of(answered_review.workload))) for part in PARTS}
    assert offered["viewer"] == set()
    assert page_of(answered_review.workload, "workload_archive") in offered["admin"]
    assert page_of(answered_review.workload, "workload_archive") not in offered["contributor"]
    assert page_of(answered_review.workload, "milestones") in offered["contributor"]


PARTS = ("admin", "contributor", "viewer")


def forms_of(reply):
    """The addresses of ours that the page's forms post to, those of the frame left out."""
    return {to for to in re.findall(r'action="([^"]+)"', reply.text) if "/accounts/" not in to}


def test_the_role_of_the_workload_counts_and_not_the_one_worked_in(cast, workload):
    """Somebody of two organisations reads the one and owns the other."""
    viewer = cast.viewer.user
    Membership.objects.create(organisation=cast.elsewhere, user=viewer, role=Role.OWNER)
    cast.viewer.post("/accounts/organisations/switch/", {"organisation": cast.elsewhere.public_id})
    page = cast.viewer.get(page_of(workload))
    assert page.status_code == 200
    assert forms_of(page) == set()
    assert cast.viewer.post(page_of(workload, "workload_archive")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_workload_asks_as_much_for_many_rows_as_for_few(
    rows, cast, workload, filled, django_assert_num_queries
):
    filled(rows)
    cast.viewer.get(page_of(workload))  # reads the lenses, which stay read
    # session, reader with memberships, workload with summary, reviews with pillars set aside,
    # answers, open points, tags, plan, decisions, milestones, lenses to start with, inbox
    with django_assert_num_queries(12):
        cast.viewer.get(page_of(workload))


@pytest.fixture
def filled(workload, save):
    """`rows` reviews, each with as many of everything that hangs on one."""

    def fill(rows):
        for number in range(rows):
            version = library.take_in(
                data=written({**DOCUMENT, "name": f"Lens {number}"}),
                organisation=workload.organisation,
                by=None,
            )
            review = reviewing.start_review(workload=workload, version=version, by=None)
            for question_id in ("backup", "access", "failover")[:rows]:
                save(review, question_id, none=True)
                about = {"review": review, "question_id": question_id}
                open_points.ask(point=OpenPoint(**about), by=None)
                improvements.add_improvement(workload=workload, title="Do it", by=None, **about)
                inbox.capture(review=review, text="Ask", by=None)
            milestones.take_milestone(workload=workload, name=f"{number}", by=None)
            workload.tags.create(key=f"tag{number}")

    return fill


# ---- new and changed ----


def test_who_may_make_one(cast):
    assert gets(cast, NEW) == [200, 200, 200, 403, 200, 302]
    made = [
        cast[part].post(NEW, {**VALID, "name": f"By {part}"}).status_code
        for part in ("owner", "admin", "contributor", "viewer", "stranger", "anonymous")
    ]
    assert made == [302, 302, 302, 403, 302, 302]
    assert {w.name: w.organisation for w in Workload.objects.all()} == {
        "By owner": cast.organisation,
        "By admin": cast.organisation,
        "By contributor": cast.organisation,
        "By stranger": cast.elsewhere,
    }


EVERYTHING = {
    "name": "Orders",
    "description": "Takes orders",
    "environment": "PREPRODUCTION",
    "review_owner": "Dana",
    "industry_type": "Retail",
    "industry": "Books",
    "aws_regions": "ap-northeast-2, eu-central-1, ap-northeast-2",
    "non_aws_regions": "cellar",
    "account_ids": "123456789012",
    "architectural_design": "https://example.com/plan",
    "links": "https://example.com/a\r\n\r\nexample.com/b",
    "tags": "team=orders, tier, a=b=c",
    "first_pillar": "security",
    "second_pillar": "reliability",
    "review_cadence_days": "90",
    "next_review_on": "2027-02-01",
    "notes": "One\r\ntwo",
}


def test_every_field_is_stored(cast):
    reply = cast.contributor.post(NEW, EVERYTHING)
    workload = Workload.objects.get()
    assert reply["Location"] == page_of(workload)
    apart = {"tags", "first_pillar", "second_pillar"}
    stored = {name: getattr(workload, name) for name in EVERYTHING if name not in apart}
    assert workload.pillar_priorities == ["security", "reliability"]
    assert stored == {
        **{name: EVERYTHING[name] for name in stored},
        "aws_regions": ["ap-northeast-2", "eu-central-1"],
        "non_aws_regions": ["cellar"],
        "account_ids": ["123456789012"],
        "links": ["https://example.com/a", "https://example.com/b"],
        "review_cadence_days": 90,
        "next_review_on": date(2027, 2, 1),
        "notes": "One\ntwo",
    }
    assert [str(tag) for tag in workload.tags.all()] == ["a=b=c", "team=orders", "tier"]
    assert workload.created_by == cast.contributor.user


def test_a_rhythm_without_a_date_begins_today(cast):
    sent = {"name": "Orders", "environment": "PRODUCTION", "review_cadence_days": "90"}
    cast.contributor.post(NEW, sent)
    assert Workload.objects.get().next_review_on == localdate() + timedelta(days=90)


def test_the_form_of_a_workload_shows_what_is_stored_and_saves_it_unchanged(cast):
    cast.contributor.post(NEW, EVERYTHING)
    workload = Workload.objects.get()
    form = cast.contributor.get(page_of(workload, "workload_edit")).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    shown = {name: form.fields[name].prepare_value(value) for name, value in shown.items()}
    assert cast.contributor.post(page_of(workload, "workload_edit"), shown).status_code == 302
    assert AuditEntry.objects.latest("pk").details == {"changed": []}
    assert [str(tag) for tag in workload.tags.all()] == ["a=b=c", "team=orders", "tier"]


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("name", ""),
        ("name", "ab"),
        ("name", "x" * 101),
        ("name", "one\ntwo\x00"),
        ("description", "x" * 251),
        ("environment", "NOWHERE"),
        ("account_ids", "12345"),
        ("architectural_design", "javascript:alert(1)"),
        ("architectural_design", "https://example.com/\x01"),
        ("links", "https://example.com\njavascript:alert(1)"),
        ("tags", "=orders"),
        ("tags", ",".join(f"tag{number}" for number in range(51))),
        ("tags", "k" * 129),
        ("review_cadence_days", "0"),
        ("review_cadence_days", "soon"),
        ("next_review_on", "tomorrow"),
        ("notes", "x" * 2085),
    ],
)
@pytest.mark.parametrize("way", ["new", "edit"])
def test_what_is_wrong_stays_in_the_form(way, field, sent, cast, workload):
    address = NEW if way == "new" else page_of(workload, "workload_edit")
    reply = cast.contributor.post(address, {**VALID, "notes": "keep me", field: sent})
    assert reply.status_code == 422
    assert field in reply.context["form"].errors
    assert f'href="#id_{field}"' in reply.text
    if field != "notes":
        assert "keep me" in reply.text
    assert Workload.objects.values_list("name", "notes").get() == ("Orders", "")


@pytest.mark.parametrize("name", ["orders", "O R D E R S", " Orders "])
def test_a_name_is_taken_whatever_its_case_and_blanks(name, cast, workload):
    reply = cast.contributor.post(NEW, {**VALID, "name": name})
    assert reply.status_code == 422
    assert "has a workload of that name already" in reply.text
    assert cast.stranger.post(NEW, {**VALID, "name": name}).status_code == 302


def test_an_empty_form_is_refused_as_any_other(cast, workload):
    assert cast.contributor.post(NEW).status_code == 422
    assert cast.contributor.post(page_of(workload, "workload_edit")).status_code == 422


def test_who_may_change_one(cast, workload):
    address = page_of(workload, "workload_edit")
    assert gets(cast, address) == [200, 200, 200, 403, 404, 302]
    assert posts(cast, address, {**VALID, "notes": "new"}) == [302, 302, 302, 403, 404, 302]
    changes = AuditEntry.objects.filter(action="workload.edited").order_by("pk")
    assert [entry.details["changed"] for entry in changes] == [["notes"], [], []]


def test_a_refused_change_shows_the_stored_name_above_the_form(cast, workload):
    sent = {**VALID, "name": "Other", "environment": "NOWHERE"}
    reply = cast.contributor.post(page_of(workload, "workload_edit"), sent)
    assert "<h1>Edit Orders</h1>" in reply.text
    assert 'value="Other"' in reply.text


# ---- the archive ----


def test_admins_archive_and_bring_back(cast, workload):
    address = page_of(workload, "workload_archive")
    assert posts(cast, address) == [302, 302, 403, 403, 404, 302]
    workload.refresh_from_db()
    assert workload.archived_at is None
    cast.admin.post(address)
    assert names(cast.viewer.get(LIST)) == []
    assert names(cast.viewer.get(f"{LIST}?archived=1")) == ["Orders"]
    assert "Archived on" in cast.viewer.get(page_of(workload)).text
    assert gets(cast, address) == [405, 405, 403, 403, 404, 302]


# ---- the sponsor's page ----


def test_who_writes_the_summary(cast, workload):
    address = page_of(workload, "workload_summary")
    assert gets(cast, address) == [200, 200, 200, 403, 404, 302]
    sent = {"text": "It *holds*.", **NO_DECISIONS}
    assert posts(cast, address, sent) == [302, 302, 302, 403, 404, 302]
    assert Summary.objects.get().written_by == cast.contributor.user
    assert "It <em>holds</em>." in cast.viewer.get(page_of(workload)).text


def test_at_most_three_decisions_and_none_without_words(cast, workload):
    address = page_of(workload, "workload_summary")
    sent = {"text": "", "decisions-TOTAL_FORMS": "5", "decisions-INITIAL_FORMS": "0"}
    sent |= {f"decisions-{n}-text": f"Decide {n}" for n in (0, 2, 3, 4)}
    cast.contributor.post(address, sent)
    assert [one.text for one in Decision.objects.all()] == []
    sent["decisions-TOTAL_FORMS"] = "3"
    assert cast.contributor.post(address, sent).status_code == 302
    assert [one.text for one in Decision.objects.all()] == ["Decide 0", "Decide 2"]


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "mine"},
        {"text": "mine", "decisions-TOTAL_FORMS": "x", "decisions-INITIAL_FORMS": "0"},
        {"text": "mine", **NO_DECISIONS, "decisions-0-from_whom": "CIO"},
        {"text": "mine", **NO_DECISIONS, "decisions-1-text": "x" * 513},
        {"text": "mine", **NO_DECISIONS, "decisions-0-due_on": "soon"},
        {"text": "mine" * 600, **NO_DECISIONS},
    ],
)
def test_a_wrong_summary_stays_in_the_form(sent, cast, workload):
    reply = cast.contributor.post(page_of(workload, "workload_summary"), sent)
    assert reply.status_code == 422
    assert "mine" in reply.text
    assert 'role="alert"' in reply.text
    assert not Summary.objects.exists()


def test_decisions_come_back_into_the_form(cast, workload):
    workloads.write_summary(
        workload=workload, text="So", decisions=[{"text": "Pay for copies"}], by=None
    )
    page = cast.contributor.get(page_of(workload, "workload_summary")).text
    assert 'value="Pay for copies"' in page
    assert page.count("<legend>Decision") == 3


def test_nothing_here_is_a_page_to_who_is_elsewhere(cast, workload):
    assert gets(cast, page_of(workload, "review_start")) == NO_PAGE
