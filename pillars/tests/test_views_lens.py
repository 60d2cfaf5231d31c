"""The page of one lens, its document, and publishing."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from pillars import library
from pillars.tests import lenses
from pillars.tests.questionnaire.documents import choice, question

ADDRESS = "/lenses/a-lens/"
RULES = [
    {"condition": "copy && test", "risk": "NO_RISK"},
    {"condition": "!copy", "risk": "HIGH_RISK"},
    {"condition": "default", "risk": "MEDIUM_RISK"},
]


def full_question():
    helped = choice(
        "copy",
        description="A copy elsewhere",
        helpfulResource={"displayText": "Read on", "url": "https://example.com/help"},
        additionalResources=[
            {
                "type": "HELPFUL_RESOURCE",
                "content": [{"displayText": "A film", "url": "https://example.com/film"}],
            }
        ],
    )
    return question(choices=[helped, choice("test")], riskRules=RULES)


@pytest.mark.parametrize("questions", [1, 3])
def test_the_number_of_queries_does_not_grow(questions, cast, take_in, django_assert_num_queries):
    take_in(lenses.data(*[question(f"question{n}") for n in range(questions)]))
    library._shelf.clear()
    # The session, the person in it; the lens, its newest version, all, the document.
    with django_assert_num_queries(6):
        assert cast.viewer.get(ADDRESS).status_code == 200


def test_everything_of_a_question_is_there(cast, take_in):
    take_in(lenses.data(full_question()))
    page = cast.viewer.get(ADDRESS).text
    for words in (
        "What it is for", "Security", "How do you back up?", "Backups are read by nobody",
        "Title copy", "A copy elsewhere", "Do it", "Read on", "A film", "High severity",
        'href="https://example.com/film" rel="noopener noreferrer"',
        "Every practice is in place", "“Title copy” is missing", "In every other case",
        "copy &amp;&amp; test", "High risk", "Medium risk", "No risk found",
        "None of these", "the question page offers it",
        "imported by Admin",
    ):  # fmt: skip
        assert words in page, words


def test_a_lens_with_its_own_none_of_these_is_offered_no_other(cast, take_in):
    take_in()
    assert "the question page offers it" not in cast.viewer.get(ADDRESS).text


def test_a_question_without_default_says_what_happens_to_the_rest(cast, take_in):
    take_in(lenses.data(question(riskRules=RULES[:2])))
    page = cast.viewer.get(ADDRESS).text
    assert "what no rule covers counts as high" in page
    assert "<code>selection-unrated</code>" in page


def test_problems_stand_with_line_code_and_question(cast, take_in):
    take_in(lenses.draft_only())
    reply = cast.viewer.get(ADDRESS)
    (error,) = reply.context["page"].telling.errors
    line = lenses.draft_only().decode().split("\n")[error.line - 1]
    assert '"title": ""' in line
    for words in (f"Line {error.line} ", "title-missing", "Write a title.", "1 error stands"):
        assert words in reply.text


def test_the_newest_version_and_each_by_its_number(cast, take_in):
    take_in(publish=True)
    take_in(lenses.data(description="The second"))
    newest = cast.viewer.get(ADDRESS).context["page"]
    first = cast.viewer.get(f"{ADDRESS}1/")
    assert (newest.version.number, newest.state) == (2, "draft")
    assert (first.context["page"].version.number, first.context["page"].state) == (1, "published")
    assert "the newest is 2" in first.text


def test_the_document_as_it_was_stored(cast, take_in):
    data = lenses.data(description="Ünïcode </script>").replace(b"\n", b"\r\n")
    take_in(data)
    reply = cast.viewer.get(f"{ADDRESS}1.json")
    assert reply.content == data
    assert reply["Content-Type"] == "application/json"
    assert reply["Content-Disposition"] == 'attachment; filename="a-lens-1.json"'
    assert reply["X-Content-Type-Options"] == "nosniff"


class TestPublishing:
    address = f"{ADDRESS}1/publish/"

    def test_an_admin_publishes_a_draft(self, cast, take_in):
        version = take_in()
        assert self.address in cast.admin.get(ADDRESS).text
        reply = cast.admin.post(self.address, follow=True)
        assert reply.redirect_chain == [(reverse("lens_version", args=["a-lens", 1]), 302)]
        assert "New reviews get this version" in reply.text
        version.refresh_from_db()
        assert version.published_by == cast.admin.user
        assert AuditEntry.objects.first().action == "lens.published"
        assert self.address not in reply.text

    def test_it_is_offered_to_admins_only(self, cast, take_in):
        take_in()
        assert self.address not in cast.contributor.get(ADDRESS).text

    def test_strict_errors_are_told_instead(self, cast, take_in):
        version = take_in(lenses.draft_only())
        assert self.address not in cast.admin.get(ADDRESS).text
        reply = cast.admin.post(self.address, follow=True)
        assert "1 error stands against publishing" in reply.text
        version.refresh_from_db()
        assert version.published_at is None

    def test_twice_is_once(self, cast, take_in):
        take_in(publish=True)
        before = AuditEntry.objects.count()
        assert cast.admin.post(self.address).status_code == 302
        assert AuditEntry.objects.count() == before

    def test_it_is_not_done_by_a_link(self, cast, take_in):
        version = take_in()
        assert cast.admin.get(self.address).status_code == 405
        version.refresh_from_db()
        assert version.published_at is None


def test_korean_pages_have_korean_dates(cast, take_in):
    take_in()
    page = cast.viewer.get(ADDRESS, headers={"accept-language": "ko"})
    assert '<html lang="ko">' in page.text
