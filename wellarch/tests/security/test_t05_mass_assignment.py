"""T05: of everything a form may be sent, only what it lists changes.

Each write is sent a value for every field of every model that it touches, its parents' ids among
them. What then differs in the database is compared with a list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from pillars import library
from reviews import accepting
from reviews import urls as reviews_urls
from reviews.filled import Filled
from reviews.filling import proposed, sealed
from reviews.outcome.answers import Sheet
from reviews.tests.lenses import DOCUMENT, written
from wellarch.tests.security.test_t01_matrix import EVERYBODY, ROWS

ALWAYS = {"AuditEntry", "Session"}
SAFE_MODELS = ("reviews", "pillars", "accounts")

ITEM = {"title": "x", "status": "DONE", "severity": "HIGH", "needs": []}


def declined(world: Any) -> dict[str, Any]:
    """The request that waits is out of the way of the one that is made."""
    accepting.decline_acceptance(acceptance=world.home.asked, by=world.home.review.created_by)
    return {"until": timezone.localdate()}


def shown(world: Any) -> dict[str, Any]:
    """What the preview of a filled questionnaire sends back."""
    filled = Filled({"backup": Sheet(frozenset(["copy"]))})
    review = world.home.review
    return {"answers": sealed(review, proposed(review, filled)), "take": ["backup"]}


# Address -> what it is sent of its own, and which columns of which model may change.
# A new row is written "+Model": its parents are checked apart from that.
WRITES: dict[str, tuple[dict[str, Any] | Callable[[Any], dict[str, Any]], set[str]]] = {
    "workload_new": (
        {"name": "New one", "environment": "PRODUCTION"},
        {"+Workload", "+WorkloadTag"},
    ),
    "workload_edit": (
        {"name": "Renamed", "environment": "PREPRODUCTION"},
        {
            *(
                f"Workload.{name}"
                for name in (
                    "name", "name_key", "description", "environment", "review_owner",
                    "industry_type", "industry", "aws_regions", "non_aws_regions", "account_ids",
                    "architectural_design", "links", "pillar_priorities", "review_cadence_days",
                    "next_review_on", "notes", "updated_at",
                )
            ),
            "+WorkloadTag",
            "-WorkloadTag",
        },
    ),
    "workload_archive": ({}, {"Workload.archived_at", "Workload.archived_by_id"}),
    "workload_summary": (
        {"decisions-TOTAL_FORMS": "1", "decisions-INITIAL_FORMS": "0", "decisions-0-text": "x"},
        {"Summary.text", "Summary.written_by_id", "Summary.written_at", "+Decision", "-Decision"},
    ),
    "review_start": ({"lens": "second"}, {"+LensReview"}),
    "review_pillar": (
        {"reason": "No"},
        {
            "+PillarSetAside",
            "LensReview.high",
            "LensReview.unanswered",
            "LensReview.not_applicable",
        },
    ),
    "question": (
        {"base_version": "1", "selected": "copy"},
        {
            "Answer.sheet", "Answer.risk", "Answer.version", "Answer.updated_by_id",
            "Answer.updated_at", "+AnswerRevision", "LensReview.high", "LensReview.not_applicable",
        },
    ),
    "review_fill": (
        shown,
        {
            "Answer.sheet", "Answer.risk", "Answer.version", "Answer.updated_by_id",
            "Answer.updated_at", "+AnswerRevision", "LensReview.high", "LensReview.medium",
        },
    ),
    "question_undo": (
        {"base_version": "1"},
        {
            "Answer.sheet", "Answer.risk", "Answer.version", "Answer.updated_by_id",
            "Answer.updated_at", "+AnswerRevision", "LensReview.high", "LensReview.unanswered",
        },
    ),
    "question_flag": ({"flagged": "1"}, {"Answer.flagged", "Answer.updated_at"}),
    "question_find_out": ({"choice_id": "copy"}, {"+OpenPoint"}),
    "question_plan": ({"title": "x", "status": "DONE"}, {"+Improvement", "+ItemChange"}),
    "inbox": ({"text": "x"}, {"+LooseNote"}),
    "inbox_settle": (
        {"question": ""},
        {"LooseNote.settled_at", "LooseNote.settled_by_id"},
    ),
    "plan_add": (ITEM, {"+Improvement", "+ItemChange"}),
    "plan_item": (
        ITEM,
        {
            "+ItemChange",
            *(
                f"Improvement.{name}"
                for name in (
                    "title", "details", "owner", "due_on", "severity", "effort_days", "status",
                    "links", "updated_at",
                )
            ),
        },
    ),
    "plan_accept": (
        lambda world: {"proposal": f"{world.home.review.lens.alias}/backup/copy"},
        {"+Improvement", "+ItemChange"},
    ),
    "plan_bulk": (
        lambda world: {"item": world.home.item.public_id, "status": "DONE"},
        {
            "+ItemChange",
            *(f"Improvement.{name}" for name in ("owner", "due_on", "status", "updated_at")),
        },
    ),
    "plan_cap": ({"items": "5", "days": "90"}, {"+PlanCap"}),
    "plan_move": (
        {"status": "DONE"},
        {"Improvement.status", "Improvement.updated_at", "+ItemChange"},
    ),
    "plan_done": (
        {"tick": "yes"},
        {"Improvement.status", "Improvement.updated_at", "+ItemChange"},
    ),
    "plan_split": ({"title": "x"}, {"+Improvement", "+ItemChange"}),
    "plan_risk": (
        declined,
        {
            "+RiskAcceptance", "+ItemChange", "Improvement.status", "Improvement.updated_at",
            "Improvement.acceptance_id",
        },
    ),
    "plan_risk_decide": (
        {"approve": "1"},
        {
            "RiskAcceptance.is_approved", "RiskAcceptance.decided_by_id",
            "RiskAcceptance.decided_at", "+ItemChange", "Improvement.status",
            "Improvement.updated_at", "Improvement.acceptance_id",
        },
    ),
    "plan_comment": ({"text": "x"}, {"+ItemComment", "+ItemChange"}),
    "plan_uncomment": ({}, {"-ItemComment", "+ItemChange"}),
    "plan_remove": ({}, {"-Improvement", "-ItemChange", "-ItemComment", "-RiskAcceptance"}),
    "found": ({}, {"OpenPoint.found_at", "OpenPoint.found_by_id"}),
    "milestones": ({"name": "x"}, {"+Milestone"}),
    "remember_risk": ({}, {"User.shows_risk"}),
}  # fmt: skip
# Their forms list no field of a model: `lens_publish`, `lens_import` and `budget` have tests apart.


@pytest.fixture
def second_lens(world):
    by = world.home.review.created_by
    return library.take_in(
        data=written({**DOCUMENT, "name": "Second"}), organisation=world.home.organisation, by=by
    )


def rows() -> dict[str, dict[int, dict[str, Any]]]:
    return {
        model.__name__: {row["pk"]: row for row in with_keys(model)}
        for model in apps.get_models()
        if model._meta.app_label in SAFE_MODELS
    }


def with_keys(model: Any) -> list[dict[str, Any]]:
    return [{**row, "pk": row[model._meta.pk.attname]} for row in model.objects.values()]


def differences(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    found = set()
    for model in set(before) - ALWAYS:
        old, new = before[model], after[model]
        found |= {f"+{model}" for key in new if key not in old}
        found |= {f"-{model}" for key in old if key not in new}
        for key in old.keys() & new.keys():
            found |= {f"{model}.{name}" for name in old[key] if old[key][name] != new[key][name]}
    return found


def everything(world: Any) -> dict[str, str]:
    """A value for every column of every model, pointing to the other organisation where it can."""
    sent = {"pk": "1", "id": "1"}
    for label in SAFE_MODELS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                value = "7"
                if field.is_relation:
                    theirs = getattr(world.foreign, field.name, None)
                    value = str(theirs.pk) if theirs is not None else "2"
                elif field.get_internal_type() in ("DateField", "DateTimeField"):
                    value = "2030-01-01"
                sent[field.name] = sent[field.attname] = value
    sent |= {"public_id": "f" * 32, "name_key": "taken", "is_active": "", "role": "OWNER"}
    # Fields of forms that check what they hold.
    return sent | {"account_ids": "", "architectural_design": "", "links": "", "choice_id": ""}


@pytest.mark.parametrize("name", WRITES)
def test_only_what_is_listed_changes(name, world, cast, second_lens):
    own, listed = WRITES[name]
    own = own(world) if callable(own) else own
    actor = cast.admin
    before = rows()
    reply = actor.post(world.address(name), everything(world) | own)
    assert reply.status_code in (302, 204), reply.context["form"].errors
    after = rows()
    changed = differences(before, after)
    assert changed <= listed, changed - listed
    assert changed
    for model in (kind[1:] for kind in changed if kind.startswith("+")):
        for key in after[model].keys() - before[model].keys():
            is_at_home(model, after[model][key], world, actor)
    untouched = [
        row for row in after["Workload"].values() if row["pk"] == world.foreign.workload.pk
    ]
    assert untouched == [before["Workload"][world.foreign.workload.pk]]


def is_at_home(model: str, row: dict[str, Any], world: Any, actor: Any) -> None:
    home = world.home
    parents = {
        "organisation_id": home.organisation.pk,
        "workload_id": home.workload.pk,
        "review_id": home.review.pk,
        "created_by_id": actor.user.pk,
        "written_by_id": actor.user.pk,
        "asked_by_id": actor.user.pk,
        "saved_by_id": actor.user.pk,
        "set_by_id": actor.user.pk,
        "taken_by_id": actor.user.pk,
        "made_by_id": actor.user.pk,
        "found_by_id": None,
        "found_at": None,
        "archived_at": None,
        "archived_by_id": None,
        "settled_at": None,
        "settled_by_id": None,
    }
    if model == "WorkloadTag":
        del parents["workload_id"]  # of the workload that this write made
    if row.get("review_id") is None:
        del parents["review_id"]
    for column, expected in parents.items():
        if column in row:
            assert row[column] == expected, (model, column)
    assert row.get("public_id") != "f" * 32
    assert row.get("name_key") != "taken"


def test_every_write_of_reviews_is_in_the_table():
    for_no_model = {"budget"}
    answers = {one.name: ROWS[one.name][len(EVERYBODY)] for one in reviews_urls.urlpatterns}
    assert set(WRITES) | for_no_model == {name for name in answers if answers[name] != 405}
