"""The doors of the library: what is stored, numbered, published, and never changed."""

import pytest

from accounts.models import AuditEntry
from pillars import library
from pillars.models import ImmutableError, Lens, LensVersion
from pillars.shelf import Shelf
from pillars.tests import lenses


def trail() -> list[tuple]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "details"))[-2:]


class TestTakingIn:
    def test_the_first_document_is_version_1_and_a_draft(self, cast, take_in):
        version = take_in()
        assert (version.number, version.question_count, version.published_at) == (1, 1, None)
        assert version.imported_by == cast.admin.user
        assert version.lens.organisation == cast.organisation
        assert (version.lens.name, version.lens.alias) == ("A lens", "a-lens")
        assert trail()[-1] == ("lens.imported", {"lens": "a-lens", "number": 1})

    def test_the_same_document_is_the_same_version(self, take_in):
        first = take_in()
        before = AuditEntry.objects.count()
        assert take_in() == first
        assert AuditEntry.objects.count() == before
        arrived = library.arrive(
            data=lenses.data(), organisation=first.lens.organisation, by=first.imported_by
        )
        assert (arrived.version, arrived.is_new) == (first, False)

    def test_a_changed_document_is_the_next_number(self, take_in):
        first = take_in()
        second = take_in(lenses.data(description="Another"))
        assert (second.lens, second.number) == (first.lens, 2)
        # What was there before the newest is a change again.
        assert take_in().number == 3

    def test_a_document_is_kept_as_it_came(self, take_in):
        data = '{"name": "Ü", "x": 1.50,\r\n "pillars": []}'.encode()
        with pytest.raises(library.NotReadable):
            take_in(data)
        data = lenses.data().replace(b"\n", b"\r\n") + b" \n"
        assert take_in(data).document.encode() == data

    def test_a_byte_order_mark_makes_no_new_version(self, take_in):
        first = take_in()
        assert take_in(b"\xef\xbb\xbf" + lenses.data()) == first
        assert take_in(lenses.data().decode().encode("utf-16")) == first

    def test_an_error_stores_nothing_and_tells_everything(self, take_in):
        with pytest.raises(library.NotReadable) as refused:
            take_in(lenses.broken())
        codes = [problem.code for problem in refused.value.problems]
        assert {"plan-missing", "condition-unknown-choice", "id-odd"} <= set(codes)
        assert not Lens.objects.exists()
        assert "improvementPlan" in str(refused.value)

    def test_a_lens_without_a_name_gets_one(self, take_in):
        assert take_in(lenses.data(name="")).lens.name == library.NAMELESS

    @pytest.mark.parametrize(
        ("name", "alias"),
        [
            ("Import", "import-2"),
            ("건강 검진", "lens"),
            ("-- _", "lens"),
            ("x" * 500, "x" * 50),
            ("../../etc/passwd", "etcpasswd"),
            ("Cloud native", "cloud-native-2"),
        ],
    )
    def test_an_alias_is_an_address_of_its_own(self, name, alias, take_in):
        library.publish_bundled()
        assert take_in(lenses.data(name=name)).lens.alias == alias

    def test_two_names_with_one_alias(self, take_in):
        take_in(lenses.data(name="A lens"))
        assert take_in(lenses.data(name="A lens!")).lens.alias == "a-lens-2"

    def test_organisations_do_not_share_their_lenses(self, cast, take_in):
        ours, theirs = take_in(), take_in(organisation=cast.elsewhere)
        assert ours.lens != theirs.lens
        assert (theirs.lens.alias, theirs.number) == ("a-lens", 1)
        assert list(Lens.objects.in_library_of(cast.elsewhere)) == [theirs.lens]


class TestPublishing:
    def test_a_version_is_published_once(self, cast, take_in):
        version = take_in(publish=True)
        assert version.published_by == cast.admin.user
        assert trail()[-1] == ("lens.published", {"lens": "a-lens", "number": 1})
        when, before = version.published_at, AuditEntry.objects.count()
        library.publish(version=version, by=cast.owner.user)
        version.refresh_from_db()
        assert (version.published_at, version.published_by) == (when, cast.admin.user)
        assert AuditEntry.objects.count() == before

    def test_what_the_strict_rules_refuse_stays_a_draft(self, take_in):
        version = take_in(lenses.draft_only())
        with pytest.raises(library.NotPublishable) as refused:
            library.publish(version=version, by=None)
        assert [problem.code for problem in refused.value.problems] == ["title-missing"]
        version.refresh_from_db()
        assert version.published_at is None

    def test_bundled_lenses_are_published_once(self, db):
        first = library.publish_bundled()
        assert library.publish_bundled() == first
        assert all(version.published_at and version.number == 1 for version in first)
        assert library.bundled("cloud-native").decode() in [one.document for one in first]


class TestNeverChanging:
    def test_a_version_is_not_saved_again(self, take_in):
        version = take_in()
        version.document = "{}"
        for fields in (None, ["document"], ["document", "published_at"], ["number"]):
            with pytest.raises(ImmutableError):
                version.save(**({"update_fields": fields} if fields else {}))

    def test_versions_are_not_deleted(self, take_in):
        take_in()
        with pytest.raises(ImmutableError):
            LensVersion.objects.all().delete()


class TestReading:
    def test_a_version_is_read_once(self, take_in, django_assert_num_queries):
        version = take_in()
        with django_assert_num_queries(1):
            lens = library.questionnaire(version)
        with django_assert_num_queries(0):
            assert library.questionnaire(version) is lens
            assert library.strict_problems(version) == ()

    def test_many_versions_are_one_query(self, take_in, django_assert_num_queries):
        versions = [take_in(lenses.data(name=f"Lens {n}")) for n in range(5)]
        library.questionnaire(versions[0])
        with django_assert_num_queries(1):
            found = library.questionnaires(versions)
        assert [found[one.pk].name for one in versions] == [f"Lens {n}" for n in range(5)]

    def test_another_document_under_the_same_key_is_another_lens(self, take_in):
        version = take_in()
        library.questionnaire(version)
        other = lenses.data(name="Other").decode()
        LensVersion.objects.filter(pk=version.pk).update(document=other, digest="x")
        version.refresh_from_db()
        assert library.questionnaire(version).name == "Other"


def test_a_shelf_forgets_what_was_used_longest_ago():
    shelf: Shelf[str, int] = Shelf(2)
    for number, key in enumerate("ab"):
        shelf.put(key, number)
    shelf.get("a")
    assert shelf.put("c", 2) == 2
    assert [shelf.get(key) for key in "abc"] == [0, None, 2]
