"""The import page: a file or a text, and the problems beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from pillars.importing import MOST_TO_MEND
from pillars.models import Lens, LensVersion
from pillars.tests import lenses

PAGE = "/lenses/import/"


def upload(data: bytes, **fields) -> dict:
    return {"file": SimpleUploadedFile("lens.json", data), **fields}


class TestStored:
    def test_a_file_becomes_a_draft(self, cast):
        reply = cast.admin.post(PAGE, upload(lenses.data()))
        version = LensVersion.objects.get()
        assert (reply.status_code, reply.url) == (302, reverse("lens", args=["a-lens"]))
        assert (version.imported_by, version.published_at) == (cast.admin.user, None)
        assert version.document.encode() == lenses.data()
        assert AuditEntry.objects.first().action == "lens.imported"
        assert "Imported as version 1." in cast.admin.get(reply.url).text

    def test_a_text_is_the_same_document(self, cast):
        text = lenses.data().decode()
        cast.admin.post(PAGE, upload(lenses.data()))
        reply = cast.admin.post(PAGE, {"text": text.replace("\n", "\r\n")}, follow=True)
        assert LensVersion.objects.count() == 1
        assert "This document is version 1 already; nothing was stored." in reply.text

    def test_it_is_published_where_asked(self, cast):
        reply = cast.admin.post(PAGE, upload(lenses.data(), publish="on"), follow=True)
        assert LensVersion.objects.get().published_by == cast.admin.user
        assert "New reviews get this version" in reply.text

    def test_what_may_not_be_published_is_a_draft_that_says_so(self, cast):
        reply = cast.admin.post(PAGE, upload(lenses.draft_only(), publish="on"), follow=True)
        assert LensVersion.objects.get().published_at is None
        assert "It stays a draft: 1 error stands against publishing" in reply.text
        assert "title-missing" in reply.text

    def test_a_draft_taken_in_again_is_published(self, cast):
        cast.admin.post(PAGE, upload(lenses.data()))
        cast.admin.post(PAGE, upload(lenses.data(), publish="on"))
        assert LensVersion.objects.get().published_at

    def test_of_file_and_text_the_file_counts(self, cast):
        cast.admin.post(PAGE, upload(lenses.data(name="File"), text=lenses.data().decode()))
        assert [lens.name for lens in Lens.objects.all()] == ["File"]

    def test_it_belongs_to_the_organisation_and_person_of_the_session(self, cast):
        more = {"organisation": cast.elsewhere.pk, "imported_by": cast.owner.user.pk, "number": 9}
        cast.admin.post(PAGE, upload(lenses.data(), **more))
        version = LensVersion.objects.get()
        assert (version.lens.organisation, version.number) == (cast.organisation, 1)
        assert version.imported_by == cast.admin.user


class TestRefused:
    def test_every_problem_stands_beside_its_line(self, cast):
        reply = cast.admin.post(PAGE, upload(lenses.broken()))
        assert reply.status_code == 422
        refused = reply.context["refused"]
        codes = [one.code for one in refused.telling.problems]
        assert {"plan-missing", "condition-unknown-choice", "id-odd"} <= set(codes)
        lines = lenses.broken().decode().split("\n")
        for one, anchor in refused.places:
            assert f'href="#{anchor}"' in reply.text
            assert f'id="{anchor}"' in reply.text
            assert f"Line {one.line}, column {one.column}" in reply.text
            if one.code == "condition-unknown-choice":
                assert "elsewhere" in lines[one.line - 1]
        assert "2 errors" in reply.text
        assert "nothing was stored" in reply.text
        assert not Lens.objects.exists()
        assert not AuditEntry.objects.filter(action__startswith="lens").exists()

    def test_the_text_comes_back_to_be_mended(self, cast):
        text = '{"name": "</textarea><b>"'
        reply = cast.admin.post(PAGE, {"text": text})
        assert reply.context["form"]["text"].value() == text
        assert "&lt;/textarea&gt;&lt;b&gt;" in reply.text
        assert reply.context["form"]["publish"].value() is False

    def test_so_does_a_file_that_is_small_enough(self, cast):
        reply = cast.admin.post(PAGE, upload(lenses.broken(), publish="on"))
        assert reply.context["form"]["text"].value() == lenses.broken().decode()
        assert reply.context["form"]["publish"].value() is True

    def test_a_large_file_does_not(self, cast):
        data = lenses.broken(description="x" * MOST_TO_MEND)
        reply = cast.admin.post(PAGE, upload(data))
        assert reply.status_code == 422
        assert not reply.context["form"]["text"].value()
        assert len(reply.content) < 60_000

    @pytest.mark.parametrize("sent", [{}, {"text": ""}, {"file": ""}, {"publish": "on"}])
    def test_nothing_at_all(self, sent, cast):
        reply = cast.admin.post(PAGE, sent)
        assert reply.status_code == 422
        assert "Choose a file, or paste the text of a lens." in reply.text

    @pytest.mark.parametrize("data", [b"", b" ", b"\xef\xbb\xbf"])
    def test_an_empty_file_has_one_problem(self, data, cast):
        reply = cast.admin.post(PAGE, upload(data))
        assert [one.code for one in reply.context["refused"].telling.problems] == ["json-empty"]

    def test_bytes_that_are_no_text_have_no_text_beside_them(self, cast):
        reply = cast.admin.post(PAGE, upload(b"\xff\xd8\xff\xe0" * 100))
        assert reply.status_code == 422
        assert reply.context["refused"].excerpt is None
        assert len(reply.context["refused"].telling.errors) == 1

    def test_the_page_of_a_minified_document_stays_small(self, cast):
        data = lenses.broken(description="x" * 2000).replace(b"\n", b"")
        reply = cast.admin.post(PAGE, upload(data))
        places = reply.context["refused"].places
        assert all(anchor for _one, anchor in places)
        assert len({anchor for _one, anchor in places}) > 1
