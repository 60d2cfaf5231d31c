"""T35, T21, T22, T24: nothing in a lens runs, is fetched, or takes its time."""

import re
import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from pillars.models import LensVersion
from pillars.tests import lenses
from pillars.tests.questionnaire.documents import choice, none_choice, question, rules

PAGE = "/lenses/import/"
SCHEMES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
    "//evil.example",
    "http:javascript:alert(1)", "https:alert(1)", "\\\\evil\\x", "ftp://example.com/", "blob:x",
    'https://example.com/" onclick="alert(1)', "https://example.com/'><script>alert(1)</script>",
    "https://<img src=x onerror=alert(1)>", "mailto:x@example.com", "https://example.com/<b>",
]  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "' autofocus onfocus=alert(1) x='", "<a hx-get=/accounts/logout/ hx-trigger=load>x</a>",
    "<div data-hx-post=/x data-hx-trigger=load>", "{{ 7*7 }}{% debug %}",
    "</textarea></pre></code>",
    "<!--", "]]>", "<style>*{display:none}</style>", "<base href=//evil>", "&lt;b&gt;",
]  # fmt: skip


class Page(HTMLParser):
    """The tags of a page and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _value in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def hostile(text: str) -> bytes:
    link = {"displayText": text, "url": "https://example.com/"}
    made = choice(
        "copy",
        title=text,
        description=text,
        helpfulResource=link,
        improvementPlan=link,
        additionalResources=[{"type": "HELPFUL_RESOURCE", "content": [link]}],
    )
    asked = question(
        title=text,
        description=text,
        helpfulResource=link,
        choices=[made, choice("test", title=text), none_choice(title=text)],
        extra=text,
    )
    pillars = [{"id": "security", "name": text, "description": text, "questions": [asked]}]
    return lenses.data(name=text, description=text, pillars=pillars, **{text: text})


@pytest.mark.parametrize("text", PAYLOADS)
def test_texts_of_a_lens_are_shown_as_they_are_written(text, cast, take_in):
    take_in(hostile("Harmless words"))
    calm = Page(cast.viewer.get("/lenses/harmless-words/").text).tags
    version = take_in(hostile(text))
    address = f"/lenses/{version.lens.alias}/"
    found = Page(cast.viewer.get(address).text).tags
    # Checking says more of a text with markup: of tags and attributes it brings none that is new.
    assert set(found) <= set(calm) | PROBLEM_TAGS
    for page in (cast.viewer.get("/lenses/"), cast.viewer.get("/lenses/", {"q": text})):
        assert not [tag for tag, names in Page(page.text).tags if set(names) & EVENTS]


PROBLEM_TAGS = {
    ("details", ("class", "id")), ("h2", ("id",)), ("ol", ("class",)), ("ul", ("class",)),
    ("li", ("class",)), ("li", ()), ("div", ("class", "role", "aria-labelledby", "tabindex")),
    ("p", ("class",)), ("code", ()), ("a", ("href",)), ("span", ("class",)), ("summary", ()),
    ("div", ()), ("details", ("class", "id", "open")),
    ("svg", ("class", "width", "height", "viewbox", "aria-hidden", "focusable")),
    ("circle", ("cx", "cy", "r", "fill", "stroke", "stroke-width")),
    ("path", ("d", "fill", "stroke", "stroke-width", "stroke-linejoin")),
    ("path", ("d", "fill", "stroke", "stroke-width", "stroke-linecap")),
}  # fmt: skip
EVENTS = {"onerror", "onload", "onfocus", "onclick", "hx-get", "data-hx-post", "hx-trigger"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_problems_and_text_of_a_refused_lens_are_shown_as_text(text, cast):
    data = hostile(text).replace(b'"NO_RISK"', b'"NO_RISK<script>"')
    for sent in ({"text": data.decode()}, {"text": data.decode() + text}):
        reply = cast.admin.post(PAGE, sent)
        assert reply.status_code == 422
        tags = Page(reply.text).tags
        assert not [tag for tag, names in tags if set(names) & EVENTS]
        assert {tag for tag, _names in tags} & {"img", "base", "style"} == set()
        assert all("src" in names for tag, names in tags if tag == "script")


def test_texts_of_a_lens_stand_where_htmx_does_nothing(cast, take_in):
    take_in()
    for page in (cast.viewer.get("/lenses/a-lens/").text, cast.viewer.get("/lenses/").text):
        assert re.search(r"<div [^>]*data-hx-disable>", page)


@pytest.mark.parametrize("url", SCHEMES)
def test_only_addresses_of_the_web_become_links(url, cast):
    link = {"displayText": "Help", "url": url}
    made = choice("copy", helpfulResource=link, improvementPlan=link)
    data = lenses.data(
        question(choices=[made, choice("test"), none_choice()], helpfulResource=link)
    )
    reply = cast.admin.post(PAGE, {"text": data.decode()})
    assert reply.status_code == 302
    page = Page(cast.viewer.get(reply.url).text)
    for address in page.links:
        assert address.startswith(("/", "#", "https://example.com/")), address
        assert not address.startswith("//")
        assert "<" not in address
        assert '"' not in address


def test_every_link_of_a_lens_tells_nobody_where_it_was_followed(cast, take_in):
    take_in()
    page = cast.viewer.get("/lenses/a-lens/").text
    links = re.findall(r'<a [^>]*href="https?://[^>]*>', page)
    assert links
    assert all('rel="noopener noreferrer"' in link for link in links)


BOMBS = {
    "deep": "!" * 900 + "copy",
    "parentheses": "(" * 450 + "copy" + ")" * 450,
    "long": " && ".join(["copy"] * 100_000),
    "wide": "(copy || test) && " * 55 + "copy",
    "code": "__import__('os').system('true')",
    "braces": "copy && {0.__class__}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_condition_takes_no_time_and_runs_nothing(name, cast):
    data = lenses.data(question(riskRules=rules(BOMBS[name], "!copy")))
    started = time.monotonic()
    reply = cast.admin.post(PAGE, {"text": data.decode()})
    assert reply.status_code in (302, 413, 422)
    if reply.status_code == 302:
        assert cast.viewer.get(reply.url).status_code == 200
    assert time.monotonic() - started < 2


def test_a_lens_as_large_as_one_may_be_is_shown_in_time(cast):
    names = [f"practice_{n}" for n in range(15)]
    deep = " || ".join(f"({a} && !{b})" for a, b in pairwise(names))
    asked = [
        question(
            f"question_{n}",
            choices=[choice(name) for name in names],
            riskRules=rules(" && ".join(names), deep),
        )
        for n in range(100)
    ]
    pillars = [
        {"id": f"pillar_{n}", "name": "P", "questions": asked[n * 20 : n * 20 + 20]}
        for n in range(5)
    ]
    reply = cast.admin.post(PAGE, {"text": lenses.data(pillars=pillars).decode()})
    assert reply.status_code == 302, [one.what for one in reply.context["refused"].telling.errors]
    assert LensVersion.objects.get().question_count == 100
    started = time.monotonic()
    assert cast.viewer.get(reply.url).status_code == 200
    assert time.monotonic() - started < 4
