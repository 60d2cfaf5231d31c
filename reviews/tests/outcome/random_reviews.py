"""Random reviews for the plan, and the slow way to find its best set: try them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

from pillars.questionnaire.conditions import parse
from pillars.questionnaire.content import Choice, Lens, Pillar, Question, Risk, Rule, Severity
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.outcome.items import Item, open_items
from reviews.outcome.scoring import Outcome, QuestionOutcome, judge, score

RISKS = (Risk.HIGH, Risk.MEDIUM, Risk.NONE)


def review(random: Random, *, most_items: int, sensible: bool = False) -> Outcome:
    """Several pillars; rules that may rate more practices worse, unless they are sensible."""
    while True:
        pillars = [_pillar(random, at, sensible) for at in range(random.randint(1, 3))]
        lens = Lens("Random", "", tuple(pillars))
        sheets = {question.id: _sheet(random, question) for question in lens.questions}
        aside = {"p2": "not ours"} if random.random() < 0.1 else {}
        outcome = score(lens, sheets, aside)
        if 0 < len(open_items(outcome)) <= most_items:
            return outcome


def _pillar(random: Random, at: int, sensible: bool) -> Pillar:
    questions = range(random.randint(1, 3))
    return Pillar(
        f"p{at}", "", "", tuple(_question(random, f"p{at}q{q}", sensible) for q in questions)
    )


def _question(random: Random, question_id: str, sensible: bool) -> Question:
    ids = [f"c{place}" for place in range(random.randint(1, 5))]
    choices = [
        Choice(
            id,
            id,
            severity=random.choice(list(Severity)),
            effort=random.choice([None, 0, 0.5, 1, 1, 2, 2, 3, 4.1, 5]),
        )
        for id in ids
    ]
    if random.random() < 0.4:
        choices.append(Choice("none_no", "None of these", is_none=random.random() < 0.5))
    rules = _sensible_rules(random, ids) if sensible else _wild_rules(random, choices)
    return Question(question_id, "", "", tuple(choices), tuple(rules))


def rule(source: str, risk: Risk) -> Rule:
    return Rule(source, parse(source), risk)


def _sensible_rules(random: Random, ids: Sequence[str]) -> list[Rule]:
    key = random.choice(ids)
    return [
        rule(" && ".join(ids), Risk.NONE),
        rule(f"!{key}", random.choice(RISKS[:2])),
        rule("default", random.choice(RISKS[:2])),
    ]


def _wild_rules(random: Random, choices: Sequence[Choice]) -> list[Rule]:
    ids = [choice.id for choice in choices]
    rules = [
        rule(_condition(random, ids), random.choice(RISKS)) for _ in range(random.randint(1, 4))
    ]
    if random.random() < 0.6:
        rules.append(rule("default", random.choice(RISKS)))
    return rules


def _condition(random: Random, ids: Sequence[str]) -> str:
    chosen = random.sample(ids, random.randint(1, len(ids)))
    names = [random.choice(["", "", "!"]) + id for id in chosen]
    return random.choice([" && ", " || "]).join(names)


def _sheet(random: Random, question: Question) -> Sheet:
    kind = random.random()
    if kind < 0.1:
        return Sheet()
    if kind < 0.15:
        return Sheet(not_applicable=True, reason="not ours")
    if kind < 0.4:
        none = question.choice("none_no")
        return Sheet(selected=frozenset(["none_no"])) if none else Sheet(none=True)
    practices = {}
    selected = set()
    for choice in question.choices:
        said = random.random()
        if said < 0.35:
            selected.add(choice.id)
        elif said < 0.45 and not choice.is_none:
            practices[choice.id] = Practice(random.choice(list(Status)), "a note")
    return Sheet(selected=frozenset(selected), none=not selected, practices=practices)


def random_needs(random: Random, items: Sequence[Item], share: float) -> dict[str, list[str]]:
    """Without a circle: an item needs only those before it in a random order."""
    ids = [item.id for item in items]
    random.shuffle(ids)
    needs: dict[str, list[str]] = {}
    for at, name in enumerate(ids):
        if at and random.random() < share:
            needs[name] = random.sample(ids[:at], random.randint(1, min(2, at)))
    return needs


Key = tuple[int, int, Fraction, Fraction, int, tuple[str, ...]]


@dataclass(frozen=True)
class Tried:
    """One set of practices of one question, and what the review's own scoring says of it."""

    ids: tuple[str, ...]
    high: int
    medium: int
    points: Fraction
    effort: Fraction
    idle: int


def by_trying(outcome: Outcome, needs: Mapping[str, Sequence[str]], budget: float) -> Key:
    """The best of all sets within a budget, by what section 4 of the scoring counts."""
    items = open_items(outcome)
    rest = {one.question.id: one for one in outcome.questions}
    options = [
        list(_tried(outcome, rest[question_id], [i for i in items if i.question.id == question_id]))
        for question_id in dict.fromkeys(item.question.id for item in items)
    ]
    in_place = _in_place(outcome)
    most = Fraction(str(budget))
    best: Key | None = None
    for chosen in product(*options):
        effort = sum((one.effort for one in chosen), Fraction(0))
        if effort > most:
            continue
        ids = tuple(sorted(id for one in chosen for id in one.ids))
        if needs and not all(set(needs.get(id, ())) <= {*ids, *in_place} for id in ids):
            continue
        key = (
            -sum(one.high for one in chosen),
            -sum(one.medium for one in chosen),
            -sum((one.points for one in chosen), Fraction(0)),
            effort,
            sum(one.idle for one in chosen),
            ids,
        )
        if best is None or key < best:
            best = key
    assert best is not None
    return best


def _in_place(outcome: Outcome) -> set[str]:
    return {
        f"{one.question.id}/{choice.id}"
        for one in outcome.questions
        for choice in one.question.practices
        if one.risk is Risk.NOT_APPLICABLE or choice.id in one.sheet.selected | one.sheet.set_aside
    }


def _tried(outcome: Outcome, one: QuestionOutcome, items: Sequence[Item]) -> Iterator[Tried]:
    for count in range(len(items) + 1):
        for several in combinations(items, count):
            after = judge(one.question, _answered(one, {item.choice.id for item in several}))
            yield Tried(
                tuple(item.id for item in several),
                (one.risk is Risk.HIGH) - (after.risk is Risk.HIGH),
                (one.risk is Risk.MEDIUM and after.risk is Risk.NONE)
                - (one.risk is Risk.NONE and after.risk is Risk.MEDIUM),
                _points(outcome, after) - _points(outcome, one),
                sum((Fraction(str(item.effort)) for item in several), Fraction(0)),
                sum(item.effort == 0 for item in several),
            )


def _answered(one: QuestionOutcome, ids: set[str]) -> Sheet:
    if not ids:
        return one.sheet
    kept = {id for id in one.sheet.selected if id != "none_no"}
    partly = {id: said for id, said in one.sheet.practices.items() if id not in ids}
    return replace(one.sheet, selected=frozenset(kept | ids), none=False, practices=partly)


def _points(outcome: Outcome, one: QuestionOutcome) -> Fraction:
    """Its share of the low score of the review: the mean of the pillars that have one."""
    pillar = next(
        p for p in outcome.pillars if any(q.question is one.question for q in p.questions)
    )
    whole = sum(int(q.part.weight) for q in pillar.questions if q.part)
    scored = sum(p.span.low is not None for p in outcome.pillars)
    assert one.part is not None
    value = Fraction(one.part.value or 0).limit_denominator(1000)
    return 100 * value * int(one.part.weight) / (whole * scored)
