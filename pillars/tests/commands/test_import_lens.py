"""import_lens and publish_bundled."""

import io

import pytest
from django.core.management import CommandError, call_command

from pillars.models import Lens, LensVersion
from pillars.tests import lenses


@pytest.fixture
def bring(tmp_path, cast):
    def bring(*args: str, data: bytes = b"") -> str:
        file = tmp_path / "lens.json"
        file.write_bytes(data or lenses.data())
        out = io.StringIO()
        call_command("import_lens", str(file), *args, stdout=out)
        return out.getvalue().strip()

    return bring


OURS = ("--organisation", "lighthouse")


def test_a_draft(bring, cast):
    assert bring(*OURS) == "A lens: version 1, 1 question, draft."
    assert Lens.objects.get().organisation == cast.organisation


def test_published(bring):
    assert bring(*OURS, "--publish") == "A lens: version 1, 1 question, published."
    assert bring(*OURS) == "A lens: version 1, 1 question, published."
    assert LensVersion.objects.count() == 1


def test_what_may_not_be_published_stays_a_draft(bring):
    with pytest.raises(CommandError, match=r"It was not published:\n\d+:\d+ error: The question"):
        bring(*OURS, "--publish", data=lenses.draft_only())
    assert LensVersion.objects.get().published_at is None


def test_errors_store_nothing_and_stand_with_their_lines(bring):
    with pytest.raises(CommandError, match="was refused") as refused:
        bring(*OURS, data=lenses.broken())
    assert "error: The practice" in str(refused.value)
    assert "warning: The id" in str(refused.value)
    assert not Lens.objects.exists()


@pytest.mark.parametrize("args", [(), ("--organisation", "nobody")])
def test_the_organisation_has_to_be_one(args, bring):
    with pytest.raises(CommandError, match="one of elsewhere, lighthouse"):
        bring(*args)


def test_with_one_organisation_it_need_not_be_named(bring, cast):
    cast.elsewhere.memberships.all().delete()
    cast.elsewhere.delete()
    assert bring().endswith("draft.")


def test_a_missing_file(cast):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_lens", "/no/such/file", *OURS)


def test_bundled_lenses(db):
    out = io.StringIO()
    call_command("publish_bundled", stdout=out)
    assert "cloud-native 1: Cloud-native resilience" in out.getvalue()
    call_command("publish_bundled", verbosity=0)
    assert LensVersion.objects.published().count() == Lens.objects.count()
