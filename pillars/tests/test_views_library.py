"""The library page."""

import pytest
from django.urls import reverse

from pillars import library
from pillars.listing import PER_PAGE
from pillars.tests import lenses

PAGE = "/lenses/"


def names(reply) -> list[str]:
    return [row.lens.name for row in reply.context["rows"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, cast, take_in, django_assert_num_queries):
    for number in range(count):
        take_in(lenses.data(name=f"Lens {number}"))
    library._shelf.clear()
    # The session, the person in it; how many lenses, the lenses, their versions, the documents
    # that were not read yet.
    with django_assert_num_queries(6):
        assert len(names(cast.viewer.get(PAGE))) == count


def test_what_a_row_says(cast, take_in):
    library.publish_bundled()
    take_in(publish=True)
    take_in(lenses.draft_only())
    take_in(lenses.data(name="Zeta", description="Last of all"))
    rows = {row.lens.name: row for row in cast.viewer.get(PAGE).context["rows"]}
    bundled, both, draft = rows["Cloud-native resilience"], rows["A lens"], rows["Zeta"]
    assert (bundled.state, both.state, draft.state) == ("bundled", "draft", "draft")
    assert (both.newest.number, both.published.number, draft.published) == (2, 1, None)
    page = cast.viewer.get(PAGE).text
    for words in ("version 1 is published", "Last of all", "<code>zeta</code>", "Bundled"):
        assert words in page


def test_only_admins_are_offered_to_import(cast):
    offer = reverse("lens_import")
    assert offer in cast.admin.get(PAGE).text
    assert offer not in cast.contributor.get(PAGE).text


@pytest.mark.parametrize(("words", "found"), [("ALPHA", ["Alpha"]), ("lph", ["Alpha"]), ("x", [])])
def test_a_search_by_name(words, found, cast, take_in):
    for name in ("Alpha", "Beta"):
        take_in(lenses.data(name=name))
    assert names(cast.viewer.get(PAGE, {"q": words})) == found


def test_a_search_that_finds_nothing_says_so(cast, take_in):
    take_in()
    assert "No lens has these words" in cast.viewer.get(PAGE, {"q": "<script>"}).text
    assert "<script>" not in cast.viewer.get(PAGE, {"q": "<script>alert(1)</script>"}).text.replace(
        "<script src=", ""
    )


def test_an_empty_library_says_what_it_will_show(cast):
    assert "No lens yet" in cast.viewer.get(PAGE).text


def test_a_long_library_has_pages(cast, take_in):
    for number in range(PER_PAGE + 2):
        take_in(lenses.data(name=f"Lens {number:02}"))
    assert len(names(cast.viewer.get(PAGE))) == PER_PAGE
    second = cast.viewer.get(PAGE, {"page": "2", "q": "lens"})
    assert names(second) == ["Lens 25", "Lens 26"]
    assert "page=1&amp;q=lens" in second.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "", "\x00"])
def test_an_odd_page_number_is_a_page(page, cast, take_in):
    take_in()
    assert cast.viewer.get(PAGE, {"page": page, "q": page}).status_code == 200
