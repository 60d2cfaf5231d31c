"""T37: text is stored as it was sent, composed, or refused with a reason; never a 500."""

from __future__ import annotations

import inspect
import unicodedata
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django import forms
from django.http import QueryDict
from django.utils.html import escape

from accounts.text import LineField, TextField
from pillars import forms as pillars_forms
from reviews import forms as reviews_forms
from reviews.answer_form import AnswerForm
from reviews.models import Answer, Improvement, Milestone, OpenPoint, Summary, Workload
from reviews.tests.lenses import lens_of
from wellarch.tests.security.hostile import LONGEST, NAUGHTY

TEXTS = (*NAUGHTY, LONGEST)


def composed(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def is_stored(sent: str, stored: str) -> bool:
    return stored in (composed(sent), composed(sent).strip(), composed(sent.strip()))


FIELDS = {
    f"{form.__name__}.{name}": field
    for form in vars(reviews_forms).values()
    if inspect.isclass(form) and issubclass(form, forms.BaseForm)
    for name, field in form.base_fields.items()
    if isinstance(field, forms.CharField)
}
LISTS = (reviews_forms.ListField, reviews_forms.LinksField)


def test_every_text_field_obeys_the_one_rule():
    ours = (LineField, TextField, reviews_forms.AddressField)
    for name, field in FIELDS.items():
        assert isinstance(field, ours), name
        assert field.max_length, name
    assert len(FIELDS) > 20
    uploads = vars(pillars_forms).values()
    free = [form for form in uploads if inspect.isclass(form) and issubclass(form, forms.ModelForm)]
    assert free == []  # the library keeps documents verbatim, and has its own limits


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_keeps_a_text_or_says_what_is_wrong(name):
    field, reasons = FIELDS[name], []
    kept = 0
    for text in TEXTS:
        try:
            clean = field.clean(text)
        except forms.ValidationError as refused:
            reasons.extend(refused.messages)
            continue
        kept += 1
        if isinstance(field, LISTS) or not clean:
            continue
        if not isinstance(field, reviews_forms.AddressField):
            assert is_stored(text, clean), text[:20]
        assert not {"Cs", "Cn"} & {unicodedata.category(one) for one in clean}
        assert len(clean) <= field.max_length
    assert kept > 0 or isinstance(field, reviews_forms.AddressField)
    assert all(reasons)
    assert len(reasons) > 10


def test_an_answer_keeps_a_text_or_says_what_is_wrong():
    question = lens_of().questions[0]
    for text in TEXTS:
        sent = QueryDict(mutable=True)
        sent.update({"notes": text, "reason": text, "note-copy": text})
        form = AnswerForm(question, sent)
        sheet = form.sheet()
        said = {
            "notes": sheet.notes,
            "reason": sheet.reason,
            "note-copy": sheet.practices["copy"].note if "copy" in sheet.practices else "",
        }
        for name, stored in said.items():
            assert form.errors.get(name) or is_stored(text, stored), (name, text[:20])


# Where the same texts go through the site: address, the fields of text, what else is sent, and how
# the first field is found again.
SITE: dict[str, tuple[tuple[str, ...], dict[str, str], Any]] = {
    "workload_edit": (
        ("notes", "description", "review_owner", "tags", "links", "architectural_design"),
        {"name": "Orders", "environment": "PRODUCTION"},
        lambda: Workload.objects.get(name="Orders", organisation__name="Lighthouse").notes,
    ),
    "plan_add": (
        ("title", "details", "owner", "due_on", "effort_days"),
        {"status": "PLANNED"},
        lambda: Improvement.objects.latest("pk").title,
    ),
    "question": (
        ("notes", "reason", "note-copy"),
        {"base_version": "1"},
        lambda: Answer.objects.earliest("pk").value.notes,
    ),
    "question_find_out": (
        ("whom", "proof"),
        {},
        lambda: OpenPoint.objects.latest("pk").whom,
    ),
    "milestones": (("name", "note"), {}, lambda: Milestone.objects.latest("pk").name),
    "workload_summary": (
        ("text",),
        {"decisions-TOTAL_FORMS": "0", "decisions-INITIAL_FORMS": "0"},
        lambda: Summary.objects.earliest("pk").text,
    ),
}


@pytest.mark.parametrize("name", SITE)
def test_the_site_keeps_a_text_or_says_what_is_wrong(name, world, cast, unharmed):
    fields, others, stored = SITE[name]
    where = world.address(name)
    seen = []

    class Asked(type(cast.contributor)):
        """Looks into the database before what was done is taken back."""

        def sends(self, _where, sent):
            reply = self.post(_where, sent)
            if reply.status_code == 302:
                seen.append(stored())
            return reply

    actor = Asked().signs_in(cast.contributor.user)
    for text in TEXTS:
        for sent in ({fields[0]: text}, dict.fromkeys(fields, text)):
            seen.clear()
            reply = unharmed(actor, "sends", where, {**others, **sent})
            assert reply.status_code in (302, 400, 409, 413, 422), text[:20]
            if seen:
                assert is_stored(text, seen[0]), text[:20]


RAW = [b"\xed\xa0\x80", b"\xff\xfe\x00d", b"\xc0\x80", b"\xf8\x88\x80\x80\x80", b"a\x00b",
       b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\x80"]  # fmt: skip


@pytest.mark.parametrize("raw", RAW)
def test_bytes_that_are_no_text(raw, world, cast):
    """Halves of surrogate pairs and other bytes that are no UTF-8, as no browser sends them."""
    body = b"title=" + quote_from_bytes(raw).encode() + b"&status=PLANNED"
    kind = "application/x-www-form-urlencoded"
    reply = cast.contributor.generic("POST", world.address("plan_add"), body, content_type=kind)
    assert reply.status_code in (302, 422)
    title = Improvement.objects.latest("pk").title
    assert title.encode("utf-8")
    assert not {"Cs", "Cc"} & {unicodedata.category(one) for one in title}
    for query in ("q", "tag", "page", "show"):
        asked = f"{query}={quote_from_bytes(raw)}"
        for name in ("workloads", "review_search", "question"):
            reply = cast.viewer.get(f"{world.address(name)}?{asked}")
            assert reply.status_code == 200, name


def test_a_naughty_title_is_shown_as_it_is_stored(world, cast):
    shown = 0
    for text in NAUGHTY:
        sent = {"title": text, "status": "PLANNED"}
        if cast.contributor.post(world.address("plan_add"), sent).status_code != 302:
            continue
        item = world.home.workload.improvements.latest("pk")
        page = cast.viewer.get(world.address("plan_item", item_id=item.public_id))
        assert page.status_code == 200
        assert escape(item.title) in page.text, ascii(text)
        shown += 1
    assert shown > 50
    assert cast.viewer.get(world.address("plan")).status_code == 200
