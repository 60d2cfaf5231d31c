"""A rule in words: what has to be in place, or missing, in the titles that the reader sees.

A condition becomes a `Statement`: words of ours, and what they speak of, which a page shows as a
list. Negations are moved inwards first, so that no statement says "not (...)", and choices that
are asked for in the same way are named together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from pillars.questionnaire.conditions import And, Condition, Default, Name, Not, Or
from pillars.questionnaire.content import Choice, Question

Part: TypeAlias = "str | Statement"


@dataclass(frozen=True, slots=True)
class Statement:
    """`lead` and, after a colon, titles and statements; joined by "or" if any of them is enough."""

    lead: str
    parts: tuple[Part, ...] = ()
    any: bool = False

    def __str__(self) -> str:
        """All in one line."""
        if not self.parts:
            return self.lead
        if self.titles:
            return f"{self.lead}: {_listed([quoted(title) for title in self.titles], self.any)}"
        clauses = [f"({part})" if part.is_compound else str(part) for part in self.statements]
        return (_(", or ") if self.any else _(", and ")).join(clauses)

    @property
    def statements(self) -> list[Statement]:
        return [part for part in self.parts if isinstance(part, Statement)]

    @property
    def titles(self) -> list[str]:
        return [part for part in self.parts if isinstance(part, str)]

    @property
    def is_compound(self) -> bool:
        return bool(self.statements)


def condition_words(condition: Condition, question: Question) -> str:
    """When a rule applies, as the rest of a sentence."""
    return str(statement(condition, question))


def statement(condition: Condition, question: Question) -> Statement:
    if isinstance(condition, Default):
        is_first = bool(question.rules) and question.rules[0].condition == condition
        return Statement(_("in every case") if is_first else _("in every other case"))
    return _said(_positive(condition, False), question)


def quoted(title: str) -> str:
    return _("“%(title)s”") % {"title": title}


def _listed(parts: Sequence[str], any: bool) -> str:
    if len(parts) == 1:
        return parts[0]
    words = {"parts": ", ".join(parts[:-1]), "last": parts[-1]}
    return (_("%(parts)s or %(last)s") if any else _("%(parts)s and %(last)s")) % words


def _positive(condition: Condition, negated: bool) -> Condition:
    """The same condition with `Not` before names only, and no `And` directly in an `And`."""
    match condition:
        case Not(operand):
            return _positive(operand, not negated)
        case And(operands) | Or(operands):
            kind: type[And] | type[Or] = And if isinstance(condition, And) is not negated else Or
            parts = tuple(_flat(kind, (_positive(one, negated) for one in operands)))
            return parts[0] if len(parts) == 1 else kind(parts)
    return Not(condition) if negated else condition


def _flat(kind: type[And] | type[Or], parts: Iterable[Condition]) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.operands
        else:
            yield part


class _Sorted(NamedTuple):
    """What an `And` or `Or` speaks of: practices in place, practices missing, the rest."""

    present: list[Choice]
    missing: list[Choice]
    others: list[Statement]


def _said(condition: Condition, question: Question) -> Statement:
    any = isinstance(condition, Or)
    operands = condition.operands if isinstance(condition, And | Or) else (condition,)
    found = _sorted(operands, question)
    said = []
    if found.present:
        said.append(_in_place(found.present, any, question))
    if found.missing:
        said.append(_lacking(found.missing, any, question))
    said += found.others
    if len(said) == 1:
        return said[0]
    return Statement(_("one of these is enough") if any else _("all of this"), tuple(said), any)


def _sorted(operands: Iterable[Condition], question: Question) -> _Sorted:
    found = _Sorted([], [], [])
    for operand in dict.fromkeys(operands):
        match operand:
            case Name(id) | Not(Name(id)):
                _sort_name(_choice(id, question), isinstance(operand, Name), found)
            case _:
                found.others.append(_said(operand, question))
    return found


def _sort_name(choice: Choice, is_present: bool, found: _Sorted) -> None:
    if choice.reads_as_none:
        words = _("%(title)s is ticked") if is_present else _("%(title)s is not ticked")
        found.others.append(Statement(words % {"title": quoted(choice.title)}))
    else:
        (found.present if is_present else found.missing).append(choice)


def _choice(id: str, question: Question) -> Choice:
    return question.choice(id) or Choice(id, id)


def _in_place(choices: list[Choice], any: bool, question: Question) -> Statement:
    titles = tuple(choice.title for choice in choices)
    if len(titles) == 1:
        return Statement(_("%(title)s is in place") % {"title": quoted(titles[0])})
    if _are_all(choices, question):
        one, each = _("at least one practice is in place"), _("every practice is in place")
        return Statement(one if any else each)
    lead = _("at least one of these is in place") if any else _("these are in place")
    return Statement(lead, titles, any)


def _lacking(choices: list[Choice], any: bool, question: Question) -> Statement:
    titles = tuple(choice.title for choice in choices)
    if len(titles) == 1:
        return Statement(_("%(title)s is missing") % {"title": quoted(titles[0])})
    if _are_all(choices, question):
        one, each = _("at least one practice is missing"), _("no practice is in place")
        return Statement(one if any else each)
    lead = _("at least one of these is missing") if any else _("these are missing")
    return Statement(lead, titles, any)


def _are_all(choices: list[Choice], question: Question) -> bool:
    named = {choice.id for choice in choices}
    return named >= {choice.id for choice in question.choices if not choice.reads_as_none}
