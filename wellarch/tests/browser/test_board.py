"""The board of a plan: by keys, by mouse, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Answer, Improvement, Workload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workload(example) -> Workload:
    return Workload.objects.get(name="Amazon orders, 2004")


def board(open_signed_in, workload: Workload, **options) -> Page:
    page = open_signed_in("alex.kim@example.org", **options)
    page.goto(f"/workloads/{workload.public_id}/plan/?view=board")
    return page


def item(title: str) -> Improvement:
    return Improvement.objects.get(title__startswith=title)


def column(page: Page, status: str):
    return page.locator(f"[data-status={status}]")


def test_keys_walk_and_move(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload)
    first, second = column(page, "PLANNED").locator(".card-title").all()[:2]
    title = first.inner_text()
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    moved = column(page, "IN_PROGRESS").get_by_role("link", name=title)
    expect(moved).to_be_visible()
    expect(moved).to_be_focused()
    expect(page.locator("#live")).to_contain_text(title)
    assert item(title).status == "IN_PROGRESS"
    page.keyboard.press("Shift+ArrowLeft")
    back = column(page, "PLANNED").get_by_role("link", name=title)
    expect(back).to_be_focused()
    assert item(title).status == "PLANNED"


def test_a_card_that_is_done_asks_about_its_practice(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload)
    card = column(page, "IN_PROGRESS").locator(".card-title").first
    practice = item(card.inner_text())
    card.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("heading", name="Is the practice in place now?")).to_be_visible()
    assert item(practice.title).status == "IN_PROGRESS"
    page.get_by_role("button", name="Mark done and tick the practice").click()
    expect(page.locator(".messages")).to_contain_text("its practice is ticked")
    answer = Answer.objects.get(review=practice.review, question_id=practice.question_id)
    assert practice.choice_id in answer.value.selected
    assert item(practice.title).status == "DONE"


def test_a_mouse_drags(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload)
    card = column(page, "PROPOSED").locator("[data-card]").last
    title = card.locator(".card-title").inner_text()
    card.drag_to(column(page, "PLANNED").get_by_role("heading"))
    expect(column(page, "PLANNED").get_by_role("link", name=title)).to_be_visible()
    assert item(title).status == "PLANNED"


def test_the_cap_asks_on_the_board_too(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload)
    page.get_by_text("No cap", exact=True).click()
    page.get_by_label("Items at once").fill("1")
    page.get_by_role("button", name="Set the cap").click()
    expect(page.locator(".plan-cap summary")).to_contain_text("of 1 for the next 90 days")
    card = column(page, "PROPOSED").locator(".card-title").first
    title = card.inner_text()
    Improvement.objects.filter(title=title).update(due_on=None)
    card.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".plan-ask")).to_contain_text("Nothing has been changed yet")
    page.get_by_role("button", name="Take it on all the same").click()
    expect(column(page, "PLANNED").get_by_role("link", name=title)).to_be_visible()


def test_without_javascript_a_select_moves(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload, java_script_enabled=False)
    card = column(page, "PLANNED").locator("[data-card]").first
    title = card.locator(".card-title").inner_text()
    card.locator("summary").click()
    card.locator("select").select_option("IN_PROGRESS")
    card.get_by_role("button", name="Move").click()
    expect(page).to_have_url(re.compile("view=board"))
    expect(column(page, "IN_PROGRESS").get_by_role("link", name=title)).to_be_visible()


def test_proposals_are_planned_with_one_press(open_signed_in, workload) -> None:
    page = board(open_signed_in, workload)
    page.goto(f"/workloads/{workload.public_id}/plan/?view=proposed")
    title = page.locator(".proposal-title").first.inner_text()
    page.get_by_role("button", name=f"Plan “{title}”").dblclick()
    expect(page.locator(".messages")).to_be_visible()
    expect(page.locator(".proposal-title").first).not_to_have_text(title)
    assert workload.improvements.filter(title=title).count() == 1
