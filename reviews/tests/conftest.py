"""What a review is made of, made through the doors that the pages use."""

import pytest

from accounts.models import Organisation
from pillars import library
from pillars.models import LensVersion
from reviews import answering, reviewing, workloads
from reviews.models import Answer, LensReview, Workload
from reviews.outcome.answers import Sheet
from reviews.tests import lenses


@pytest.fixture
def small_version(cast) -> LensVersion:
    """The small lens of the tests, in the library of the organisation."""
    version = library.take_in(
        data=lenses.written(), organisation=cast.organisation, by=cast.owner.user
    )
    library.publish(version=version, by=cast.owner.user)
    return version


@pytest.fixture
def bundled_version(db) -> LensVersion:
    return next(v for v in library.publish_bundled() if v.lens.alias == "cloud-native")


@pytest.fixture
def make_workload(cast):
    def make(name: str = "Orders", organisation: Organisation | None = None, **fields) -> Workload:
        return workloads.create_workload(
            organisation=organisation or cast.organisation,
            by=None,
            **{"name": name, "tags": {}, **fields},
        )

    return make


@pytest.fixture
def workload(make_workload) -> Workload:
    return make_workload()


@pytest.fixture
def review(workload, small_version) -> LensReview:
    return reviewing.start_review(workload=workload, version=small_version, by=None)


@pytest.fixture
def save(cast):
    """Saves an answer over whatever is stored, as the contributor."""

    def save(review: LensReview, question_id: str, *selected: str, **said) -> Answer:
        stored = review.answers.filter(question_id=question_id).first()
        return answering.record_answer(
            review=review,
            question_id=question_id,
            sheet=Sheet(selected=frozenset(selected), **said),
            base_version=stored.version if stored else 0,
            by=cast.contributor.user,
        )

    return save


@pytest.fixture
def answered_review(review, save) -> LensReview:
    """One question at high risk, one without, one open."""
    save(review, "backup", "tried", notes="Nobody knows where the copies are.")
    save(review, "failover", "zones", "drills")
    return review
