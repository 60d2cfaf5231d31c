"""How much the pages of the example organisation may ask of the database."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Role
from conftest import Actor
from reviews.models import Answer, Workload

HTMX = {"HX-Request": "true"}
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def reader(db) -> Actor:
    call_command("example_data", stdout=io.StringIO())
    owners = Membership.objects.filter(organisation__is_example=True, role=Role.OWNER)
    return Actor().signs_in(owners.get().user)


@pytest.fixture
def answer(reader) -> Answer:
    rows = Answer.objects.filter(version__gt=0, risk="HIGH").exclude(sheet__selected=[])
    return rows.select_related("review__workload", "review__lens").earliest("pk")


@pytest.fixture
def asked(reader):
    """The statements of one visit, without those that only begin and end a transaction."""

    def asked(method: str, address: str, *args, **kwargs) -> int:
        with CaptureQueriesContext(connection) as context:
            reply = getattr(reader, method)(address, *args, **kwargs)
        assert reply.status_code == 200
        return sum(not one["sql"].startswith(FRAME) for one in context.captured_queries)

    return asked


def test_the_page_of_a_workload(asked, reader):
    addresses = {
        workload.name: reverse("workload", args=[workload.public_id])
        for workload in Workload.objects.of(reader.user.known_memberships[0].organisation)
    }
    counts = {name: asked("get", address) for name, address in addresses.items()}
    assert len(counts) > 3
    assert max(counts.values()) <= 12, counts


@pytest.mark.parametrize(("page", "most"), [("question", 10), ("question_side", 8)])
def test_the_page_of_a_question(page, most, asked, answer):
    assert asked("get", _address(page, answer)) <= most


def test_a_save(asked, answer):
    said = {"selected": answer.sheet["selected"], "notes": "Asked again."}
    sent = {**said, "base_version": answer.version}
    assert asked("post", _address("question", answer), sent, headers=HTMX) <= 8
    answer.refresh_from_db()
    assert answer.sheet["notes"] == "Asked again."


def test_a_save_at_another_risk_moves_the_counts_too(asked, answer):
    sent = {"not_applicable": "1", "base_version": answer.version}
    assert asked("post", _address("question", answer), sent, headers=HTMX) <= 9
    answer.refresh_from_db()
    assert answer.risk == "NOT_APPLICABLE"


def _address(page: str, answer: Answer) -> str:
    review = answer.review
    return reverse(page, args=[review.workload.public_id, review.lens.alias, answer.question_id])
