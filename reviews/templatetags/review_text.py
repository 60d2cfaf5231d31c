"""Text that templates show: Markdown made safe, rules in words, scores."""

from __future__ import annotations

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from pillars.questionnaire.content import Question, Rule
from pillars.wording import condition_words
from reviews.models.improvement import Status
from reviews.models.workload import Environment
from reviews.navigation import Step
from reviews.outcome.state import PlanItem, State, ToFindOut

register = template.Library()

LONGEST = 10_000
TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable("image")


@register.filter
def markdown(text: str) -> SafeString:
    """The one place where text that people wrote becomes HTML."""
    html = MARKDOWN.render(text[:LONGEST])
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},  # "*" else allows title and lang
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308


@register.filter
def rule_words(rule: Rule, question: Question) -> str:
    return condition_words(rule.condition, question)


@register.filter
def answered_in(track: list[Step]) -> int:
    return sum(1 for step in track if step.is_answered)


@register.filter
def status_word(status: str) -> str:
    return str(Status(status).label)


@register.filter
def environment_word(environment: str) -> str:
    return str(Environment(environment).label)


@register.filter
def title_of(state: State, point: ToFindOut) -> str:
    """The practice that is to be found out, or its question."""
    return source(state, point.alias, point.question_id, point.choice_id)


@register.filter
def source_of(state: State, item: PlanItem) -> str:
    """The practice or question that a plan item comes from; empty for one added by hand."""
    return source(state, item.alias, item.question_id, item.choice_id)


def source(state: State, alias: str, question_id: str, choice_id: str) -> str:
    review = state.review(alias)
    question = review.lens.question(question_id) if review else None
    if question is None:
        return ""
    choice = question.choice(choice_id)
    return choice.title if choice else question.title
