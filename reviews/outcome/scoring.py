"""Score, coverage and counts of a review, computed on values.

A score is a span: `low` counts what is unanswered as missing, `high` as in place. It is 0 to 100,
never without its coverage, and no finer than about five points (docs/scoring.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk, Severity
from pillars.questionnaire.rating import Rating
from reviews.outcome.answers import UNSAID, Sheet

WEIGHTS = {Severity.HIGH: 4, Severity.MEDIUM: 2, Severity.LOW: 1}
CAPS = {Risk.HIGH: 0.5, Risk.MEDIUM: 0.8, Risk.NONE: 1.0}


@dataclass(frozen=True, slots=True)
class Part:
    """One question in a sum: its weight, and its value 0..1, or None while unanswered."""

    weight: float
    value: float | None


@dataclass(frozen=True, slots=True)
class Span:
    """low, high and coverage in percent; all None when nothing is applicable."""

    low: float | None
    high: float | None
    coverage: float | None

    @property
    def is_empty(self) -> bool:
        return self.low is None


NOTHING = Span(None, None, None)


@dataclass(frozen=True, slots=True)
class Counts:
    high: int = 0
    medium: int = 0
    none: int = 0
    unanswered: int = 0
    not_applicable: int = 0

    @property
    def total(self) -> int:
        return self.high + self.medium + self.none + self.unanswered + self.not_applicable

    @property
    def answered(self) -> int:
        return self.total - self.unanswered

    def of(self, risk: Risk) -> int:
        return int(getattr(self, risk.value.lower()))


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    question: Question
    sheet: Sheet
    rating: Rating
    part: Part | None

    @property
    def risk(self) -> Risk:
        return self.rating.risk

    @property
    def missing(self) -> tuple[Choice, ...]:
        """The applicable practices that are not in place, gravest first."""
        here = self.sheet.selected | self.sheet.set_aside
        missing = (choice for choice in self.question.practices if choice.id not in here)
        return tuple(sorted(missing, key=lambda choice: -WEIGHTS[choice.severity]))


@dataclass(frozen=True, slots=True)
class PillarOutcome:
    pillar: Pillar
    questions: tuple[QuestionOutcome, ...]
    span: Span
    counts: Counts
    reason_set_aside: str = ""

    @property
    def practices_set_aside(self) -> int:
        return sum(
            len(outcome.sheet.set_aside)
            for outcome in self.questions
            if outcome.risk is not Risk.NOT_APPLICABLE
        )

    @property
    def worst(self) -> Risk:
        for risk in (Risk.HIGH, Risk.MEDIUM, Risk.UNANSWERED, Risk.NONE):
            if self.counts.of(risk):
                return risk
        return Risk.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole review: its span is the mean of its pillars, beside the weakest of them."""

    lens: Lens
    pillars: tuple[PillarOutcome, ...]
    span: Span
    counts: Counts

    @property
    def questions(self) -> tuple[QuestionOutcome, ...]:
        return tuple(outcome for pillar in self.pillars for outcome in pillar.questions)

    @property
    def weakest(self) -> PillarOutcome | None:
        """The pillar of the smallest low value; None below half coverage: none is worst there."""
        scored = [pillar for pillar in self.pillars if not pillar.span.is_empty]
        if not scored or (self.span.coverage or 0) < 50:
            return None
        return min(scored, key=lambda pillar: pillar.span.low or 0)


def score(
    lens: Lens, sheets: Mapping[str, Sheet], pillars_set_aside: Mapping[str, str] | None = None
) -> Outcome:
    """Judge every question of a lens and sum up by pillar.

    `sheets` maps question ids to what was said; a question without one is unanswered.
    `pillars_set_aside` maps ids of pillars that do not apply to the reason.
    """
    reasons = pillars_set_aside or {}
    pillars = tuple(_pillar(pillar, sheets, reasons.get(pillar.id, "")) for pillar in lens.pillars)
    parts = [outcome.part for pillar in pillars for outcome in pillar.questions]
    return Outcome(
        lens,
        pillars,
        _mean([pillar.span for pillar in pillars], span(parts).coverage),
        counts([o for pillar in pillars for o in pillar.questions]),
    )


def _pillar(pillar: Pillar, sheets: Mapping[str, Sheet], reason: str) -> PillarOutcome:
    aside = Sheet(not_applicable=True, reason=reason) if reason else None
    outcomes = tuple(judge(q, aside or sheets.get(q.id, UNSAID)) for q in pillar.questions)
    return PillarOutcome(
        pillar, outcomes, span([o.part for o in outcomes]), counts(outcomes), reason
    )


def judge(question: Question, sheet: Sheet) -> QuestionOutcome:
    rating = sheet.rating(question)
    return QuestionOutcome(question, sheet, rating, _part(question, sheet, rating.risk))


def _part(question: Question, sheet: Sheet, risk: Risk) -> Part | None:
    """None when the question leaves both sums: it does not apply, or none of its practices does."""
    if risk is Risk.NOT_APPLICABLE:
        return None
    applicable = [c for c in question.practices if c.id not in sheet.set_aside]
    done = [c.id in sheet.selected for c in applicable]
    return weigh([c.severity for c in applicable], done, risk)


def weigh(severities: Sequence[Severity], done: Sequence[bool], risk: Risk) -> Part | None:
    """The part of a question in the sums, from severity and state of what is applicable in it."""
    if not severities:
        return None
    weights = [WEIGHTS[severity] for severity in severities]
    weight = max(weights)
    if risk is Risk.UNANSWERED:
        return Part(weight, None)
    share = sum(w for w, is_done in zip(weights, done, strict=True) if is_done) / sum(weights)
    return Part(weight, min(share, CAPS[risk]))


def span(parts: Iterable[Part | None]) -> Span:
    present = [part for part in parts if part is not None]
    total = sum(part.weight for part in present)
    if not total:
        return NOTHING
    answered = sum(part.weight for part in present if part.value is not None)
    low = sum(part.weight * (part.value or 0) for part in present)
    return Span(100 * low / total, 100 * (low + total - answered) / total, 100 * answered / total)


def _mean(spans: Collection[Span], coverage: float | None) -> Span:
    lows = [one.low for one in spans if one.low is not None]
    highs = [one.high for one in spans if one.high is not None]
    if not lows:
        return NOTHING
    return Span(sum(lows) / len(lows), sum(highs) / len(highs), coverage)


def counts(outcomes: Iterable[QuestionOutcome]) -> Counts:
    found = [outcome.risk for outcome in outcomes]
    return Counts(*(found.count(risk) for risk in Risk))
