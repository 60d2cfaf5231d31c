"""What was said to a question, as a value: the same for rows, snapshots and unsaved forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pillars.questionnaire.content import Question
from pillars.questionnaire.rating import Rating, rate, selection

NOTES_LIMIT = 2084  # characters, as in the AWS tool


class Status(StrEnum):
    """The status of one practice, where a tick alone does not say it."""

    PARTLY = "PARTLY"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass(frozen=True, slots=True)
class Practice:
    status: Status | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer. A practice is in place when selected, else partly, not applicable or missing."""

    selected: frozenset[str] = frozenset()
    none: bool = False
    not_applicable: bool = False
    reason: str = ""
    notes: str = ""
    practices: Mapping[str, Practice] = field(default_factory=dict)

    @property
    def partly(self) -> frozenset[str]:
        return self._with(Status.PARTLY)

    @property
    def set_aside(self) -> frozenset[str]:
        """The practices that do not apply here."""
        return self._with(Status.NOT_APPLICABLE)

    def _with(self, status: Status) -> frozenset[str]:
        return frozenset(id for id, said in self.practices.items() if said.status is status)

    @property
    def says_something(self) -> bool:
        return self != Sheet()

    def rating(self, question: Question) -> Rating:
        """The risk of this answer.

        A practice that is partly in place counts as missing, but somebody looked: the question is
        answered, as if "none of these" had been chosen.
        """
        return rate(
            question,
            selection(self.selected, self.set_aside),
            none=self.none or bool(self.partly),
            not_applicable=self.not_applicable,
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "selected": sorted(self.selected),
            "none": self.none,
            "not_applicable": self.not_applicable,
            "reason": self.reason,
            "notes": self.notes,
            "practices": {
                id: {"status": said.status or "", "note": said.note}
                for id, said in sorted(self.practices.items())
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sheet:
        return cls(
            selected=frozenset(data.get("selected", ())),
            none=bool(data.get("none")),
            not_applicable=bool(data.get("not_applicable")),
            reason=data.get("reason", ""),
            notes=data.get("notes", ""),
            practices={
                id: Practice(Status(said["status"]) if said["status"] else None, said["note"])
                for id, said in data.get("practices", {}).items()
            },
        )


UNSAID = Sheet()
