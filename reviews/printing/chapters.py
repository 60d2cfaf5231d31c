"""The chapters of a report, in order. One that would be empty is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.outcome.report import Report


@dataclass(frozen=True, slots=True)
class Chapter:
    slug: str
    title: str | Promise
    template: str
    has_content: Callable[[Report], bool]


def _always(_report: Report) -> bool:
    return True


def _chapter(
    slug: str, title: str | Promise, has_content: Callable[[Report], bool] = _always
) -> Chapter:
    template = f"reviews/report/_{slug.replace('-', '_')}.html"
    return Chapter(slug, title, template, has_content)


CHAPTERS = (
    _chapter("summary", _("Summary")),
    _chapter("scope", _("Scope and method")),
    _chapter("pillars", _("Pillar by pillar"), lambda report: report.has_answers),
    _chapter("register", _("Risk register"), lambda report: report.has_gaps),
    _chapter("plan", _("Improvement plan"), lambda report: bool(report.plan.rows)),
    _chapter("find-out", _("To find out"), lambda report: bool(report.to_find_out)),
    _chapter("answers", _("All answers"), lambda report: report.has_answers),
    _chapter("unanswered", _("Open questions"), lambda report: report.has_unanswered),
)


def chapters_of(report: Report) -> list[Chapter]:
    return [chapter for chapter in CHAPTERS if chapter.has_content(report)]
