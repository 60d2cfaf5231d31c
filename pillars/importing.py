"""What the import page shows of a document that was not taken in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from pillars.excerpt import Excerpt, excerpt
from pillars.questionnaire.decoding import UnreadableError, decode
from pillars.questionnaire.problems import Problem
from pillars.telling import Telling, Told, tell

# A longer file is mended where it lies: a text field of that size is slow to type in.
MOST_TO_MEND = 300_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """The problems, the lines they stand in, and the text to mend if it fits into a field."""

    telling: Telling
    excerpt: Excerpt | None
    text: str

    @property
    def places(self) -> list[tuple[Told, str]]:
        """The problems, errors first, each with the anchor of its line if that is shown."""
        anchors = self.excerpt.anchors if self.excerpt else {}
        return [(one, anchors.get(one.number, "")) for one in self.telling.by_gravity]

    @property
    def is_too_large(self) -> bool:
        return any(one.code == "file-too-large" for one in self.telling.problems)


def refusal(problems: tuple[Problem, ...], data: bytes, *, is_pasted: bool) -> Refusal:
    telling = tell(problems, gettext)
    try:
        text = decode(data).text
    except UnreadableError:
        return Refusal(telling, None, "")
    fits = is_pasted or len(text) <= MOST_TO_MEND
    return Refusal(telling, excerpt(text, telling), text if fits else "")


def too_large(size: int, limit: int) -> Refusal:
    """Of a request that nobody has read."""
    params: dict[str, str | int] = {"size": size, "unit": "bytes", "limit": limit}
    problem = Problem("file-too-large", "error", "", params=params)
    return Refusal(tell([problem], gettext), None, "")
