"""A real browser (Debian's Chromium) before a real server."""

import io
import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts import doors
from accounts.models import User

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run", "--disable-quic"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, where Django would refuse the test's own queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def address(live_server, monkeypatch) -> str:
    monkeypatch.setattr(settings, "PUBLIC_URL", live_server.url)
    return str(live_server.url)


@pytest.fixture
def open_page(browser: Browser, address: str):
    """Opens pages in contexts of their own; at the end none may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(**options) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("base_url", address)
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page) -> Page:
    return open_page()


@pytest.fixture
def example(transactional_db) -> None:
    call_command("example_data", stdout=io.StringIO())


@pytest.fixture
def open_signed_in(open_page, address: str):
    """Opens a page for somebody who came in by a link."""

    def open_signed_in(email: str, **options) -> Page:
        page = open_page(**options)
        token = doors.make_sign_in_link(user=User.objects.get(email=email))
        page.goto(reverse("sign_in_link", args=[token]))
        return page

    return open_signed_in
