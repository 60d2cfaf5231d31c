"""What the answers propose for the plan: each missing practice of each question at risk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from pillars.questionnaire.content import Choice, Pillar, Risk
from reviews.outcome.items import ticked
from reviews.outcome.scoring import WEIGHTS, QuestionOutcome, judge
from reviews.outcome.standing import OpenRisk, standing
from reviews.outcome.state import State


@dataclass(frozen=True, slots=True)
class Proposal:
    """A practice to put in place. Where a risk has no missing practice, its question as a whole."""

    alias: str
    pillar: Pillar
    outcome: QuestionOutcome
    choice: Choice | None
    lowers: bool

    @property
    def key(self) -> str:
        choice_id = self.choice.id if self.choice else ""
        return proposal_key(self.alias, self.outcome.question.id, choice_id)

    @property
    def risk(self) -> Risk:
        return self.outcome.risk

    @property
    def title(self) -> str:
        return self.choice.title if self.choice else self.outcome.question.title

    @property
    def improvement(self) -> str:
        link = self.choice.improvement if self.choice else None
        return link.text if link else ""

    @property
    def severity(self) -> str:
        return self.choice.severity.value if self.choice else self.risk.value

    @property
    def effort(self) -> float | None:
        return self.choice.effort if self.choice else None


def proposal_key(alias: str, question_id: str, choice_id: str) -> str:
    """One word for all three; the ids of a lens may hold any character."""
    return "/".join(quote(part, safe="") for part in (alias, question_id, choice_id))


def proposals(state: State) -> tuple[Proposal, ...]:
    """Most urgent first; what an open plan item is about is proposed no more."""
    planned = {
        (item.alias, item.question_id, item.choice_id) for item in state.plan if not item.is_done
    }
    return tuple(
        one
        for risk in standing(state).risks
        for one in _of(risk)
        if (one.alias, one.outcome.question.id, one.choice.id if one.choice else "") not in planned
    )


def _of(risk: OpenRisk) -> Iterator[Proposal]:
    outcome = risk.outcome
    missing = [choice for choice in outcome.missing if not choice.reads_as_none]
    if not missing:
        yield Proposal(risk.alias, risk.pillar, outcome, None, lowers=True)
    enough = {choice.id for choice in missing if _lowers(outcome, choice)}
    order = sorted(missing, key=lambda c: (-WEIGHTS[c.severity], c.id not in enough))
    for choice in order:
        yield Proposal(risk.alias, risk.pillar, outcome, choice, choice.id in enough)


def _lowers(outcome: QuestionOutcome, choice: Choice) -> bool:
    """Whether this practice alone changes the risk of its question."""
    after = ticked(outcome.question, outcome.sheet, frozenset({choice.id}))
    return judge(outcome.question, after).risk is not outcome.risk


def accepted_risks(state: State, on: date) -> tuple[OpenRisk, ...]:
    """The high risks that somebody bears that day. They stay high, and in the score."""
    return tuple(
        risk
        for risk in standing(state).risks
        if risk.outcome.risk is Risk.HIGH and any(item.is_accepted(on) for item in risk.plan)
    )
