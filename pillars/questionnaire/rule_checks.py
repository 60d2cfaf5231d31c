"""What is wrong with the rules of a question, and what they do that their author may not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .conditions import Default, names
from .content import Question, Risk
from .problems import Finding, finding
from .proving import MAX_NAMES, Proof, Rise, names_in_rules, prove
from .rating import by_rules

RISK_NAMES = {Risk.HIGH: "HIGH_RISK", Risk.MEDIUM: "MEDIUM_RISK", Risk.NONE: "NO_RISK"}


def rule_findings(question: Question, place: str, *, analyse: bool) -> Iterator[Finding]:
    """Errors of the rules; and if there are none and `analyse` is set, what the rules do."""
    errors = [*_repeated(question, place), *_unknown_names(question, place)]
    yield from errors
    if analyse and not errors:
        yield from _analysis(question, place)


def _repeated(question: Question, place: str) -> Iterator[Finding]:
    """Two rules for one risk, or two defaults."""
    first: dict[object, str] = {}
    for number, rule in enumerate(question.rules):
        here = f"{place}/riskRules/{number}"
        if rule.risk in RISK_NAMES and first.setdefault(rule.risk, here) != here:
            params = {"risk": RISK_NAMES[rule.risk], "first": first[rule.risk], "second": here}
            yield finding("risk-twice", here, **params)
        if rule.condition == Default() and first.setdefault("default", here) != here:
            yield finding("default-twice", here, first=first["default"], second=here)


def _unknown_names(question: Question, place: str) -> Iterator[Finding]:
    if any(not choice.id for choice in question.choices):
        return  # the name may mean the choice whose id is missing
    known = ", ".join(choice.id for choice in question.choices) or "-"
    for number, rule in enumerate(question.rules):
        for name in names(rule.condition):
            if question.choice(name) is None:
                here = f"{place}/riskRules/{number}/condition"
                yield finding("condition-unknown-choice", here, id=name, choices=known)


def _analysis(question: Question, place: str) -> Iterator[Finding]:
    proof = prove(question)
    rules = f"{place}/riskRules"
    if proof is None:
        yield from _not_analysed(question, rules)
    else:
        yield from _gaps(question, proof, rules)
        yield from _never(question, proof, rules)
        yield from _rise(proof.rise, rules)
    if proof is None or len(proof.risks) > 1:
        yield from _extremes(question, rules)
    yield from _silent_choices(question, place)


def _not_analysed(question: Question, rules: str) -> Iterator[Finding]:
    count = len(names_in_rules(question))
    yield finding("rules-not-analysed", rules, count=count, limit=MAX_NAMES)
    if not _has_default(question):
        yield finding("default-unknown", rules)


def _has_default(question: Question) -> bool:
    return any(rule.condition == Default() for rule in question.rules)


def _gaps(question: Question, proof: Proof, rules: str) -> Iterator[Finding]:
    if proof.unrated is not None:
        yield finding("selection-unrated", rules, selection=_spelled(proof.unrated))
    elif not _has_default(question):
        yield finding("default-missing", rules)


def _never(question: Question, proof: Proof, rules: str) -> Iterator[Finding]:
    for number, rule in enumerate(question.rules):
        here, risk = f"{rules}/{number}", RISK_NAMES[rule.risk]
        if not proof.possible[number]:
            yield finding("condition-never-true", f"{here}/condition", risk=risk)
        elif not proof.firing[number]:
            yield finding("rule-never-fires", here, risk=risk)
    if len(proof.risks) == 1:
        yield finding("risk-constant", rules, risk=RISK_NAMES[min(proof.risks)])


def _rise(rise: Rise | None, rules: str) -> Iterator[Finding]:
    if rise is not None:
        low, high = RISK_NAMES[rise.low], RISK_NAMES[rise.high]
        params = {"choice": rise.added, "selection": ", ".join(rise.selection) or "nothing"}
        yield finding("risk-rises", rules, low=low, high=high, **params)


def _extremes(question: Question, rules: str) -> Iterator[Finding]:
    """What the best and the worst team get."""
    nones = {choice.id for choice in question.choices if choice.reads_as_none}
    practices = {choice.id for choice in question.choices} - nones
    risk = by_rules(question, practices).risk
    if practices and risk is not Risk.NONE:
        if by_rules(question, practices | nones).risk is Risk.NONE:
            yield finding("none-needed", rules, choices=_spelled(sorted(nones)))
        else:
            yield finding("all-selected-risk", rules, risk=RISK_NAMES[risk])
    if by_rules(question, nones).risk is Risk.NONE:
        yield finding("none-selected-safe", rules)


def _silent_choices(question: Question, place: str) -> Iterator[Finding]:
    named = set(names_in_rules(question))
    silent = [c.id for c in question.practices if c.id not in named]
    if silent:
        yield finding("choice-in-no-rule", f"{place}/choices", choices=_spelled(silent))


def _spelled(selection: Collection[str]) -> str:
    return ", ".join(selection) or "the empty selection"
