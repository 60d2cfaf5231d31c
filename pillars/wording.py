"""A rule in words: what has to be in place, or missing, in the titles that the reader sees."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pillars.questionnaire.conditions import And, Condition, Default, Name, Not, Or
from pillars.questionnaire.content import Question


def condition_words(condition: Condition, question: Question) -> str:
    return _words(condition, question, False)


def _words(condition: Condition, question: Question, nested: bool) -> str:
    match condition:
        case Default():
            return _("in every other case")
        case Name(id):
            return _("“%(title)s” is in place") % {"title": _title(question, id)}
        case Not(Name(id)):
            return _("“%(title)s” is missing") % {"title": _title(question, id)}
        case Not(operand):
            return _("not (%(words)s)") % {"words": _words(operand, question, False)}
        case And(parts):
            words = _(" and ").join(_words(part, question, True) for part in parts)
        case Or(parts):
            words = _(" or ").join(_words(part, question, True) for part in parts)
    return f"({words})" if nested else words


def _title(question: Question, id: str) -> str:
    choice = question.choice(id)
    return choice.title if choice else id
