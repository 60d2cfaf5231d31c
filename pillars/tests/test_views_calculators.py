"""The pages of the calculators."""

import pytest
from django.urls import reverse

from pillars.analysis.catalogue import CALCULATORS
from pillars.calculating import examples

PAGE = "/calculators/quorum/survival/"


def test_the_list_links_every_operation(cast):
    page = cast.viewer.get("/calculators/").text
    for key in examples():
        assert reverse("calculator", args=key.split("/")) in page


@pytest.mark.parametrize("key", examples())
def test_a_page_gives_what_the_function_gives(key, cast):
    name, operation = key.split("/")
    reply = cast.viewer.get(reverse("calculator", args=[name, operation]))
    assert reply.status_code == 200
    expected = CALCULATORS[name].run({**examples()[key], "op": operation})
    assert reply.context["page"].finding.outputs == expected.outputs


@pytest.mark.parametrize("key", examples())
def test_its_own_form_gives_the_same_again(key, cast):
    address = reverse("calculator", args=key.split("/"))
    first = cast.viewer.get(address).context["page"]
    if not first.boxes:
        return
    again = cast.viewer.get(address, {box.name: box.value for box in first.boxes})
    assert again.context["page"].finding.outputs == first.finding.outputs


def test_an_address_reproduces_the_inputs(cast):
    reply = cast.viewer.get(PAGE, {"az_nodes": "1, 1, 1", "Vw": "2", "Vr": "2"})
    assert reply.context["page"].finding.outputs["write_tolerates_nodes"] == 1
    assert 'value="1, 1, 1"' in reply.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"az_nodes": "2, 2, x", "Vw": "4", "Vr": "3"}, "Expected a whole number"),
        ({"az_nodes": "2, 2", "Vw": "many<b>", "Vr": "3"}, "many&lt;b&gt;"),
        ({"az_nodes": "2, 2"}, "The input Vw is missing."),
    ],
)
def test_wrong_inputs_are_told_and_kept(given, words, cast):
    reply = cast.viewer.get(PAGE, given)
    assert reply.status_code == 422
    assert words in reply.text
    assert f'value="{given["az_nodes"]}"' in reply.text


@pytest.mark.parametrize("text", ["{", "a: [1", "components: 3", "\0"])
def test_a_document_that_is_none(text, cast):
    reply = cast.viewer.get("/calculators/blast_radius/faults/", {"model": text})
    assert reply.status_code == 422


@pytest.mark.parametrize(
    "path", ["quorum/nothing", "nothing/survival", "blast_radius/architecture"]
)
def test_there_is_no_other(path, cast):
    assert cast.viewer.get(f"/calculators/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["quorum/survival/", "blast_radius/faults/", ""])
def test_the_number_of_queries(path, cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        cast.viewer.get(f"/calculators/{path}")
