"""Database choice: ten families ranked by nine answers, some knocked out for a stated reason.

    score(f) = 100 x sum of weight x fit / (3 x sum of weight) over the answered questions

The matrix, the knock-outs and the products with their dates are in `families.json`. Sources: AWS
Well-Architected PERF04-BP01 (2022), Azure Architecture Center "Understand data models" (2025).
Matrix and reference scenarios come from one hand: this shows consistency, not validity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .calculator import Calculator, Operation
from .database_texts import ANSWERS, QUESTIONS, REASONS
from .families import CLOSE_CALL, FAMILIES, fit, knockouts, products, weight
from .findings import Computed, Outputs
from .kinds import Flag, OneOf
from .records import Record, fields_of, given
from .texts import Said, _, say


def _question(name: str) -> Any:
    return given(OneOf(ANSWERS[name]), QUESTIONS[name], default=None)


def _durable() -> Any:
    label = _("Memory can be durable")
    return given(
        Flag(), label, _("A cluster in memory may be the system of record."), default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Nine answers, each optional; one left out counts in neither sum."""

    access: str | None = _question("access")
    shape: str | None = _question("shape")
    integrity: str | None = _question("integrity")
    transactions: str | None = _question("transactions")
    latency: str | None = _question("latency")
    role: str | None = _question("role")
    scale: str | None = _question("scale")
    patterns_known: str | None = _question("patterns_known")
    schema: str | None = _question("schema")
    durable_memory: bool = _durable()

    @property
    def given(self) -> dict[str, str]:
        """The questions that are answered."""
        names = (field.key for field in fields_of(Answers) if field.key in QUESTIONS)
        answers = {name: getattr(self, name) for name in names}
        return {name: answer for name, answer in answers.items() if answer is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    answers: Answers = given(Record(Answers), _("Answers"))
    durable_memory: bool = _durable()


def _choose(given: Choice) -> Computed:
    answers = given.answers.given
    out = knockouts(answers, given.durable_memory or given.answers.durable_memory)
    points = {family: _points(answers, family) for family in FAMILIES}
    alive = [family for family in FAMILIES if family not in out]
    ranked = sorted(alive, key=lambda family: -points[family]) if answers else []
    lost = sorted((f for f in FAMILIES if f in out), key=lambda family: -points[family])
    most = 3 * sum(weight(question, answer) for question, answer in answers.items())
    scores = {f: round(100 * points[f] / most, 2) if most else None for f in FAMILIES}
    outputs: Outputs = {
        **_best(ranked, scores),
        "alive": sorted(alive),
        "knocked_out": sorted(out),
        "ranking": [_row(family, answers, scores, out) for family in [*ranked, *lost]],
        "close_call": _margin(ranked, scores) < CLOSE_CALL,
        "contradictory": len(alive) < 2,
    }
    return Computed(outputs, _warnings(answers, ranked, scores, alive))


def _points(answers: Mapping[str, str], family: str) -> int:
    return sum(_contribution(question, answer, family) for question, answer in answers.items())


def _contribution(question: str, answer: str, family: str) -> int:
    return weight(question, answer) * fit(question, answer, family)


def _best(ranked: Sequence[str], scores: Mapping[str, float | None]) -> Outputs:
    top = ranked[0] if ranked else None
    second = ranked[1] if len(ranked) > 1 else None
    return {"top": top, "score": scores[top] if top else None, "second": second}


def _margin(ranked: Sequence[str], scores: Mapping[str, float | None]) -> float:
    if len(ranked) < 2:
        return 100.0
    return (scores[ranked[0]] or 0) - (scores[ranked[1]] or 0)


def _row(
    family: str,
    answers: Mapping[str, str],
    scores: Mapping[str, float | None],
    out: Mapping[str, tuple[str, ...]],
) -> Outputs:
    """A family in the ranking: points of every answer, reasons against it, products with dates."""
    return {
        "family": family,
        "score": scores[family],
        "contributions": {q: _contribution(q, answer, family) for q, answer in answers.items()},
        "reasons": [REASONS[code] for code in out.get(family, ())],
        "products": products(family),
    }


def _warnings(
    answers: Mapping[str, str],
    ranked: Sequence[str],
    scores: Mapping[str, float | None],
    alive: Sequence[str],
) -> tuple[Said, ...]:
    found = []
    if not answers:
        found.append(say(_("No question is answered, so nothing is ranked.")))
    if len(alive) < 2:
        found.append(say(_("The demands contradict each other: at most one family survives.")))
    if _margin(ranked, scores) < CLOSE_CALL:
        sentence = _("A close call: {top} and {second} are less than {margin} points apart.")
        found.append(say(sentence, top=ranked[0], second=ranked[1], margin=CLOSE_CALL))
    return tuple(found)


DATABASE = Calculator(
    name="database",
    title=_("Database choice"),
    help=_("Which families of databases fit nine answers about a store, and which cannot."),
    operations=(
        Operation(
            name="choose",
            inputs=Choice,
            compute=_choose,
            default=True,
            title=_("Families ranked"),
            formula=_(
                "100 x sum of weight x fit (0 to 3) / (3 x sum of weights) over the answered "
                "questions; a family knocked out is never chosen."
            ),
            assumptions=(
                _("Weights and fits are a judgement; differences below 10 points mean little."),
                _("Cost, skills at hand and operations are not asked."),
            ),
            source="AWS Well-Architected PERF04-BP01 (2022); Azure, Understand data models (2025)",
        ),
    ),
)
