"""Taking an object of a document apart, key by key, and noting what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from .content import Extra, Json
from .problems import Finding, finding

# A hostile file could have one problem a character; nobody mends more than these at once.
MAX_FINDINGS = 1_000
# No real list of a lens has more than 35 members.
MAX_ITEMS = 500


def pointer_to(pointer: str, step: str | int) -> str:
    """The JSON Pointer (RFC 6901) of a member."""
    if isinstance(step, int):
        return f"{pointer}/{step}"
    if "~" in step or "/" in step:
        step = step.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{step}"


def kind_of(value: Json) -> str:
    """What a value is, in the words of a sentence."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a text"
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
    return "a number"


class Log:
    """The findings of one reading, in the order they were made."""

    def __init__(self, nan: Collection[str] = ()) -> None:
        self.findings: list[Finding] = []
        self.nan_to_judge = set(nan)

    def note(self, code: str, pointer: str, **params: str | int) -> None:
        self.add(finding(code, pointer, **params))

    def add(self, found: Finding) -> None:
        if not self.full:
            self.findings.append(found)

    def add_all(self, found: Iterable[Finding]) -> None:
        for item in found:
            if self.full:
                return
            self.findings.append(item)

    @property
    def full(self) -> bool:
        return len(self.findings) >= MAX_FINDINGS


class Element:
    """An object of the document: asked for one key after the other, then for the rest.

    A key of the wrong type is noted and answered with an empty value, so that reading goes on and
    finds everything else. A value that is no object at all is noted once and then asked in silence.
    """

    def __init__(self, value: Json, pointer: str, log: Log) -> None:
        self.pointer = pointer
        self.log = log
        self.usable = isinstance(value, dict)
        self.members: dict[str, Json] = value if self.usable else {}
        self._taken: set[str] = set()
        if not self.usable:
            self.wrong_type(pointer, "an object", value)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.members)

    def title(self, key: str) -> str:
        """A text that must be there. That it is empty is said of the lens, see `checking`."""
        value, place = self._take(key, "a text", needed=True), pointer_to(self.pointer, key)
        return "" if self._is_nan(value, place) else self._text(value, place)

    def text(self, key: str) -> str:
        """A text that may be left out."""
        value, place = self._take(key, "a text", needed=False), pointer_to(self.pointer, key)
        if self._is_nan(value, place):
            self.log.note("text-nan", place)
            return ""
        return self._text(value, place)

    def word(self, key: str) -> str:
        """An id, a condition or another text that is no prose: NaN cannot stand for it."""
        value, place = self._take(key, "a text", needed=True), pointer_to(self.pointer, key)
        return self._text(value, place)

    def _text(self, value: Json, place: str) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        self.wrong_type(place, "a text", value)
        return ""

    def _is_nan(self, value: Json, place: str) -> bool:
        """Whether the word NaN stands there; it is then judged."""
        nan = place in self.log.nan_to_judge and isinstance(value, float)
        self.log.nan_to_judge -= {place} if nan else set()
        return nan

    def items(self, key: str, *, needed: bool = False) -> Iterator[tuple[Json, str]]:
        """Each member of a list with its pointer."""
        value, place = self._take(key, "a list", needed), pointer_to(self.pointer, key)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong_type(place, "a list", value)
            return
        if len(value) > MAX_ITEMS:
            self.log.note("list-too-long", place, count=len(value), limit=MAX_ITEMS)
        for number, item in enumerate(value[:MAX_ITEMS]):
            if self.log.full:
                return
            yield item, f"{place}/{number}"

    def member(self, key: str) -> Element | None:
        value = self._take(key, "an object", needed=False)
        return None if value is None else Element(value, pointer_to(self.pointer, key), self.log)

    def rest(self) -> Extra:
        """What nobody asked for, to be kept."""
        return {key: value for key, value in self.members.items() if key not in self._taken}

    def wrong_type(self, place: str, expected: str, value: Json) -> None:
        self.log.nan_to_judge.discard(place)
        self.log.note("wrong-type", place, expected=expected, kind=kind_of(value))

    def _take(self, key: str, expected: str, needed: bool) -> Json:
        self._taken.add(key)
        value, place = self.members.get(key), pointer_to(self.pointer, key)
        if key not in self.members:
            if needed and self.usable:
                self.log.note("key-missing", self.pointer, key=key)
        elif value is None and needed:
            self.wrong_type(place, expected, None)
        elif value is None:
            self.log.note("null-ignored", place)
        return value
