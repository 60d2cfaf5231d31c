"""From a sign-in link to the PDF, as somebody walks it the first time."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts import doors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LENS = Path(__file__).parent.parent / "lenses" / "glue.json"


def sign_in_link(email: str) -> str:
    printed = io.StringIO()
    call_command("sign_in_link", email, stdout=printed)
    return printed.getvalue().strip()


def test_from_a_link_to_the_report(page: Page, address: str, person, tmp_path: Path) -> None:
    owner = person("Olga")
    doors.start_organisation(name="Lighthouse", by=owner)

    page.goto(sign_in_link(owner.email))
    page.get_by_role("link", name="New workload").first.click()
    page.get_by_label("Name", exact=True).fill("Nightly exports")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Nightly exports")).to_be_visible()
    workload = page.url

    page.goto("/lenses/import/")
    page.get_by_label("Lens file").set_input_files(LENS)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Glue Best Practice Lens")).to_be_visible()

    page.goto(workload)
    page.get_by_label("Lens", exact=True).select_option(label="Glue Best Practice Lens")
    page.get_by_role("button", name="Start review").click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.locator("[data-practice='1'] [name=selected]").check()
    expect(page.locator(".save-state")).to_contain_text("Saved")
    page.get_by_label("Notes").fill("Retries were seen twice in *May*.")
    page.get_by_label("Notes").blur()
    expect(page.locator(".tree [aria-current=page] .risk")).not_to_have_text("Not answered")
    panel = page.locator(".risk-panel")
    expect(panel).to_contain_text("High risk")
    expect(panel).to_contain_text("The rule that decided")

    page.get_by_label("What to do").fill("Split the nightly job")
    page.get_by_label("Owner").fill("dana@example.org")
    page.get_by_label("Due").fill("2027-02-01")
    page.get_by_label("Effort (days)").fill("3")
    page.get_by_role("button", name="Add to plan").click()
    expect(page.get_by_role("link", name="Split the nightly job")).to_be_visible()

    page.goto(workload)
    page.get_by_text("New milestone").click()
    page.get_by_label("Name", exact=True).fill("Before the move")
    page.get_by_role("button", name="Take a milestone").click()
    expect(page.get_by_role("heading", name="Before the move")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Report (PDF)").first.click()
    download.value.save_as(tmp_path / "report.pdf")
    printed = " ".join(text_of(tmp_path / "report.pdf").split())
    for expected in ("Nightly exports", first, "High risk", "Retries were seen twice in May",
                     "Split the nightly job", "dana@example.org"):  # fmt: skip
        assert expected in printed


def text_of(path: Path) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(path).pages)
