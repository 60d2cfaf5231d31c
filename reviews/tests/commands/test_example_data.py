import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_it():
    call_command("example_data")
    from reviews.models import LensReview, Milestone
    for r in LensReview.objects.all():
        print(r.workload.name, r.high, r.medium, r.no_risk, r.unanswered, r.not_applicable, r.created_at, r.answers.first() and r.answers.first().updated_at)
    for m in Milestone.objects.all(): print(m.taken_at, m.number, m.name)
