"""T02: what hangs on one thing is not reached through another of the same reader."""

import pytest
from django.urls import reverse

from reviews.tests.lenses import COPY, DOCUMENT, TRIED, question
from wellarch.tests.routes import checksum
from wellarch.tests.security.world import names_in, patterns, side

OTHER = {
    **DOCUMENT,
    "name": "Another lens",
    "pillars": [
        {
            "id": "elsewhere",
            "name": "Elsewhere",
            "questions": [question("other", "Other?", [COPY, TRIED], "copy && tried", "!copy")],
        }
    ],
}


@pytest.fixture
def twin(cast):
    """A second workload of the same organisation, reviewed with another lens."""
    return side(
        cast.organisation, cast.owner.user, name="Twin", document=OTHER, question_id="other"
    )


# Whose child is put below which parent: names of an address, and what is taken from the twin.
SWAPS = [
    ("question", {"question_id": "other"}),
    ("question_undo", {"question_id": "other"}),
    ("question_flag", {"question_id": "other"}),
    ("question_side", {"question_id": "other"}),
    ("question_find_out", {"question_id": "other"}),
    ("question_plan", {"question_id": "other"}),
    ("review", {"alias": "another-lens"}),
    ("review_tree", {"alias": "another-lens"}),
    ("review_search", {"alias": "another-lens"}),
    ("review_pillar", {"pillar_id": "elsewhere"}),
    ("inbox", {"alias": "another-lens"}),
    ("budget", {"alias": "another-lens"}),
    ("review_fill", {"alias": "another-lens"}),
    ("inbox_settle", "note_id"),
    ("plan_item", "item_id"),
    ("plan_remove", "item_id"),
    ("plan_move", "item_id"),
    ("plan_done", "item_id"),
    ("plan_split", "item_id"),
    ("plan_risk", "item_id"),
    ("plan_comment", "item_id"),
    ("plan_risk_decide", "asked_id"),
    ("plan_uncomment", "comment_id"),
    ("found", "point_id"),
]
SENT = {
    "base_version": "1",
    "selected": "copy",
    "title": "Taken over",
    "status": "DONE",
    "reason": "Taken over",
    "flagged": "1",
    "whom": "Taken over",
    "text": "Taken over",
    "question": "other",
}


def taken_from(twin, swap):
    of_twin = {
        "note_id": twin.note.pk,
        "item_id": twin.item.public_id,
        "point_id": twin.point.pk,
        "asked_id": twin.asked.pk,
        "comment_id": twin.comment.pk,
    }
    return swap if isinstance(swap, dict) else {swap: of_twin[swap]}


@pytest.mark.parametrize(("name", "swap"), SWAPS)
def test_a_child_of_another_parent_is_not_there(name, swap, world, cast, twin):
    where = world.address(name, **taken_from(twin, swap))
    before = checksum()
    codes = [cast.owner.get(where).status_code, cast.owner.post(where, SENT).status_code]
    assert set(codes) <= {404, 405}
    assert 404 in codes
    assert checksum() == before


def test_every_nested_address_is_among_them():
    nested = {one.name for one in patterns() if len(set(names_in(one)) - {"uidb36", "key"}) > 1}
    # Versions and milestones are numbered anew in each lens and workload (see below); a calculator
    # and its operation belong to nobody.
    numbered = {
        "milestone", "lens_version", "lens_document", "lens_publish",
        "questionnaire_pdf", "questionnaire_xlsx", "calculator",
    }  # fmt: skip
    assert nested == {name for name, _swap in SWAPS} | numbered


def test_a_number_means_the_milestone_of_its_own_workload(world, cast, twin):
    shown = cast.viewer.get(reverse("milestone", args=[twin.workload.public_id, 1])).text
    assert "Twin" in shown
    assert "Other?" in shown
    assert "Other?" not in cast.viewer.get(world.address("milestone")).text


def test_a_milestone_that_only_the_other_has_is_not_there(world, cast):
    cast.owner.post(world.address("milestones"), {"name": "Second"})
    address = reverse("milestone", args=[world.foreign.workload.public_id, 2])
    assert cast.stranger.get(address).status_code == 404
    assert cast.owner.get(world.address("milestone", number=2)).status_code == 200


def test_a_milestone_of_another_workload_is_neither_printed_nor_compared(world, cast, twin):
    cast.owner.post(world.address("milestones"), {"name": "ONLY HERE"})
    twins = [twin.workload.public_id]
    assert cast.viewer.get(reverse("report", args=twins), {"milestone": 2}).status_code == 404
    assert cast.viewer.get(reverse("report_pdf", args=twins), {"milestone": 2}).status_code == 404
    compared = cast.viewer.get(
        reverse("milestones_compare", args=twins), {"from": 2, "to": 2, "milestone": 2}
    )
    assert b"ONLY HERE" not in compared.content


def test_ids_in_a_form_are_of_the_thing_in_the_address(world, cast, twin):
    """A practice of another question, a question of another lens: never stored."""
    cast.contributor.post(
        world.address("question_plan"), {"title": "x", "status": "PLANNED", "choice": "mfa"}
    )
    assert world.home.workload.improvements.latest("pk").choice_id == ""
    before = checksum()
    refused = [
        cast.contributor.post(world.address("question_find_out"), {"choice_id": "mfa"}),
        cast.contributor.post(
            world.address("question"), {"base_version": "1", "selected": "zones"}
        ),
    ]
    assert [reply.status_code for reply in refused] == [422, 422]
    cast.contributor.post(world.address("inbox_settle"), {"question": "other"})
    assert checksum() == before


@pytest.mark.parametrize("alias", ["theirs", "another-lens-2", ""])
def test_a_lens_of_others_is_not_applied(alias, world, cast):
    cast.contributor.post(world.address("review_start"), {"lens": alias})
    assert world.home.workload.reviews.count() == 1
