"""What publishing a lens asks for, and what both reading and publishing say of a lens as a value.

`examine` looks at a lens without knowing its file. `reading` gives each finding its line;
`check` grades them as publishing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from . import extension
from .content import (
    SCHEMA_VERSION,
    Choice,
    Extra,
    Lens,
    Link,
    Pillar,
    Question,
    Resource,
    says_none,
)
from .elements import pointer_to
from .problems import Finding, Problem, finding, grade
from .rule_checks import rule_findings
from .texts import markup_in

MAX_PILLARS, MAX_QUESTIONS, MAX_CHOICES, MAX_LINKS = 10, 20, 15, 5

_ID = re.compile(r"[A-Za-z0-9_]{3,128}")
_RESOURCE_TYPES = ("HELPFUL_RESOURCE", "IMPROVEMENT_PLAN")


class Limits(NamedTuple):
    """The characters of a text that the published format allows, and that reading accepts."""

    published: int
    accepted: int


TITLE = Limits(128, 512)
TEXT = Limits(2_048, 2_048)
# Descriptions of pillars and choices are no part of the published format, so it limits none.
FREE_TEXT = Limits(10_000, 10_000)
ID = Limits(512, 512)


def check(lens: Lens) -> tuple[Problem, ...]:
    """Everything that publishing minds; a lens may be published if none of it is an error.

    Lines are unknown (0) here; `reading.read(...).strict` says the same with the lines of the file.
    Source: the published custom-lens format and what 43 real lenses hold.
    """
    graded = (grade(found, strict=True) for found in examine(lens))
    return tuple(problem for problem in graded if problem is not None)


def examine(lens: Lens, broken: Set[str] = frozenset()) -> Iterator[Finding]:
    """All findings on a lens. The rules of the questions in `broken` (pointers) are not analysed:
    they are known to be incomplete, and conclusions from them would mislead."""
    yield from _titled(lens.name, "lens", "name", "/name")
    yield from _text(lens.description, TEXT, "/description")
    if lens.schema_version != SCHEMA_VERSION:
        params = {"found": lens.schema_version, "expected": SCHEMA_VERSION}
        yield finding("schema-version", "/schemaVersion", **params)
    yield from _pillars(lens, broken)
    yield from extension.findings(lens)
    yield from unknown_keys(lens)


def _pillars(lens: Lens, broken: Set[str]) -> Iterator[Finding]:
    if not lens.pillars:
        yield finding("pillars-missing", "/pillars")
    yield from _too_many(len(lens.pillars), "pillars", MAX_PILLARS, "/pillars")
    places = [f"/pillars/{number}" for number in range(len(lens.pillars))]
    yield from _twice((p.id, place) for p, place in zip(lens.pillars, places, strict=True))
    yield from _twice(_question_ids(lens))
    for pillar, place in zip(lens.pillars, places, strict=True):
        yield from _pillar(pillar, place, broken)


def _question_ids(lens: Lens) -> Iterator[tuple[str, str]]:
    for number, pillar in enumerate(lens.pillars):
        for place, question in enumerate(pillar.questions):
            yield question.id, f"/pillars/{number}/questions/{place}"


def _pillar(pillar: Pillar, place: str, broken: Set[str]) -> Iterator[Finding]:
    yield from _identified(pillar.id, "pillar", place)
    yield from _titled(pillar.name, "pillar", "name", f"{place}/name")
    yield from _text(pillar.description, FREE_TEXT, f"{place}/description")
    if not pillar.questions:
        yield finding("questions-missing", f"{place}/questions", id=pillar.id)
    yield from _too_many(len(pillar.questions), "questions", MAX_QUESTIONS, f"{place}/questions")
    for number, question in enumerate(pillar.questions):
        yield from _question(question, f"{place}/questions/{number}", broken)


def _question(question: Question, place: str, broken: Set[str]) -> Iterator[Finding]:
    yield from _identified(question.id, "question", place)
    yield from _titled(question.title, "question", "title", f"{place}/title")
    yield from _text(question.description, TEXT, f"{place}/description")
    yield from _link(question.helpful, f"{place}/helpfulResource")
    yield from _choices(question, f"{place}/choices")
    yield from rule_findings(question, place, analyse=place not in broken)


def _choices(question: Question, place: str) -> Iterator[Finding]:
    choices = [(choice, f"{place}/{number}") for number, choice in enumerate(question.choices)]
    if not choices:
        yield finding("choices-missing", place, id=question.id)
    yield from _too_many(len(choices), "choices", MAX_CHOICES, place)
    yield from _twice((choice.id, here) for choice, here in choices)
    nones = [here for choice, here in choices if choice.is_none]
    if len(nones) > 1:
        yield finding("none-twice", nones[1])
    for choice, here in choices:
        yield from _choice(choice, here)


def _choice(choice: Choice, place: str) -> Iterator[Finding]:
    yield from _identified(choice.id, "choice", place)
    yield from _titled(choice.title, "choice", "title", f"{place}/title")
    yield from _text(choice.description, FREE_TEXT, f"{place}/description")
    yield from _none_of_these(choice, place)
    yield from _link(choice.helpful, f"{place}/helpfulResource")
    yield from _link(choice.improvement, f"{place}/improvementPlan")
    yield from _plan(choice, place)
    yield from _resources(choice.resources, f"{place}/additionalResources")


def _none_of_these(choice: Choice, place: str) -> Iterator[Finding]:
    params = {"id": choice.id, "title": choice.title}
    if choice.reads_as_none and not choice.is_none:
        yield finding("none-without-mark", f"{place}/title", **params)
    elif choice.is_none and choice.title and not says_none(choice.title):
        yield finding("none-other-title", f"{place}/title", **params)


def _plan(choice: Choice, place: str) -> Iterator[Finding]:
    if choice.is_none and choice.improvement is not None:
        yield finding("plan-needless", f"{place}/improvementPlan", id=choice.id)
    elif not choice.is_none and choice.improvement is None:
        yield finding("plan-missing", place, id=choice.id)
    elif choice.improvement is not None and not choice.improvement.text.strip():
        yield finding("plan-text-missing", f"{place}/improvementPlan/displayText")


def _resources(resources: tuple[Resource, ...], place: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, resource in enumerate(resources):
        here = f"{place}/{number}"
        if resource.type not in _RESOURCE_TYPES:
            yield finding("resource-type", f"{here}/type", found=resource.type)
        elif resource.type in seen:
            yield finding("resource-twice", here, type=resource.type)
        seen.add(resource.type)
        yield from _too_many(len(resource.links), "links", MAX_LINKS, f"{here}/content")
        for place_of_link, link in enumerate(resource.links):
            yield from _link(link, f"{here}/content/{place_of_link}")


def _link(link: Link | None, place: str) -> Iterator[Finding]:
    if link is not None:
        yield from _text(link.text, TEXT, f"{place}/displayText")


def _identified(found: str, element: str, place: str) -> Iterator[Finding]:
    here = f"{place}/id"
    if not found.strip():
        yield finding("id-missing", here, element=element)
    elif len(found) > ID.accepted:
        yield finding("text-too-long", here, length=len(found), limit=ID.accepted)
    elif not _ID.fullmatch(found):
        yield finding("id-odd", here, id=found)


def _twice(ids: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Ids that stand twice, with both places."""
    first: dict[str, str] = {}
    for found, place in ids:
        if found and first.setdefault(found, place) != place:
            params = {"id": found, "first": first[found], "second": place}
            yield finding("id-twice", f"{place}/id", **params)


