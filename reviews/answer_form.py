"""The form of one question, read from a request: a value for the door, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.text import TextField
from pillars.questionnaire.content import Choice, Question
from reviews.outcome.answers import NOTES_LIMIT, Practice, Sheet, Status

STATUSES = {status.value: status for status in Status}


@dataclass
class AnswerForm:
    """Fields `selected`, `none`, `not_applicable`, `reason`, `notes`; `status-ID`, `note-ID`."""

    question: Question
    data: QueryDict
    errors: dict[str, str] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        """What was said: a practice with a status is not ticked, "none of these" bears no tick."""
        practices = {
            choice.id: said
            for choice in self.question.practices
            if (said := self._practice(choice)) != Practice()
        }
        marked = {id for id, said in practices.items() if said.status}
        selected = frozenset(self._selected()) - marked
        if selected & {choice.id for choice in self.question.practices}:
            selected -= {choice.id for choice in self.question.choices if choice.is_none}
        return Sheet(
            selected=selected,
            none="none" in self.data and not selected and self.question.offers_none,
            not_applicable="not_applicable" in self.data,
            reason=self._text("reason"),
            notes=self._text("notes"),
            practices=practices,
        )

    @property
    def base_version(self) -> int:
        sent = self.data.get("base_version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1

    def _selected(self) -> set[str]:
        sent = set(self.data.getlist("selected"))
        unknown = sent - {choice.id for choice in self.question.choices}
        if unknown:
            self.errors["selected"] = _("This question has no practice of that id.")
        return sent - unknown

    def _practice(self, choice: Choice) -> Practice:
        sent = self.data.get(f"status-{choice.id}", "")
        status = STATUSES.get(sent)
        if sent and status is None:
            self.errors[f"status-{choice.id}"] = _("Choose one of the states offered.")
        return Practice(status, self._text(f"note-{choice.id}"))

    def _text(self, name: str) -> str:
        try:
            return str(
                TextField(required=False, max_length=NOTES_LIMIT).clean(self.data.get(name, ""))
            )
        except ValidationError as error:
            self.errors[name] = " ".join(error.messages)
            return str(self.data.get(name, ""))
