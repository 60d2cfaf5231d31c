"""What the page of one lens shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from pillars import library
from pillars.listing import state_of
from pillars.models import Lens, LensVersion
from pillars.questionnaire import content
from pillars.questionnaire.conditions import Default
from pillars.questionnaire.content import Choice, Link, Question, Risk
from pillars.telling import Telling, tell
from pillars.wording import Statement, statement


@dataclass(frozen=True, slots=True)
class RuleWords:
    risk: Risk
    words: Statement
    source: str


@dataclass(frozen=True, slots=True)
class LensPage:
    lens: Lens
    version: LensVersion
    versions: Sequence[LensVersion]
    questionnaire: content.Lens
    telling: Telling

    @property
    def state(self) -> str:
        return state_of(self.lens, self.version)

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions[0]

    @property
    def is_publishable(self) -> bool:
        return self.state == "draft" and not self.telling.errors

    @property
    def question_count(self) -> int:
        return len(self.questionnaire.questions)


def lens_page(version: LensVersion) -> LensPage:
    people = ("imported_by", "published_by")
    versions = version.lens.versions.defer("document").select_related(*people)
    problems = library.strict_problems(version)
    return LensPage(
        lens=version.lens,
        version=version,
        versions=list(versions),
        questionnaire=library.questionnaire(version),
        telling=tell(problems, gettext),
    )


def rules_in_words(question: Question) -> list[RuleWords]:
    """The rules in the order in which they are tried."""
    return [
        RuleWords(rule.risk, statement(rule.condition, question), rule.source)
        for rule in question.rules
    ]


def leaves_rest(question: Question) -> bool:
    """No rule says what holds in every other case: an answer that none covers counts as HIGH."""
    return not any(isinstance(rule.condition, Default) for rule in question.rules)


def further_links(choice: Choice) -> Iterator[Link]:
    """What helps with a practice, beside its improvement plan."""
    if choice.helpful:
        yield choice.helpful
    for resource in choice.resources:
        yield from resource.links
