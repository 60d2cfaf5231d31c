"""Finding one's way through a questionnaire: the tree, next and previous, search."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from pillars.questionnaire.content import Lens, Question, Risk
from reviews.outcome.scoring import Outcome, PillarOutcome, QuestionOutcome

SHOWS = ("all", "unanswered", "flagged", "high", "mine")
FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Branch:
    """A pillar of the tree with the questions that the chosen filter lets through."""

    pillar: PillarOutcome
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Leaf:
    outcome: QuestionOutcome
    flagged: bool
    is_mine: bool

    @property
    def question(self) -> Question:
        return self.outcome.question

    def passes(self, show: str) -> bool:
        return {
            "unanswered": self.outcome.risk is Risk.UNANSWERED,
            "flagged": self.flagged,
            "high": self.outcome.risk is Risk.HIGH,
            "mine": self.is_mine,
        }.get(show, True)


@dataclass(frozen=True)
class Step:
    """One question on the track of progress, which is not the score."""

    id: str
    is_answered: bool


def track(outcome: Outcome) -> list[Step]:
    return [Step(one.question.id, one.risk is not Risk.UNANSWERED) for one in outcome.questions]


def tree(
    outcome: Outcome, *, show: str, flagged: Collection[str], mine: Collection[str]
) -> tuple[Branch, ...]:
    return tuple(
        Branch(pillar, tuple(leaf for leaf in _leaves(pillar, flagged, mine) if leaf.passes(show)))
        for pillar in outcome.pillars
    )


def _leaves(
    pillar: PillarOutcome, flagged: Collection[str], mine: Collection[str]
) -> tuple[Leaf, ...]:
    return tuple(
        Leaf(one, one.question.id in flagged, one.question.id in mine) for one in pillar.questions
    )


def first_open(outcome: Outcome) -> Question | None:
    """The first unanswered question, else the first; None in a lens that asks nothing."""
    unanswered = (one.question for one in outcome.questions if one.risk is Risk.UNANSWERED)
    return next(unanswered, next((one.question for one in outcome.questions), None))


@dataclass(frozen=True)
class Place:
    """Where a question stands among its neighbours; None at an end."""

    number: int
    total: int
    previous: Question | None
    next: Question | None
    next_unanswered: Question | None


def place(lens: Lens, question: Question, risks: Mapping[str, str]) -> Place:
    """`risks` maps the ids of stored answers to their risk."""
    questions = lens.questions
    here = [one.id for one in questions].index(question.id)
    following = questions[here + 1 :] + questions[:here]
    unanswered = (q for q in following if risks.get(q.id, Risk.UNANSWERED) == Risk.UNANSWERED)
    return Place(
        number=here + 1,
        total=len(questions),
        previous=questions[here - 1] if here else None,
        next=questions[here + 1] if here + 1 < len(questions) else None,
        next_unanswered=next(unanswered, None),
    )


def found(lens: Lens, words: str) -> list[Question]:
    """The questions in which every word occurs, in titles, descriptions or practices."""
    wanted = _same(words).split()
    if not wanted:
        return []
    hits = (q for q in lens.questions if all(word in _text(q) for word in wanted))
    return [question for question, _number in zip(hits, range(FOUND_AT_MOST), strict=False)]


def _text(question: Question) -> str:
    parts = [question.id, question.title, question.description]
    parts += [choice.title for choice in question.choices]
    return _same(" ".join(parts))


def _same(text: str) -> str:
    """Without case, and composed: Korean typed on a Mac arrives in parts."""
    return normalize("NFC", text.casefold())
