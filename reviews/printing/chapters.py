"""The chapters of a report, in order. One that would be empty is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.outcome.choosing import Part
from reviews.outcome.report import Report


@dataclass(frozen=True, slots=True)
class Chapter:
    part: Part
    title: str | Promise
    has_content: Callable[[Report], bool]

    @property
    def slug(self) -> str:
        return self.part.value

    @property
    def template(self) -> str:
        return f"reviews/report/_{self.slug.replace('-', '_')}.html"


def _always(_report: Report) -> bool:
    return True


CHAPTERS = (
    Chapter(Part.SUMMARY, _("Summary"), _always),
    Chapter(Part.SCOPE, _("Scope and method"), _always),
    Chapter(Part.PILLARS, _("Pillar by pillar"), lambda report: report.has_answers),
    Chapter(Part.REGISTER, _("Risk register"), lambda report: report.has_gaps),
    Chapter(Part.PLAN, _("Improvement plan"), lambda report: bool(report.plan.rows)),
    Chapter(Part.ACCEPTED, _("Accepted risks"), lambda report: bool(report.accepted)),
    Chapter(Part.FIND_OUT, _("To find out"), lambda report: bool(report.to_find_out)),
    Chapter(Part.CHANGES, _("What changed"), lambda report: report.has_changes),
    Chapter(Part.ANSWERS, _("All answers"), lambda report: report.has_answers),
    Chapter(Part.UNANSWERED, _("Open questions"), lambda report: report.has_unanswered),
)


def chapters_of(report: Report) -> list[Chapter]:
    """Those that were chosen and have something to say."""
    chosen = (one for one in CHAPTERS if report.chosen.has(one.part))
    return [chapter for chapter in chosen if chapter.has_content(report)]
