"""What templates ask of a questionnaire: rules in words, links, where a problem stands."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from pillars import lens_page
from pillars.questionnaire import content
from pillars.questionnaire.content import Choice, Link, Question
from pillars.telling import Told

register = template.Library()

LONGEST_ADDRESS = 56


@register.filter
def rules_in_words(question: Question) -> list[lens_page.RuleWords]:
    return lens_page.rules_in_words(question)


@register.filter
def leaves_rest(question: Question) -> bool:
    return lens_page.leaves_rest(question)


@register.filter
def further_links(choice: Choice) -> Iterable[Link]:
    return list(lens_page.further_links(choice))


@register.filter
def short_address(url: str) -> str:
    """An address as one reads it: without its scheme, cut where it is long."""
    bare = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= LONGEST_ADDRESS else f"{bare[: LONGEST_ADDRESS - 1]}…"


@register.filter
def where(problem: Told, lens: content.Lens) -> str:
    return problem.where(lens)


@register.filter
def anchor(problem: Told) -> str:
    """The id of the question on the page of its lens."""
    place = problem.question
    return f"question-{place[0] + 1}-{place[1] + 1}" if place else ""
