"""Starting a lens review, and setting pillars aside."""

import pytest

from pillars import library
from reviews import reviewing
from reviews.models import LensReview, PillarSetAside
from reviews.tests import lenses


def counts(review):
    return LensReview.objects.values_list(
        "high", "medium", "no_risk", "unanswered", "not_applicable"
    ).get(pk=review.pk)


def test_a_review_begins_with_every_question_open(review, cast, small_version):
    assert counts(review) == (0, 0, 0, 3, 0)
    assert (review.lens, review.version) == (small_version.lens, small_version)
    assert review.organisation == cast.organisation
    assert (review.answered, review.question_count) == (0, 3)


def test_one_lens_is_applied_once(review, workload, small_version, save):
    save(review, "backup", "copy")
    again = reviewing.start_review(workload=workload, version=small_version, by=None)
    assert again == review
    assert again.medium == 1
    assert LensReview.objects.count() == 1


def test_a_review_keeps_its_version_when_a_later_one_comes(review, workload, cast):
    changed = {**lenses.DOCUMENT, "description": "Changed"}
    later = library.take_in(data=lenses.written(changed), organisation=cast.organisation, by=None)
    assert later.lens == review.lens
    again = reviewing.start_review(workload=workload, version=later, by=None)
    assert again.version == review.version


def test_the_bundled_lens_and_ours_on_one_workload(review, workload, bundled_version):
    other = reviewing.start_review(workload=workload, version=bundled_version, by=None)
    assert other.unanswered == bundled_version.question_count > 20
    assert workload.reviews.count() == 2


def test_a_pillar_set_aside_keeps_its_answers(answered_review, cast):
    by = cast.contributor.user
    reviewing.set_pillar_aside(
        review=answered_review, pillar_id="security", reason="Another team's", by=by
    )
    assert counts(answered_review) == (0, 0, 1, 0, 2)
    assert answered_review.answers.get(question_id="backup").risk == "HIGH"
    reviewing.take_pillar_back(review=answered_review, pillar_id="security", by=by)
    assert counts(answered_review) == (1, 0, 1, 1, 0)
    assert not PillarSetAside.objects.exists()


def test_an_answer_in_a_pillar_set_aside_counts_once_it_is_back(review, save):
    reviewing.set_pillar_aside(review=review, pillar_id="security", reason="Later", by=None)
    save(review, "backup", none=True)
    assert counts(review) == (0, 0, 0, 1, 2)
    reviewing.take_pillar_back(review=review, pillar_id="security", by=None)
    assert counts(review) == (1, 0, 0, 2, 0)


@pytest.mark.parametrize("times", [1, 2])
def test_setting_aside_again_changes_the_reason(times, review):
    for number in range(times):
        reviewing.set_pillar_aside(
            review=review, pillar_id="security", reason=f"reason {number}", by=None
        )
    assert PillarSetAside.objects.get().reason == f"reason {times - 1}"
    assert counts(review) == (0, 0, 0, 1, 2)
