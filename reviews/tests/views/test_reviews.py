"""Starting a review, opening it, and setting pillars aside."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from pillars import library
from pillars.models import Lens
from reviews import reviewing
from reviews.forms import StartReviewForm
from reviews.models import LensReview, PillarSetAside
from reviews.tests import lenses

EVERYBODY = ("owner", "admin", "contributor", "viewer", "stranger", "anonymous")


def codes(cast, ask):
    return [ask(cast[part]).status_code for part in EVERYBODY]


@pytest.fixture
def start(workload):
    return reverse("review_start", args=[workload.public_id])


@pytest.fixture
def opened(review):
    return reverse("review", args=[review.workload.public_id, review.lens.alias])


@pytest.fixture
def pillar(review):
    return reverse("review_pillar", args=[review.workload.public_id, review.lens.alias, "security"])


def test_who_may_start(cast, start, small_version):
    sent = {"lens": small_version.lens.alias}
    assert codes(cast, lambda who: who.post(start, sent)) == [302, 302, 302, 403, 404, 302]
    assert LensReview.objects.get().created_by == cast.owner.user


def test_starting_is_no_page(cast, start):
    assert codes(cast, lambda who: who.get(start)) == [405, 405, 405, 405, 404, 302]


def test_a_started_review_opens(cast, start, small_version):
    reply = cast.contributor.post(start, {"lens": small_version.lens.alias}, follow=True)
    assert reply.status_code == 200
    assert reply.context["page"].question.id == "backup"


def test_a_review_takes_the_newest_published_version(cast, start, small_version):
    later = {**lenses.DOCUMENT, "description": "Changed"}
    library.take_in(data=lenses.written(later), organisation=cast.organisation, by=None)
    cast.contributor.post(start, {"lens": small_version.lens.alias})
    assert LensReview.objects.get().version == small_version


def test_of_two_lenses_of_one_alias_their_own_is_started(small_version):
    """Two reviews of one alias below one workload would have one address."""
    own = small_version.lens
    bundled = Lens(alias=own.alias, name="Came with a later version")
    for both in ([own, bundled], [bundled, own]):
        form = StartReviewForm({"lens": own.alias}, lenses=both)
        assert form.is_valid()
        assert form.chosen_version() == small_version


@pytest.mark.parametrize("alias", ["", "nothing", "theirs"])
def test_only_lenses_of_the_library_are_applied(alias, cast, start):
    version = library.take_in(
        data=lenses.written({**lenses.DOCUMENT, "name": "Theirs"}),
        organisation=cast.elsewhere,
        by=None,
    )
    assert version.lens.alias == "theirs"
    reply = cast.contributor.post(start, {"lens": alias})
    assert reply.status_code == 302
    assert not LensReview.objects.exists()


def test_who_may_open(cast, opened):
    assert codes(cast, lambda who: who.get(opened)) == [302, 302, 302, 302, 404, 302]
    assert codes(cast, lambda who: who.post(opened)) == [405, 405, 405, 403, 404, 302]


def test_a_review_opens_at_its_first_unanswered_question(cast, opened, review, save):
    def asked():
        return cast.viewer.get(opened, follow=True).context["page"].question.id

    save(review, "backup", "copy")
    assert asked() == "access"
    save(review, "access", "mfa")
    save(review, "failover", "zones")
    assert asked() == "backup"


def test_a_lens_that_asks_nothing_opens_at_the_workload(cast, workload):
    empty = {**lenses.DOCUMENT, "pillars": [{"id": "one", "name": "One", "questions": []}]}
    version = library.take_in(data=lenses.written(empty), organisation=cast.organisation, by=None)
    review = reviewing.start_review(workload=workload, version=version, by=None)
    address = reverse("review", args=[workload.public_id, review.lens.alias])
    reply = cast.contributor.get(address, follow=True)
    assert reply.status_code == 200
    assert reply.redirect_chain == [(reverse("workload", args=[workload.public_id]), 302)]


ODD = ["a/b", ".", "..", "a b", "~2f~", "50 % ?#&", "ünïcode", "-", "a.b~c/d"]


@pytest.mark.parametrize("odd", ODD)
def test_ids_of_any_kind_have_an_address(odd, cast, workload):
    asked = lenses.question(odd, "Why?", [lenses.COPY, lenses.TRIED], "copy && tried", "!copy")
    document = {
        **lenses.DOCUMENT,
        "pillars": [{"id": odd, "name": "Odd", "questions": [asked]}],
    }
    version = library.take_in(
        data=lenses.written(document), organisation=cast.organisation, by=None
    )
    review = reviewing.start_review(workload=workload, version=version, by=None)
    where = [workload.public_id, review.lens.alias]
    page = cast.contributor.get(reverse("review", args=where), follow=True)
    assert page.context["page"].question.id == odd
    assert page.wsgi_request.path.count("/") == 7
    aside = reverse("review_pillar", args=[*where, odd])
    assert cast.contributor.post(aside, {"reason": "No"}).status_code == 302
    assert PillarSetAside.objects.get().pillar_id == odd
    assert cast.contributor.get(reverse("workload", args=where[:1])).status_code == 200


@pytest.mark.parametrize("alias", ["nothing", "a-small-lens-2"])
def test_a_lens_that_is_not_applied_is_not_there(alias, cast, review):
    address = reverse("review", args=[review.workload.public_id, alias])
    assert cast.owner.get(address).status_code == 404


def test_who_may_set_a_pillar_aside(cast, pillar):
    sent = {"reason": "Another team's"}
    assert codes(cast, lambda who: who.post(pillar, sent)) == [302, 302, 302, 403, 404, 302]
    assert codes(cast, lambda who: who.get(pillar)) == [405, 405, 405, 405, 404, 302]
    assert PillarSetAside.objects.get().set_by == cast.contributor.user


def test_an_empty_reason_takes_the_pillar_back(cast, pillar):
    cast.contributor.post(pillar, {"reason": "Another team's"})
    cast.contributor.post(pillar, {"reason": "  "})
    assert not PillarSetAside.objects.exists()
    actions = [entry.action for entry in AuditEntry.objects.all()[:2]]
    assert actions == ["pillar.taken_back", "pillar.set_aside"]


def test_too_long_a_reason_stays_in_the_form(cast, pillar):
    reply = cast.contributor.post(pillar, {"reason": "x" * 3000})
    assert reply.status_code == 422
    assert "x" * 3000 in reply.text
    assert not PillarSetAside.objects.exists()


def test_a_pillar_of_no_lens_is_not_there(cast, review):
    address = reverse("review_pillar", args=[review.workload.public_id, review.lens.alias, "x"])
    assert cast.contributor.post(address, {"reason": "No"}).status_code == 404
    assert not PillarSetAside.objects.exists()
