"""The risk that the rules of a question give to a selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pillars.analysis.calculator import Calculator, Operation
from pillars.analysis.findings import Computed, Json
from pillars.analysis.kinds import ListOf, OneOf, Reading, expected
from pillars.analysis.records import Record, given
from pillars.analysis.texts import _, say
from pillars.questionnaire.conditions import MAX_LENGTH, Condition, ConditionError, evaluate, parse


@dataclass(frozen=True, slots=True)
class Spelled:
    """The kind of input that is a condition, as a lens spells it."""

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        if not isinstance(value, str):
            return expected(reading, path, _("a text"), value)
        try:
            return parse(value)
        except ConditionError as error:
            return reading.refuse(path, "{message}", message=error.message)

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "maxLength": MAX_LENGTH}


@dataclass(frozen=True, slots=True)
class Id:
    """Any text: an id that no rule names does no harm."""

    def read(self, value: Json, path: str, reading: Reading) -> Any:
        return value if isinstance(value, str) else expected(reading, path, _("a text"), value)

    def schema(self) -> dict[str, Json]:
        return {"type": "string"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    condition: Condition = given(Spelled(), _("Condition"))
    risk: str = given(
        OneOf({"HIGH_RISK": _("high"), "MEDIUM_RISK": _("medium"), "NO_RISK": _("none")}), _("Risk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    rules: tuple[Rule, ...] = given(ListOf(Record(Rule), most=100), _("Rules"), key="riskRules")
    selected: tuple[str, ...] = given(ListOf(Id()), _("Selected choices"))


def _risk(given: Rules) -> Computed:
    chosen = frozenset(given.selected)
    for place, rule in enumerate(given.rules):
        if evaluate(rule.condition, chosen):
            return Computed({"risk": rule.risk, "rule": place})
    warning = say(_("No rule is true for this selection; it counts as high risk."))
    return Computed({"risk": "HIGH_RISK", "rule": None}, (warning,))


RISK_RULES = Calculator(
    name="risk_rules",
    title=_("Risk rules"),
    help=_("The risk that the rules of a question give to a selection of choices."),
    operations=(
        Operation(
            name="rate",
            inputs=Rules,
            compute=_risk,
            default=True,
            title=_("Risk of a selection"),
            formula=_("The first rule, in the order written, whose condition is true."),
            assumptions=(_("An empty selection is a selection like any other."),),
            source="AWS Well-Architected Tool, custom lens format 2021-11-01",
        ),
    ),
)
