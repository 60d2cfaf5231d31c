"""A questionnaire as a value: what is asked, and which rules judge an answer.

A lens is made by `reading.read` and written by `writing.write`. The values know no user, no answer
and no database. They are frozen; the dictionaries in them (`extra`, `extension`) are shared by all
who hold the lens and must not be changed.

`extra` keeps the keys of the document that the format does not define, so that writing a lens
loses nothing. `keys` is the order of the keys in the document; it makes no two lenses different.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from .conditions import Condition

SCHEMA_VERSION = "2021-11-01"

# A value as the json module gives it; a recursive type would force a cast at each use.
Json: TypeAlias = Any
Extra: TypeAlias = dict[str, Json]

_NONE_TITLE = re.compile(
    r"\W*none( of (these|those|them|(the )?(above|below|following|options|other|others)))?\W*",
    re.IGNORECASE,
)


class Risk(StrEnum):
    """How an answer is judged."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    NONE = "NONE"
    UNANSWERED = "UNANSWERED"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Severity(StrEnum):
    """How much a practice weighs in its question."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


@dataclass(frozen=True, slots=True)
class Link:
    """A text with an address. `url` is an http(s) address or empty."""

    text: str
    url: str = ""
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Resource:
    """Further links of one type: HELPFUL_RESOURCE or IMPROVEMENT_PLAN."""

    type: str
    links: tuple[Link, ...]
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """An answer for which `condition` is true has `risk` (HIGH, MEDIUM or NONE)."""

    source: str
    condition: Condition
    risk: Risk
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """A best practice that a team has in place or not, or the choice "none of these".

    `severity` is what the lens says under `x-wellarch`, else it is derived: the risk of the
    question when this practice alone is missing (HIGH, MEDIUM, else LOW).
    `evidence` names the calculator output that speaks for the practice ("calculator.output").
    `effort` is in person-days.
    """

    id: str
    title: str
    description: str = ""
    helpful: Link | None = None
    improvement: Link | None = None
    resources: tuple[Resource, ...] = ()
    is_none: bool = False
    severity: Severity = Severity.LOW
    evidence: str = ""
    effort: float | None = None
    extra: Extra = field(default_factory=dict, hash=False)
    keys: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def reads_as_none(self) -> bool:
        """It is "none of these", or an ordinary choice with such a title."""
        return self.is_none or says_none(self.title)


def says_none(title: str) -> bool:
    """Whether a title says "none of these", in the wordings that real lenses use."""
    return _NONE_TITLE.fullmatch(title) is not None


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    title: str
    description: str
    choices: tuple[Choice, ...]
    rules: tuple[Rule, ...]
    helpful: Link | None = None
    calculators: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict, hash=False)
    keys: tuple[str, ...] = field(default=(), compare=False, repr=False)
    _choices: dict[str, Choice] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # reversed: of two choices with one id (never in a lens that was read) the first counts
        object.__setattr__(self, "_choices", {c.id: c for c in reversed(self.choices)})

    @property
    def practices(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if not choice.is_none)

    @property
    def none_choice(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_none), None)

    @property
    def offers_none(self) -> bool:
        """The page must offer "none of these" itself: no choice of the lens says it."""
        return not any(choice.reads_as_none for choice in self.choices)

    def choice(self, choice_id: str) -> Choice | None:
        return self._choices.get(choice_id)


@dataclass(frozen=True, slots=True)
class Pillar:
    id: str
    name: str
    description: str
    questions: tuple[Question, ...]
    extra: Extra = field(default_factory=dict, hash=False)
    keys: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lens:
    """A whole questionnaire. `extension` is the object under the key `x-wellarch`, verbatim."""

    name: str
    description: str
    pillars: tuple[Pillar, ...]
    schema_version: str = SCHEMA_VERSION
    extra: Extra = field(default_factory=dict, hash=False)
    extension: Extra = field(default_factory=dict, hash=False)
    keys: tuple[str, ...] = field(default=(), compare=False, repr=False)
    questions: tuple[Question, ...] = field(init=False, compare=False, repr=False)
    _places: dict[str, tuple[Pillar, Question]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        pairs = [(pillar, question) for pillar in self.pillars for question in pillar.questions]
        object.__setattr__(self, "questions", tuple(question for _, question in pairs))
        places = {question.id: (pillar, question) for pillar, question in reversed(pairs)}
        object.__setattr__(self, "_places", places)

    def question(self, question_id: str) -> Question | None:
        place = self._places.get(question_id)
        return place[1] if place else None

    def pillar_of(self, question_id: str) -> Pillar:
        """The pillar of a question. Raises KeyError for an id that is not in the lens."""
        return self._places[question_id][0]