def _titled(text: str, element: str, key: str, place: str) -> Iterator[Finding]:
    if not text.strip():
        yield finding("title-missing", place, element=element, key=key)
    yield from _text(text, TITLE, place)


def _text(text: str, limits: Limits, place: str) -> Iterator[Finding]:
    if len(text) > limits.accepted:
        yield finding("text-too-long", place, length=len(text), limit=limits.accepted)
    elif len(text) > limits.published:
        yield finding("text-long", place, length=len(text), limit=limits.published)
    markup = markup_in(text)
    if markup:
        yield finding("text-markup", place, sample=markup)


def _too_many(count: int, elements: str, limit: int, place: str) -> Iterator[Finding]:
    if count > limit:
        yield finding("too-many", place, count=count, elements=elements, limit=limit)


def unknown_keys(lens: Lens) -> Iterator[Finding]:
    """One finding a key and kind of element, at its first place: real lenses repeat theirs."""
    count: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], str] = {}
    for element, extra, place in _extras(lens):
        for key in extra:
            first.setdefault((element, key), pointer_to(place, key))
            count[element, key] = count.get((element, key), 0) + 1
    for (element, key), place in first.items():
        yield finding("unknown-key", place, key=key, element=element, count=count[element, key])


def _extras(lens: Lens) -> Iterator[tuple[str, Extra, str]]:
    yield "lens", lens.extra, ""
    for number, pillar in enumerate(lens.pillars):
        place = f"/pillars/{number}"
        yield "pillar", _with_description(pillar), place
        for place_of_question, question in enumerate(pillar.questions):
            yield from _extras_of_question(question, f"{place}/questions/{place_of_question}")


def _extras_of_question(question: Question, place: str) -> Iterator[tuple[str, Extra, str]]:
    yield "question", question.extra, place
    yield from _extras_of_link(question.helpful, f"{place}/helpfulResource")
    for number, rule in enumerate(question.rules):
        yield "rule", rule.extra, f"{place}/riskRules/{number}"
    for number, choice in enumerate(question.choices):
        here = f"{place}/choices/{number}"
        yield "choice", _with_description(choice), here
        yield from _extras_of_link(choice.helpful, f"{here}/helpfulResource")
        yield from _extras_of_link(choice.improvement, f"{here}/improvementPlan")
        for place_of_resource, resource in enumerate(choice.resources):
            spot = f"{here}/additionalResources/{place_of_resource}"
            yield "resource", resource.extra, spot
            for place_of_link, link in enumerate(resource.links):
                yield from _extras_of_link(link, f"{spot}/content/{place_of_link}")


def _with_description(element: Pillar | Choice) -> Extra:
    """The published format knows no description of a pillar or choice; we read and show it."""
    return {"description": "", **element.extra} if element.description else element.extra


def _extras_of_link(link: Link | None, place: str) -> Iterator[tuple[str, Extra, str]]:
    if link is not None:
        yield "link", link.extra, place
