"""An organisation goes with all that is in it, and takes nothing of anybody else."""

import pytest
from django.apps import apps

from accounts import doors
from accounts.models import Organisation, Role
from pillars.models import Lens
from reviews.example import loading


@pytest.mark.django_db
def test_the_whole_example_goes():
    example = loading.load()
    owner = example.memberships.get(role=Role.OWNER).user
    assert Lens.objects.filter(organisation=example).exists()
    doors.remove_example(organisation=example, by=owner)
    assert not Organisation.objects.exists()
    left = {
        model.__name__
        for model in apps.get_app_config("reviews").get_models()
        if model.objects.exists()
    }
    assert left == set()
    assert Lens.objects.filter(organisation=None).exists()
