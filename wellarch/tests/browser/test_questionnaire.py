"""The page where people spend their hours, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts import doors
from accounts.models import User
from reviews.models import Answer, LensReview, LooseNote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review(example) -> LensReview:
    return LensReview.objects.get(workload__name="Loyalty points")


def opened(
    open_signed_in, review: LensReview, email: str = "alex.kim@example.org", **options
) -> Page:
    page = open_signed_in(email, **options)
    page.goto(f"/workloads/{review.workload.public_id}/reviews/cloud-native/questions/REL1/")
    return page


def answer(review: LensReview, question: str = "REL1") -> Answer:
    return Answer.objects.get(review=review, question_id=question)


def saved(page: Page) -> None:
    expect(page.locator(".save-state")).to_contain_text("Saved")


def test_keys_answer_a_question(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    page.keyboard.press("1")
    saved(page)
    assert answer(review).value.selected == {"REL1_1"}
    page.keyboard.press("0")
    expect(page.locator("#practice-REL1_1")).not_to_be_checked()
    expect(page.locator(".risk-panel")).to_contain_text("High risk")
    page.keyboard.press("f")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("n")
    expect(page.get_by_label("Notes")).to_be_focused()
    page.keyboard.type("123 jkx?")
    page.get_by_label("Notes").blur()
    # Not wait_for_function: it may evaluate a text, which the policy of our pages refuses.
    for _twentieth in range(200):
        if not page.evaluate("Object.keys(localStorage).some(k => k.includes('unsent'))"):
            break
        page.wait_for_timeout(50)
    kept = answer(review).value
    assert (kept.notes, kept.none, kept.selected) == ("123 jkx?", True, frozenset())
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("REL2"))


def test_the_toggle_of_the_risk_is_remembered(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    with page.expect_response(re.compile("me/risk")):
        page.get_by_text("Risk of this answer").click()
    page.keyboard.press("1")
    saved(page)
    assert page.locator(".risk-panel").get_attribute("open") is None
    page.reload()
    assert page.locator(".risk-panel").get_attribute("open") is None


def test_what_was_written_offline_is_sent_when_the_line_returns(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    page.context.set_offline(True)
    page.locator("#practice-REL1_2").check()
    expect(page.locator(".save-state")).to_contain_text("Offline")
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert answer(review).value.selected == {"REL1_2"}


def test_what_was_written_offline_survives_leaving_the_page(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    here = page.url
    page.context.set_offline(True)
    page.get_by_label("Notes").fill("Written in the train")
    page.get_by_label("Notes").blur()
    expect(page.locator(".save-state")).to_contain_text("Offline")
    page.context.set_offline(False)
    page.goto("/workloads/")
    page.goto(here)
    expect(page.locator(".save-state")).to_contain_text(re.compile("[Ss]aved"))
    assert answer(review).value.notes == "Written in the train"


def test_what_was_written_after_the_session_ended_is_kept(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    here = page.url
    page.context.clear_cookies(name="session")
    page.get_by_label("Notes").fill("Written after lunch")
    page.get_by_label("Notes").blur()
    expect(page.locator(".save-state")).to_contain_text("signed out")
    token = doors.make_sign_in_link(user=User.objects.get(email="alex.kim@example.org"))
    page.goto(reverse("sign_in_link", args=[token]))
    page.goto(here)
    expect(page.locator(".save-state")).to_contain_text(re.compile("[Ss]aved"))
    assert answer(review).value.notes == "Written after lunch"


def test_two_people_at_one_answer(open_signed_in, review) -> None:
    first = opened(open_signed_in, review)
    second = opened(open_signed_in, review, "jonas.weber@example.org")
    first.get_by_label("Notes").fill("What the first one saw")
    first.get_by_label("Notes").blur()
    saved(first)
    second.get_by_label("Notes").fill("What the second one saw")
    second.get_by_label("Notes").blur()
    conflict = second.locator("#answer-conflict")
    expect(conflict).to_contain_text("What the first one saw")
    expect(conflict).to_contain_text("What the second one saw")
    assert answer(review).value.notes == "What the first one saw"
    second.get_by_label("Notes").fill("What both saw")
    second.get_by_role("button", name="Save my version").click()
    saved(second)
    assert answer(review).value.notes == "What both saw"
    assert answer(review).revisions.count() == 2


def test_a_loose_note_is_caught_and_filed(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    page.keyboard.press("c")
    page.locator("#capture-text").fill("Ask about the restore")
    page.locator("#capture").get_by_role("button", name="Keep").click()
    expect(page.locator("#capture")).not_to_be_visible()
    page.goto(f"/workloads/{review.workload.public_id}/")
    page.locator(".inbox select").select_option("REL4")
    page.get_by_role("button", name="File").click()
    expect(page.locator(".inbox")).to_have_count(0)
    assert answer(review, "REL4").value.notes == "Ask about the restore"
    assert not LooseNote.objects.waiting().exists()


def test_search_finds_a_practice(open_signed_in, review) -> None:
    page = opened(open_signed_in, review)
    page.keyboard.press("/")
    page.locator("#search-words").fill("shuffle")
    page.locator("#search-results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "REL1" not in page.url


def test_without_javascript_it_reads_and_saves(open_signed_in, review) -> None:
    page = opened(open_signed_in, review, java_script_enabled=False)
    page.locator("#practice-REL1_1").check()
    page.get_by_label("Notes").fill("Sent by hand")
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_url(re.compile("REL2"))
    kept = answer(review).value
    assert (kept.selected, kept.notes) == ({"REL1_1"}, "Sent by hand")
