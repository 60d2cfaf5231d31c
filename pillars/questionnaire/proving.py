"""What the rules of a question do to every selection there is.

A set of selections is one whole number: bit s stands for the selection whose members are the bits
of s. So a rule with 15 choices is a few operations on numbers of 32,768 bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_, or_

from .conditions import And, Condition, Default, Name, Not, Or, names
from .content import Question, Risk, Severity

# The published number of choices of a question. One more doubles the work.
MAX_NAMES = 15

_GRAVITY = (Risk.NONE, Risk.MEDIUM, Risk.HIGH)
# The gravest first: one example is told.
_RISES = ((Risk.NONE, Risk.HIGH), (Risk.NONE, Risk.MEDIUM), (Risk.MEDIUM, Risk.HIGH))


@dataclass(frozen=True, slots=True)
class Rise:
    """One more practice makes it worse."""

    selection: tuple[str, ...]
    added: str
    low: Risk
    high: Risk


@dataclass(frozen=True, slots=True)
class Proof:
    """What is true of a question, whatever is selected.

    Of each rule, `possible` tells whether some selection fulfils it, and `firing` whether one
    reaches it. `unrated` is a selection that no rule rates; `risks` are those that answers can
    have; `rise` is one example.
    """

    possible: tuple[bool, ...]
    firing: tuple[bool, ...]
    unrated: tuple[str, ...] | None
    risks: frozenset[Risk]
    rise: Rise | None


def names_in_rules(question: Question) -> tuple[str, ...]:
    """The choices that the rules speak of, in the order they do."""
    found = (name for rule in question.rules for name in names(rule.condition))
    return tuple(dict.fromkeys(found))


def prove(question: Question) -> Proof | None:
    """The proof for a question; None if its rules name more than MAX_NAMES choices.

    Every combination counts as a selection, for the page forbids none. Only where the lens has a
    "none of these" of its own and the rules name every choice can nobody answer with nothing.
    """
    named = names_in_rules(question)
    if len(named) > MAX_NAMES:
        return None
    every = (1 << (1 << len(named))) - 1
    members = {name: selections_with(place, len(named)) for place, name in enumerate(named)}
    true = [selections_where(rule.condition, members, every) for rule in question.rules]
    can_be_empty = question.offers_none or _some_choice_unnamed(question, named)
    fired, unrated = _first_come(true, every if can_be_empty else every - 1)
    levels = _levels(question, fired, unrated)
    sensible = _without_none(question, members, every)
    return Proof(
        possible=tuple(mask != 0 for mask in true),
        firing=tuple(mask != 0 for mask in fired),
        unrated=_simplest(unrated & sensible or unrated, members),
        risks=frozenset(risk for risk, mask in levels.items() if mask),
        rise=_rise({risk: mask & sensible for risk, mask in levels.items()}, members),
    )


def _some_choice_unnamed(question: Question, named: Sequence[str]) -> bool:
    return any(choice.id not in named for choice in question.choices)


def _first_come(true: Sequence[int], answered: int) -> tuple[list[int], int]:
    """For each rule the selections that it rates, and those that are left at the end."""
    fired, left = [], answered
    for mask in true:
        fired.append(left & mask)
        left &= ~mask
    return fired, left


def derived_severities(question: Question) -> dict[str, Severity]:
    """How grave it is that one practice alone is missing, for each choice: HIGH or MEDIUM if that
    is the risk of the question when all others are selected, else LOW."""
    practices = [choice.id for choice in question.choices if not choice.reads_as_none]
    # One bit a practice here: the selection that holds all but this one.
    every = (1 << len(practices)) - 1
    members = {name: every & ~(1 << place) for place, name in enumerate(practices)}
    true = [selections_where(rule.condition, members, every) for rule in question.rules]
    levels = _levels(question, *_first_come(true, every))
    derived = dict.fromkeys((choice.id for choice in question.choices), Severity.LOW)
    for place, name in enumerate(practices):
        derived[name] = _severity_of(levels, 1 << place)
    return derived


def _severity_of(levels: Mapping[Risk, int], selection: int) -> Severity:
    if levels[Risk.HIGH] & selection:
        return Severity.HIGH
    return Severity.MEDIUM if levels[Risk.MEDIUM] & selection else Severity.LOW


def selections_where(condition: Condition, members: Mapping[str, int], every: int) -> int:
    """The set of selections for which a condition holds."""
    match condition:
        case Name(choice_id):
            return members.get(choice_id, 0)
        case Not(operand):
            return every & ~selections_where(operand, members, every)
        case And(operands):
            return reduce(and_, (selections_where(o, members, every) for o in operands), every)
        case Or(operands):
            return reduce(or_, (selections_where(o, members, every) for o in operands), 0)
        case Default():
            return every


@lru_cache(maxsize=256)
def selections_with(place: int, count: int) -> int:
    """Of `count` choices, the set of selections that hold the choice at `place` (from 0)."""
    half = 1 << place
    block = ((1 << half) - 1) << half
    repeats = ((1 << (1 << count)) - 1) // ((1 << 2 * half) - 1)
    return block * repeats


def _levels(question: Question, fired: Sequence[int], unrated: int) -> dict[Risk, int]:
    levels = dict.fromkeys(_GRAVITY, 0)
    for rule, mask in zip(question.rules, fired, strict=True):
        levels[rule.risk] = levels.get(rule.risk, 0) | mask
    levels[Risk.HIGH] |= unrated
    return levels


def _without_none(question: Question, members: Mapping[str, int], every: int) -> int:
    """The selections without any "none of these": beside a practice it contradicts."""
    kept = every
    for name, holding in members.items():
        choice = question.choice(name)
        if choice is not None and choice.reads_as_none:
            kept &= ~holding
    return kept


def _simplest(selections: int, members: Mapping[str, int]) -> tuple[str, ...] | None:
    """A selection of the set, with as few members as leaving out one after the other gives."""
    if not selections:
        return None
    for holding in members.values():
        selections = selections & ~holding or selections
    return tuple(name for name, holding in members.items() if selections & holding)


def _rise(levels: Mapping[Risk, int], members: Mapping[str, int]) -> Rise | None:
    for low, high in _RISES:
        for place, (name, holding) in enumerate(members.items()):
            worse = levels[low] & ((levels[high] & holding) >> (1 << place))
            selection = _simplest(worse, members)
            if selection is not None:
                return Rise(selection, name, low, high)
    return None
