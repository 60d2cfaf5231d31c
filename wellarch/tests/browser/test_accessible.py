"""axe finds nothing, on any page, light and dark, wide and narrow, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from reviews.models import LensReview, Workload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 800}, "color_scheme": "light"},
    "korean": {"locale": "ko", "color_scheme": "dark"},
    "forced colours": {"forced_colors": "active", "reduced_motion": "reduce"},
}


def addresses() -> list[str]:
    workload = Workload.objects.get(name="Item master")
    review = LensReview.objects.get(workload=workload)
    empty = Workload.objects.get(name="Loyalty points")
    base = f"/workloads/{workload.public_id}/"
    question = f"{base}reviews/{review.lens.alias}/questions/REL2/"
    item = workload.improvements.first()
    return [
        "/workloads/", "/workloads/?q=nothing+like+it", "/workloads/new/", base, f"{base}edit/",
        f"{base}summary/", f"{base}plan/", f"{base}plan/new/", f"{base}plan/{item.public_id}/",
        f"{base}plan/?view=board", f"{base}plan/?view=matrix", f"{base}plan/?view=proposed",
        f"{base}plan/{item.public_id}/done/", f"{base}plan/{item.public_id}/split/",
        f"{base}plan/{item.public_id}/risk/",
        f"{base}milestones/", f"{base}milestones/1/", f"{base}report/", question,
        f"{base}reviews/{review.lens.alias}/search/?q=cell", f"/workloads/{empty.public_id}/",
        "/lenses/", "/lenses/cloud-native/", "/lenses/import/", "/accounts/people/",
        "/calculators/", "/calculators/blast_radius/faults/", "/calculators/database/choose/",
        "/accounts/profile/", "/no/such/page/",
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_signed_in, example, view: str) -> None:
    page = open_signed_in("alex.kim@example.org", **VIEWS[view])
    assert faults(page, addresses()) == []


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_before_sign_in(open_page, address, view: str) -> None:
    page = open_page(**VIEWS[view])
    assert faults(page, ["/accounts/login/", "/accounts/password/reset/"]) == []


def faults(page: Page, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        reply = page.goto(path)
        assert reply is not None
        assert reply.status == (404 if "such" in path else 200), path
        assert page.locator("h1").count() == 1, path
        found += [f"{path}: {fault}" for fault in faults_here(page)]
    return found


def faults_here(page: Page) -> list[str]:
    violations = Axe().run(page, options={"preload": False}).response["violations"]
    faults = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return faults + ([f"{wide} px too wide"] if wide > 0 else [])
