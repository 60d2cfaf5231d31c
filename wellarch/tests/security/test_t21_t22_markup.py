"""T21, T22, T24: what people write is text, on every page and wherever it stands."""

import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from accounts.models import Organisation
from pillars import library
from reviews import (
    accepting,
    commenting,
    improvements,
    inbox,
    milestones,
    open_points,
    reviewing,
    workloads,
)
from reviews.answering import record_answer
from reviews.models import OpenPoint
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.templatetags.review_text import markdown
from reviews.tests.lenses import DOCUMENT, written
from wellarch.tests.security.hostile import MARKUP
from wellarch.tests.security.world import Side

ALLOWED = {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
           *(f"h{level}" for level in range(1, 7))}  # fmt: skip


class Seen(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def test_the_corpus_would_run_where_it_is_not_cleaned():
    """The control: as raw HTML most of it is markup."""
    raw = [Seen(payload).elements for payload in MARKUP]
    assert len(MARKUP) >= 140
    assert sum(1 for elements in raw if elements) > 80


@pytest.mark.parametrize("payload", MARKUP, ids=range(len(MARKUP)))
def test_notes_become_harmless_markup(payload):
    for text in (payload, f"before\n\n{payload}\n\nafter", f"*{payload}*"):
        for tag, attributes in Seen(markdown(text)).elements:
            assert tag in ALLOWED, (tag, text)
            assert set(attributes) <= ({"href", "rel"} if tag == "a" else set()), attributes
            if "href" in attributes:
                assert scheme_of(attributes["href"]) in ("", "http", "https", "mailto")
                assert attributes["rel"] == "noopener noreferrer nofollow"


def scheme_of(address: str) -> str:
    """As a browser reads it: control characters and blanks around it count for nothing."""
    bare = re.sub(r"[\x00-\x20]", "", address).lower()
    found = re.match(r"([a-z][a-z0-9+.-]*):", bare)
    return found[1] if found else ""


def test_notes_keep_what_is_allowed():
    assert markdown("*a* **b** `c`") == "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"
    assert 'href="https://example.com"' in markdown("[x](https://example.com)")
    assert "<li>" in markdown("- a\n- b")


EVIL = "\"'><x-evil onpointerover=alert(1) style=color:red><img src=x onerror=alert(1)></x-evil>"


def evil(field: str, longest: int) -> str:
    """Marked with where it was stored, so that a page that forgot one says which."""
    text = f"{field}{EVIL}"
    assert len(text) <= longest
    return text


def evil_lens() -> dict:
    def spoiled(value, key=""):
        if isinstance(value, dict):
            return {name: spoiled(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [spoiled(part) for part in value]
        return (
            evil(value, 2000) if key in ("name", "title", "description", "displayText") else value
        )

    return spoiled(DOCUMENT)


@pytest.fixture
def evil_world(cast) -> Side:
    """Everything that takes text holds markup."""
    by = cast.contributor.user
    for part in ("owner", "admin", "contributor", "viewer"):
        cast[part].user.name = evil(part, 128)
        cast[part].user.save()
    Organisation.objects.filter(pk=cast.organisation.pk).update(name=evil("organisation", 128))
    organisation = Organisation.objects.get(pk=cast.organisation.pk)
    version = library.take_in(data=written(evil_lens()), organisation=organisation, by=by)
    workload = workloads.create_workload(
        organisation=organisation,
        by=by,
        name=evil("workload", 100),
        description=evil("description", 250),
        review_owner=evil("review owner", 255),
        industry_type=evil("type", 100),
        industry=evil("industry", 100),
        aws_regions=[evil("region", 100)],
        non_aws_regions=[evil("other region", 120)],
        links=[f"https://example.com/{EVIL}"],
        architectural_design=f"https://example.com/{EVIL}",
        notes=evil("notes", 2000),
        tags={evil("key", 128): evil("value", 250)},
    )
    review = reviewing.start_review(workload=workload, version=version, by=by)
    said = Sheet(
        frozenset({"tried"}),
        notes=evil("answer", 2000),
        reason=evil("reason", 2000),
        practices={"copy": Practice(Status.PARTLY, evil("note", 2000))},
    )
    record_answer(review=review, question_id="backup", sheet=said, base_version=0, by=by)
    reviewing.set_pillar_aside(
        review=review, pillar_id="reliability", reason=evil("aside", 2000), by=by
    )
    about = {"review": review, "question_id": "backup", "choice_id": "copy"}
    item = improvements.add_improvement(
        workload=workload,
        title=evil("item", 500),
        details=evil("details", 2000),
        owner=evil("item owner", 250),
        links=[f"https://example.com/{EVIL}"],
        by=by,
        **about,
    )
    improvements.edit_improvement(improvement=item, title=evil("retitled", 500), by=by)
    asked = accepting.ask_acceptance(
        improvement=item, reason=evil("accepted", 2000), until=timezone.localdate(), by=by
    )
    comment = commenting.add_comment(improvement=item, text=evil("comment", 2000), by=by)
    point = open_points.ask(
        point=OpenPoint(whom=evil("whom", 255), proof=evil("proof", 500), **about), by=by
    )
    note = inbox.capture(review=review, text=evil("loose", 1000), by=by)
    workloads.write_summary(
        workload=workload,
        text=evil("summary", 2000),
        decisions=[{"text": evil("decision", 500), "from_whom": evil("from", 250)}],
        by=by,
    )
    milestones.take_milestone(
        workload=workload, name=evil("milestone", 100), note=evil("kept", 2000), by=by
    )
    return Side(organisation, workload, review, item, point, note, asked, comment)


@pytest.mark.parametrize("part", ["owner", "contributor", "viewer"])
def test_markup_in_every_field_is_text_on_every_page(part, evil_world, cast, pages_of):
    shown = 0
    for name, where in pages_of(evil_world).items():
        if name == "report_pdf":
            continue
        for headers in ({}, {"HX-Request": "true"}):
            reply = cast[part].get(where, headers=headers)
            if reply.status_code != 200 or "html" not in reply["Content-Type"]:
                continue
            assert_harmless(Seen(reply.text), name)
            shown += "x-evil" in reply.text
    assert shown > 20


def assert_harmless(seen: Seen, name: str) -> None:
    for tag, attributes in seen.elements:
        assert tag != "x-evil", name
        assert tag != "script" or attributes.get("src", "").startswith("/static/"), name
        assert tag not in ("style", "iframe", "object", "embed", "base"), name
        assert not [one for one in attributes if one.startswith("on")], (name, tag, attributes)
        assert "style" not in attributes, (name, tag, attributes)
        if tag != "img":
            continue
        assert attributes["src"].startswith(("/", "data:image/")), name


def test_a_refused_form_shows_markup_as_text(evil_world, cast, pages_of):
    addresses = pages_of(evil_world)
    sent = {"status": EVIL, "title": EVIL, "details": EVIL, "due_on": EVIL, "choice": EVIL}
    sent |= {"name": "", "notes": EVIL, "environment": EVIL, "links": EVIL, "tags": EVIL}
    sent |= {"base_version": EVIL, "selected": EVIL, "note-copy": EVIL, "choice_id": EVIL}
    seen = 0
    for name in ("plan_add", "plan_item", "question_plan", "workload_new", "workload_edit",
                 "question", "question_find_out", "milestones", "workload_summary"):  # fmt: skip
        for headers in ({}, {"HX-Request": "true"}):
            reply = cast.admin.post(addresses[name], sent, headers=headers)
            assert reply.status_code in (409, 422), name
            assert_harmless(Seen(reply.text), name)
            seen += "x-evil" in reply.text
    assert seen > 9


@pytest.mark.parametrize("query", ["q", "tag", "sort", "show", "here", "page", "next", "from"])
def test_markup_in_an_address_is_text(query, evil_world, cast, pages_of):
    for name, where in pages_of(evil_world).items():
        if name == "report_pdf":
            continue
        reply = cast.viewer.get(where, {query: EVIL})
        if "html" in reply.headers.get("Content-Type", ""):
            assert_harmless(Seen(reply.text), name)


def test_htmx_is_told_to_leave_people_s_words_alone(evil_world, cast, pages_of):
    """T24: inside data-hx-disable an attribute that got in does nothing."""
    page = cast.viewer.get(pages_of(evil_world)["workload"]).text
    assert page.count('<div class="prose" data-hx-disable>') >= 2
