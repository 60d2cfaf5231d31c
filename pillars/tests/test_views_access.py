"""T01, T07, T26: who reaches which page of the library, and what nobody may tell from the answer.

One row an address: the answers to owner, admin, contributor, viewer, stranger, somebody not signed
in. The lens belongs to the organisation of the first four. A new address without a row fails.
"""

import re

import pytest
from django.urls import reverse

from conftest import Actor
from pillars import library, urls
from pillars.models import LensVersion
from pillars.tests import lenses

PARTS = ("owner", "admin", "contributor", "viewer", "stranger", "anonymous")
READS = {
    "lenses": (200, 200, 200, 200, 200, 302),
    "lens_import": (200, 200, 403, 403, 200, 302),
    "lens": (200, 200, 200, 200, 404, 302),
    "lens_version": (200, 200, 200, 200, 404, 302),
    "lens_document": (200, 200, 200, 200, 404, 302),
    "lens_publish": (405, 405, 403, 403, 405, 302),
}
WRITES = {
    "lenses": (405, 405, 405, 405, 405, 302),
    "lens_import": (422, 422, 403, 403, 422, 302),
    "lens": (405, 405, 405, 405, 405, 302),
    "lens_version": (405, 405, 405, 405, 405, 302),
    "lens_document": (405, 405, 405, 405, 405, 302),
    "lens_publish": (302, 302, 403, 403, 404, 302),
}
ARGUMENTS = {
    "lens": ["a-lens"],
    "lens_version": ["a-lens", 1],
    "lens_document": ["a-lens", 1],
    "lens_publish": ["a-lens", 1],
}


@pytest.mark.parametrize("name", READS)
def test_reading(name, cast, take_in):
    take_in()
    address = reverse(name, args=ARGUMENTS.get(name))
    assert tuple(cast[part].get(address).status_code for part in PARTS) == READS[name]


@pytest.mark.parametrize("name", WRITES)
def test_writing(name, cast, take_in):
    take_in()
    address = reverse(name, args=ARGUMENTS.get(name))
    assert tuple(cast[part].post(address).status_code for part in PARTS) == WRITES[name]


def test_every_address_has_its_rows():
    assert {pattern.name for pattern in urls.urlpatterns} == set(READS) == set(WRITES)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_what_is_foreign_is_answered_as_what_is_missing(name, cast, take_in):
    take_in(organisation=cast.elsewhere)
    ask = cast.admin.post if name == "lens_publish" else cast.admin.get
    rest = ARGUMENTS[name][1:]
    answers = set()
    for alias in ("a-lens", "b-lens"):
        reply = ask(reverse(name, args=[alias, *rest]))
        assert reply.status_code == 404
        answers.add(_without_token(reply.text).replace(reply.wsgi_request.path, ""))
    assert len(answers) == 1
    assert not LensVersion.objects.published().exists()


@pytest.mark.parametrize("number", [0, 2, 10**9, 10**30])
@pytest.mark.parametrize("name", ["lens_version", "lens_document"])
def test_a_version_that_is_not_there(name, number, cast, take_in):
    take_in()
    assert cast.viewer.get(reverse(name, args=["a-lens", number])).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"file": ""}, {"text": "x"}, {"publish": "on"}, {"file": "x"}]
)
def test_a_role_is_asked_before_the_body_is_read(sent, cast):
    for part in ("contributor", "viewer"):
        assert cast[part].post(reverse("lens_import"), sent).status_code == 403


def test_a_form_without_its_token_stores_nothing(cast, take_in):
    take_in()
    forger = Actor(enforce_csrf_checks=True).signs_in(cast.owner.user)
    sent = {"text": lenses.data(name="Forged").decode(), "publish": "on"}
    assert forger.post(reverse("lens_import"), sent).status_code == 403
    assert forger.post(reverse("lens_publish", args=["a-lens", 1])).status_code == 403
    assert list(LensVersion.objects.values_list("lens__name", "published_at")) == [("A lens", None)]


def test_a_bundled_lens_is_seen_by_all_and_published_by_nobody(cast):
    library.publish_bundled()
    for part in ("admin", "stranger", "viewer"):
        assert cast[part].get(reverse("lens", args=["cloud-native"])).status_code == 200
    address = reverse("lens_publish", args=["cloud-native", 1])
    assert cast.admin.post(address).status_code == 403


def test_their_own_lens_goes_before_a_bundled_one_of_its_alias(cast, take_in):
    take_in(lenses.data(name="Cloud native"))
    library.publish_bundled()
    page = cast.viewer.get(reverse("lens", args=["cloud-native"]))
    assert page.context["page"].lens.name == "Cloud native"


def _without_token(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", page)
