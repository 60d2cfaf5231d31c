"""Text that templates show: Markdown made safe, rules in words, scores."""

from __future__ import annotations

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from pillars.questionnaire.content import Question, Rule
from pillars.wording import condition_words

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
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308


@register.filter
def rule_words(rule: Rule, question: Question) -> str:
    return condition_words(rule.condition, question)
