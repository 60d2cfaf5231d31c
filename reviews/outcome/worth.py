"""What a level of a question is worth to its review, as one whole number.

First the questions at high risk, then those at medium risk, then the low score, then less effort,
then ids: each of them counts only where all before it are equal. So sums over questions compare
as the whole review does, without rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import lcm

from pillars.questionnaire.content import Risk
from reviews.outcome.scoring import CAPS, WEIGHTS, Outcome, QuestionOutcome

TENTHS = {risk: round(10 * cap) for risk, cap in CAPS.items()}


@dataclass(frozen=True, slots=True)
class Gain:
    """Questions at high and at medium risk that are cleared, and points of the low score."""

    high: int
    medium: int
    points: float


def high_cleared(before: Risk, after: Risk) -> int:
    """1 for a question that leaves high risk, -1 for one that gets there."""
    return (before is Risk.HIGH) - (after is Risk.HIGH)


def medium_cleared(before: Risk, after: Risk) -> int:
    """1 for a question from medium to no risk, -1 for one that goes the other way.

    What leads from high to medium risk is counted above, not here.
    """
    cleared = before is Risk.MEDIUM and after is Risk.NONE
    return cleared - (before is Risk.NONE and after is Risk.MEDIUM)


@dataclass(frozen=True, slots=True)
class Shares:
    """The score of one question in whole numbers: `unit` a tenth of a point of its weight."""

    done: int
    total: int
    unit: int

    def of(self, done: int, risk: Risk) -> int:
        return self.unit * min(10 * done, TENTHS[risk] * self.total)


@dataclass(frozen=True)
class Scale:
    shares: Mapping[str, Shares]
    whole: int  # what a low score of 100 is
    most: int  # of questions

    @classmethod
    def of(cls, outcome: Outcome) -> Scale:
        pillar_sums = {
            id(question): sum(one.part.weight for one in pillar.questions if one.part)
            for pillar in outcome.pillars
            for question in pillar.questions
        }
        scored = sum(not pillar.span.is_empty for pillar in outcome.pillars)
        shares = {}
        denominators = {
            one.question.id: int(pillar_sums[id(one)]) * 10 * sum(_weights(one))
            for one in outcome.questions
            if one.part
        }
        common = lcm(*denominators.values())
        for one in outcome.questions:
            if one.part:
                unit = int(one.part.weight) * common // denominators[one.question.id]
                done = sum(_weights(one, one.sheet.selected))
                shares[one.question.id] = Shares(done, sum(_weights(one)), unit)
        return cls(shares, common * max(scored, 1), len(shares))

    def value(self, before: QuestionOutcome, risk: Risk, done: int) -> int:
        """Of a question that gets to this risk with this weight in place, against today."""
        share = self.shares.get(before.question.id)
        points = share.of(done, risk) - share.of(share.done, before.risk) if share else 0
        high = high_cleared(before.risk, risk)
        medium = medium_cleared(before.risk, risk)
        return (high * self._levels + medium) * self._points + points

    def gain(self, value: int) -> Gain:
        levels, points = _split(value, self._points)
        high, medium = _split(levels, self._levels)
        return Gain(high, medium, 100 * points / self.whole)

    @property
    def _points(self) -> int:
        return 2 * self.whole + 1

    @property
    def _levels(self) -> int:
        return 2 * self.most + 1


def _split(number: int, base: int) -> tuple[int, int]:
    """number = first * base + second, with second on either side of zero."""
    half = base // 2
    first, second = divmod(number + half, base)
    return first, second - half


def _weights(one: QuestionOutcome, ids: Iterable[str] | None = None) -> list[int]:
    """Of the practices that apply, or those of them with these ids."""
    applicable = [c for c in one.question.practices if c.id not in one.sheet.set_aside]
    chosen = applicable if ids is None else [c for c in applicable if c.id in set(ids)]
    return [WEIGHTS[choice.severity] for choice in chosen]
