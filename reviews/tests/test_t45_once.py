"""T45: a form that is sent twice, or twenty times at once, makes one thing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Improvement, ItemComment, SentForm

FORM = {"title": "Take copies", "status": "PLANNED", "form_key": "k" * 32}


@pytest.fixture
def add(workload):
    return reverse("plan_add", args=[workload.public_id])


def sent_at_once(cast, address, forms):
    """Each from a client of its own, with the session of the contributor."""

    def send(form):
        try:
            client = Client()
            client.cookies = cast.contributor.cookies
            reply = client.post(address, form)
            return reply.status_code, reply.get("Location")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(send, forms))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one(cast, add):
    replies = sent_at_once(cast, add, [FORM] * 20)
    assert Improvement.objects.count() == 1
    assert len(set(replies)) == 1
    item = Improvement.objects.get()
    assert replies[0] == (
        302,
        reverse("plan_item", args=[item.workload.public_id, item.public_id]),
    )


@pytest.mark.django_db(transaction=True)
def test_twenty_that_accept_one_proposal_make_one_item(cast, answered_review):
    address = reverse("plan_accept", args=[answered_review.workload.public_id])
    key = f"{answered_review.lens.alias}/backup/copy"
    replies = sent_at_once(cast, address, [{"proposal": key}] * 20)
    assert Improvement.objects.count() == 1
    assert {code for code, _to in replies} == {302}


def test_the_same_key_with_other_words_is_refused(cast, add):
    first = cast.contributor.post(add, FORM)
    reply = cast.contributor.post(add, {**FORM, "title": "Something else"})
    assert reply.status_code == 422
    assert first["Location"] in reply.text
    assert Improvement.objects.count() == 1


def test_a_refused_form_frees_its_key(cast, add):
    assert cast.contributor.post(add, {**FORM, "title": ""}).status_code == 422
    assert cast.contributor.post(add, FORM).status_code == 302
    assert Improvement.objects.count() == 1


def test_a_key_is_of_one_person(cast, add):
    cast.contributor.post(add, FORM)
    cast.admin.post(add, FORM)
    assert Improvement.objects.count() == 2


def test_without_a_key_each_form_counts(cast, add):
    form = {"title": "Take copies", "status": "PLANNED"}
    cast.contributor.post(add, form)
    cast.contributor.post(add, form)
    assert Improvement.objects.count() == 2


def test_a_key_is_forgotten_after_a_day(cast, add):
    cast.contributor.post(add, FORM)
    SentForm.objects.update(sent_at=timezone.now() - timedelta(hours=25))
    cast.contributor.post(add, FORM)
    assert Improvement.objects.count() == 2
    assert SentForm.objects.count() == 1


def test_every_form_that_makes_something_carries_a_key(cast, add, review):
    cast.contributor.post(add, {"title": "One", "status": "PLANNED"})
    item = Improvement.objects.get()
    args = [item.workload.public_id, item.public_id]
    question = [review.workload.public_id, review.lens.alias, "backup"]
    for address in (
        add,
        reverse("plan_item", args=args),
        reverse("plan_split", args=args),
        reverse("plan_risk", args=args),
        reverse("question", args=question),
    ):
        assert 'name="form_key"' in cast.contributor.get(address).text, address


def test_a_comment_sent_twice_is_said_once(cast, add):
    cast.contributor.post(add, {"title": "One", "status": "PLANNED"})
    item = Improvement.objects.get()
    address = reverse("plan_comment", args=[item.workload.public_id, item.public_id])
    for _time in range(2):
        cast.contributor.post(address, {"text": "Ask Dana", "form_key": "c" * 32})
    assert ItemComment.objects.count() == 1
