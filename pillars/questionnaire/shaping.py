"""From the value of a document to a lens.

Everything gets a place in the lens, even what cannot be used: so the pointers that `checking`
makes by counting stay true. Whoever finds an error in the log throws the lens away.
"""

from __future__ import annotations

from dataclasses import replace

from .conditions import Condition, ConditionError, Or, parse
from .content import (
    SCHEMA_VERSION,
    Choice,
    Extra,
    Json,
    Lens,
    Pillar,
    Question,
    Risk,
    Rule,
)
from .elements import Element, Log, pointer_to
from .extension import KEY, PracticeNotes, QuestionNotes, notes_on
from .links import link, resources
from .proving import derived_severities

RISKS = {"HIGH_RISK": Risk.HIGH, "MEDIUM_RISK": Risk.MEDIUM, "NO_RISK": Risk.NONE}

# Stands for a condition that cannot be read.
NEVER = Or(())


def shape(value: Json, log: Log) -> Lens:
    element = Element(value, "", log)
    extension = _extension(element)
    return Lens(
        name=element.title("name"),
        description=element.text("description"),
        schema_version=element.text("schemaVersion") or SCHEMA_VERSION,
        pillars=tuple(
            _pillar(Element(item, place, log), extension)
            for item, place in element.items("pillars", needed=True)
        ),
        extension=extension,
        extra=element.rest(),
        keys=element.keys,
    )


def _extension(element: Element) -> Extra:
    found = element.member(KEY)
    return found.members if found else {}


def _pillar(element: Element, extension: Extra) -> Pillar:
    return Pillar(
        id=element.word("id"),
        name=element.title("name"),
        description=element.text("description"),
        questions=tuple(
            _question(Element(item, place, element.log), extension)
            for item, place in element.items("questions", needed=True)
        ),
        extra=element.rest(),
        keys=element.keys,
    )


def _question(element: Element, extension: Extra) -> Question:
    question_id = element.word("id")
    notes = notes_on(extension, question_id)
    question = Question(
        id=question_id,
        title=element.title("title"),
        description=element.text("description"),
        helpful=link(element.member("helpfulResource")),
        choices=tuple(
            _choice(Element(item, place, element.log), notes)
            for item, place in element.items("choices", needed=True)
        ),
        rules=tuple(
            _rule(Element(item, place, element.log))
            for item, place in element.items("riskRules", needed=True)
        ),
        calculators=notes.calculators,
        extra=element.rest(),
        keys=element.keys,
    )
    return _with_severities(question, notes)


def _choice(element: Element, notes: QuestionNotes) -> Choice:
    choice_id = element.word("id")
    said = notes.practices.get(choice_id, PracticeNotes())
    return Choice(
        id=choice_id,
        title=element.title("title"),
        description=element.text("description"),
        helpful=link(element.member("helpfulResource")),
        improvement=link(element.member("improvementPlan")),
        resources=resources(element),
        is_none=choice_id.endswith("_no") or (choice_id != "" and choice_id == notes.none),
        evidence=said.evidence,
        effort=said.effort,
        extra=element.rest(),
        keys=element.keys,
    )


def _with_severities(question: Question, notes: QuestionNotes) -> Question:
    """Severities come last: a derived one asks the rules of the whole question."""

    derived = derived_severities(question)

    def severe(choice: Choice) -> Choice:
        said = notes.practices.get(choice.id, PracticeNotes()).severity
        return replace(choice, severity=said or derived[choice.id])

    return replace(question, choices=tuple(severe(choice) for choice in question.choices))


def _rule(element: Element) -> Rule:
    source = element.word("condition")
    risk = element.word("risk")
    return Rule(source, _condition(element, source), _risk(element, risk), element.rest())


def _condition(element: Element, source: str) -> Condition:
    if not isinstance(element.members.get("condition"), str):
        return NEVER
    try:
        return parse(source)
    except ConditionError as error:
        element.log.note(error.code, pointer_to(element.pointer, "condition"), **error.params)
        return NEVER


def _risk(element: Element, risk: str) -> Risk:
    if risk in RISKS:
        return RISKS[risk]
    if isinstance(element.members.get("risk"), str):
        element.log.note("risk-unknown", pointer_to(element.pointer, "risk"), found=risk)
    return Risk.UNANSWERED
