"""How an answer is judged: the rules of the question, tried in the order written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from .conditions import evaluate
from .content import Choice, Json, Lens, Question, Risk, Severity
from .elements import kind_of, pointer_to
from .problems import Finding, Problem, finding, grade

_GRAVITY = {Risk.NONE: 0, Risk.MEDIUM: 1, Risk.HIGH: 2}
_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
# Pairs grow with the square; the published format allows 15 choices.
_MOST_TRIED = 30
_SHEET_KEYS = ("selected", "none", "not_applicable")


@dataclass(frozen=True, slots=True)
class Rating:
    """The risk of an answer, and the place (from 0) of the rule that gave it, if one did."""

    risk: Risk
    rule: int | None = None


class SheetError(ValueError):
    """An answer sheet does not fit its lens. `problems` lists all of it, each with its path."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{p.pointer or '/'}: {p.what} {p.mend}" for p in problems))


def rate(
    question: Question,
    selected: Iterable[str],
    none: bool = False,
    not_applicable: bool = False,
) -> Rating:
    """The risk of one answer.

    Not applicable goes before everything. Nothing selected is UNANSWERED, unless the team said
    "none of these" (`none`): then the rules run over the empty selection. The first rule whose
    condition is true decides; an answer that no rule rates is HIGH, with rule None.
    Source: the published custom-lens format; what it leaves open is our decision.
    """
    if not_applicable:
        return Rating(Risk.NOT_APPLICABLE)
    chosen = frozenset(selected)
    if not chosen and not none:
        return Rating(Risk.UNANSWERED)
    return by_rules(question, chosen)


def by_rules(question: Question, selected: Set[str]) -> Rating:
    """What the rules alone say of a selection, the empty one included: HIGH, MEDIUM or NONE."""
    for place, rule in enumerate(question.rules):
        if evaluate(rule.condition, selected):
            return Rating(rule.risk, place)
    return Rating(Risk.HIGH)


def selection(in_place: Iterable[str], not_applicable_choices: Iterable[str]) -> frozenset[str]:
    """The ids that count as selected: practices in place, and those marked not applicable.

    A practice that does not apply cannot be missing. No public document says how it enters a
    condition; this function is the only place where we decide it.
    """
    return frozenset(in_place) | frozenset(not_applicable_choices)


def rate_sheet(lens: Lens, sheet: Mapping[str, Json]) -> dict[str, Rating]:
    """The rating of every question of a lens, in its order, for a sheet of answers

        {question id: {"selected": [choice id, ...], "none": bool, "not_applicable": bool}}

    in which every key may be left out; a question without an entry is UNANSWERED. Any combination
    of choices is accepted. Raises SheetError, which lists every unknown id and wrong type at once.
    """
    problems = tuple(filter(None, (grade(f, strict=True) for f in _sheet_findings(lens, sheet))))
    if problems:
        raise SheetError(problems)
    return {q.id: rate(q, **_answer(sheet.get(q.id, {}))) for q in lens.questions}


def _answer(entry: Mapping[str, Json]) -> dict[str, Json]:
    return {"selected": (), **entry}


def _sheet_findings(lens: Lens, sheet: Json) -> Iterator[Finding]:
    if not isinstance(sheet, Mapping):
        yield _wrong_type("", "an object", sheet)
        return
    for question_id, entry in sheet.items():
        pointer = pointer_to("", str(question_id))
        question = lens.question(question_id) if isinstance(question_id, str) else None
        if question is None:
            yield finding("sheet-question", pointer, id=str(question_id))
        elif not isinstance(entry, Mapping):
            yield _wrong_type(pointer, "an object", entry)
        else:
            yield from _answer_findings(question, entry, pointer)


def _answer_findings(
    question: Question, entry: Mapping[str, Json], pointer: str
) -> Iterator[Finding]:
    for key, value in entry.items():
        place = pointer_to(pointer, str(key))
        if key not in _SHEET_KEYS:
            yield finding("sheet-key", place, key=str(key))
        elif key == "selected":
            yield from _selected_findings(question, value, place)
        elif not isinstance(value, bool):
            yield _wrong_type(place, "true or false", value)


def _selected_findings(question: Question, value: Json, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, (list, tuple, set, frozenset)):
        yield _wrong_type(pointer, "a list of choice ids", value)
        return
    for place, choice_id in enumerate(value):
        here = pointer_to(pointer, place)
        if not isinstance(choice_id, str):
            yield _wrong_type(here, "a choice id", choice_id)
        elif question.choice(choice_id) is None:
            known = ", ".join(choice.id for choice in question.choices)
            params = {"id": choice_id, "question": question.id, "choices": known}
            yield finding("sheet-choice", here, **params)


def _wrong_type(pointer: str, expected: str, value: Json) -> Finding:
    return finding("sheet-type", pointer, expected=expected, kind=kind_of(value))


def lowering(question: Question, selected: Iterable[str]) -> tuple[Choice, ...]:
    """The practices that a team should put in place next, in the order of the question.

    Those that lower the risk when added alone. If none does, the first pair that does (of pairs,
    the one with the gravest practices). If no pair does, the missing practices of the highest
    severity among the missing. Nothing if the risk is NONE or no practice is missing.
    "None of these" is taken out of the selection before a practice is added, and never proposed.
    """
    chosen = frozenset(selected)
    now = _GRAVITY[by_rules(question, chosen).risk]
    if now == 0:
        return ()
    base = chosen - {choice.id for choice in question.choices if choice.is_none}
    missing = [c for c in question.choices if not c.reads_as_none and c.id not in chosen]
    missing = missing[:_MOST_TRIED]

    def helps(*added: Choice) -> bool:
        return _GRAVITY[by_rules(question, base | {c.id for c in added}).risk] < now

    alone = tuple(choice for choice in missing if helps(choice))
    return alone or _helpful_pair(missing, helps) or _gravest(missing)


def _helpful_pair(missing: list[Choice], helps: Callable[..., bool]) -> tuple[Choice, ...]:
    pairs = [pair for pair in combinations(missing, 2) if helps(*pair)]
    return min(pairs, key=_gravity_of_pair, default=())


def _gravity_of_pair(pair: tuple[Choice, ...]) -> list[int]:
    return sorted(_SEVERITIES.index(choice.severity) for choice in pair)


def _gravest(missing: list[Choice]) -> tuple[Choice, ...]:
    for severity in _SEVERITIES:
        found = tuple(choice for choice in missing if choice.severity is severity)
        if found:
            return found
    return ()
