"""The conditions of risk rules: a boolean expression over the choices that are selected.

    or := and ('||' and)*      and := not ('&&' not)*      not := '!' not | '(' or ')' | choice id

or the single word `default`. White space is free. `!` binds tighter than `&&`, `&&` tighter than
`||`. No text of a lens ever reaches an evaluator of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeAlias

from .problems import sentence

# The longest condition in 17 real lenses has 342 characters. 4,000 holds every choice of a
# question of 15 twice, each with an id of 128 characters.
MAX_LENGTH = 4_000
# Parentheses and `!` nested in each other; real conditions nest 2 deep.
MAX_DEPTH = 50

_TOKEN = re.compile(r"\s*(\|\||&&|[!()&|]|[^\s!&|()]+|\Z)")


@dataclass(frozen=True, slots=True)
class Default:
    """True whenever it is reached."""


@dataclass(frozen=True, slots=True)
class Name:
    """True when the choice is selected."""

    id: str


@dataclass(frozen=True, slots=True)
class Not:
    operand: Condition


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Condition, ...]


Condition: TypeAlias = Default | Name | Not | And | Or


class ConditionError(ValueError):
    """A text is not a condition. `position` counts characters from 0; `code` and `params` name
    the entry of the catalogue in `problems`."""

    def __init__(self, code: str, position: int, **params: str | int) -> None:
        self.code = code
        self.position = position
        self.params: dict[str, str | int] = {"position": position + 1, **params}
        self.message = sentence(code, self.params)
        super().__init__(self.message, position)


def parse(text: str) -> Condition:
    """The condition that a text spells.

    Raises ConditionError for a text that is not in the grammar, longer than MAX_LENGTH characters
    or nested deeper than MAX_DEPTH. Whether the names are choices of the question is not its
    business. Source: the published custom-lens format, `riskRules`.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError("condition-too-long", MAX_LENGTH, length=len(text), limit=MAX_LENGTH)
    if text.strip() == "default":
        return Default()
    parser = _Parser(text)
    condition = parser.any_of(0)
    parser.expect("")
    return condition


def evaluate(condition: Condition, selected: Set[str]) -> bool:
    """Whether a condition holds for the ids of the selected choices."""
    match condition:
        case Name(choice_id):
            return choice_id in selected
        case Not(operand):
            return not evaluate(operand, selected)
        case And(operands):
            return all(evaluate(operand, selected) for operand in operands)
        case Or(operands):
            return any(evaluate(operand, selected) for operand in operands)
        case Default():
            return True


def names(condition: Condition) -> tuple[str, ...]:
    """The choice ids in a condition, each once, in the order written."""
    return tuple(dict.fromkeys(_names(condition)))


def _names(condition: Condition) -> Iterator[str]:
    match condition:
        case Name(choice_id):
            yield choice_id
        case Not(operand):
            yield from _names(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from _names(operand)


class _Parser:
    """Recursive descent, one method a line of the grammar; MAX_DEPTH bounds the recursion."""

    def __init__(self, text: str) -> None:
        self.tokens = [(match[1], match.start(1)) for match in _TOKEN.finditer(text)]
        self.next = 0

    def any_of(self, depth: int) -> Condition:
        operands = [self.all_of(depth)]
        while self.accept("||"):
            operands.append(self.all_of(depth))
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def all_of(self, depth: int) -> Condition:
        operands = [self.negation(depth)]
        while self.accept("&&"):
            operands.append(self.negation(depth))
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def negation(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise self.error("condition-too-deep", limit=MAX_DEPTH)
        if self.accept("!"):
            return Not(self.negation(depth + 1))
        if self.accept("("):
            inner = self.any_of(depth + 1)
            self.expect(")")
            return inner
        return self.name()

    def name(self) -> Condition:
        piece, _ = self.tokens[self.next]
        if piece == "default":
            raise self.error("condition-default-mixed")
        if piece in ("", "&&", "||", "&", "|", ")"):
            raise self.unexpected()
        self.next += 1
        return Name(piece)

    def accept(self, wanted: str) -> bool:
        found = self.tokens[self.next][0] == wanted
        self.next += found
        return found

    def expect(self, wanted: str) -> None:
        if self.tokens[self.next][0] != wanted:
            raise self.unexpected(wanted)
        self.next += 1

    def unexpected(self, wanted: str = "id") -> ConditionError:
        """The error at the next piece, named after what its author most likely did."""
        piece, _ = self.tokens[self.next]
        if piece in ("&", "|"):
            return self.error("condition-single-operator", found=piece)
        if piece == "":
            return self.error("condition-unclosed" if wanted == ")" else "condition-ends-early")
        if piece == ")" and wanted == "":
            return self.error("condition-unopened")
        if wanted == "id":
            return self.error("condition-operand-missing", found=piece)
        return self.error("condition-operator-missing", found=piece)

    def error(self, code: str, **params: str | int) -> ConditionError:
        return ConditionError(code, self.tokens[self.next][1], **params)
