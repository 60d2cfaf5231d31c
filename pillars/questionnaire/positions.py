"""A JSON parser that remembers where each value stands.

The json module tells no line of a value, keeps the last of two equal keys in silence, and recurses.
This one walks one piece at a time with a stack of its own, so that depth costs nothing.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from .content import Json
from .decoding import UnreadableError, line_and_column
from .elements import pointer_to
from .problems import Finding, finding
from .texts import forbidden_character, without_forbidden

# A lens nests 11 deep.
MAX_DEPTH = 20
# So many digits fit every database and every language that reads JSON numbers as 64 bits.
MAX_DIGITS = 18

_TOKEN = re.compile(
    r"""[ \t\n\r]*(?:
        (?P<mark>[{}\[\],:])
      | (?P<text>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.]))
      | (?P<word>(?:true|false|null|NaN|-?Infinity)(?![0-9A-Za-z_]))
      | (?P<end>\Z)
      | (?P<other>"|[^\s"{}\[\],:]{1,20}|.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_LINE_OF_TEXT = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+', re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document: its value, the offset of each value by pointer, and what was odd about it.

    Where NaN stood the value is `math.nan`, and `nan` holds the pointer: only who knows what
    belongs there can judge it.
    """

    value: Json
    places: Places
    findings: tuple[Finding, ...]
    nan: frozenset[str]


class Places:
    """Line and column of each pointer of a document."""

    def __init__(self, text: str) -> None:
        self.offsets: dict[str, int] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_and_column(self, pointer: str) -> tuple[int, int]:
        """Of the value, or of the nearest one around it that the document has."""
        while pointer and pointer not in self.offsets:
            pointer = pointer.rpartition("/")[0]
        offset = self.offsets.get(pointer, 0)
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line_of(self, offset: int) -> int:
        return bisect_right(self._lines, offset)


def parse(text: str) -> Parsed:
    """The value of a JSON document.

    A key that stands twice, a number out of bounds, NaN, a forbidden character: each becomes a
    finding and parsing goes on. Raises UnreadableError where the text is no JSON, or nests deeper
    than MAX_DEPTH.
    """
    parser = _Parser(text)
    parser.run()
    return Parsed(parser.root[0], parser.places, tuple(parser.findings), frozenset(parser.nan))


@dataclass(slots=True)
class _Frame:
    """A list or object that is still open."""

    container: dict[str, Json] | list[Json]
    pointer: str
    key: str = ""
    key_offsets: dict[str, int] = field(default_factory=dict)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places = Places(text)
        self.findings: list[Finding] = []
        self.nan: set[str] = set()
        self.root: list[Json] = []
        self.frames = [_Frame(self.root, "")]
        self.state: Callable[[str, str, int], None] = self.value

    def run(self) -> None:
        offset, scan = 0, _TOKEN.match
        while True:
            match = scan(self.text, offset)
            assert match is not None  # "other" takes anything
            assert match.lastgroup is not None
            kind, offset = match.lastgroup, match.end()
            if kind == "end":
                return self.finish(match.start(kind))
            self.state(kind, match[kind], match.start(kind))

    def finish(self, offset: int) -> None:
        if not self.root:
            raise self.unreadable("json-empty", offset)
        if len(self.frames) > 1:
            raise self.unreadable("json-truncated", offset)

    # The states: what may stand here. Each takes one piece and sets the next state.

    def value(self, kind: str, piece: str, offset: int) -> None:
        if kind == "mark" and piece in "{[":
            self.open(piece, offset)
        elif kind == "text":
            self.put(self.string(piece, offset, self.here()), offset)
        elif kind == "number":
            self.put(self.number(piece), offset)
        elif kind == "word":
            self.put(self.word(piece), offset)
        else:
            raise self.no_value(piece, offset)

    def value_or_end(self, kind: str, piece: str, offset: int) -> None:
        if piece == "]" and kind == "mark":
            self.close()
        else:
            self.value(kind, piece, offset)

    def key_or_end(self, kind: str, piece: str, offset: int) -> None:
        if piece == "}" and kind == "mark":
            self.close()
        else:
            self.key(kind, piece, offset)

    def key(self, kind: str, piece: str, offset: int) -> None:
        if kind != "text":
            raise self.no_key(piece, offset)
        frame = self.frames[-1]
        frame.key = self.string(piece, offset, frame.pointer)
        first = frame.key_offsets.setdefault(frame.key, offset)
        if first != offset:
            place, line = self.here(), self.places.line_of(first)
            self.findings.append(finding("key-twice", place, key=frame.key, first_line=line))
        self.state = self.colon

    def colon(self, kind: str, piece: str, offset: int) -> None:
        if piece != ":" or kind != "mark":
            raise self.unreadable("json-colon-missing", offset, piece)
        self.state = self.value

    def comma_or_end(self, kind: str, piece: str, offset: int) -> None:
        in_list = isinstance(self.frames[-1].container, list)
        if kind == "mark" and piece == ",":
            self.state = self.value if in_list else self.key
        elif kind == "mark" and piece == ("]" if in_list else "}"):
            self.close()
        else:
            raise self.unreadable("json-comma-missing", offset, piece)

    def done(self, kind: str, piece: str, offset: int) -> None:
        raise self.unreadable("json-trailing", offset, piece)

    # What the states do.

    def open(self, mark: str, offset: int) -> None:
        if len(self.frames) > MAX_DEPTH:
            raise self.unreadable("json-too-deep", offset, limit=MAX_DEPTH)
        container: dict[str, Json] | list[Json] = {} if mark == "{" else []
        pointer = self.here()
        self.put(container, offset)
        self.frames.append(_Frame(container, pointer))
        self.state = self.key_or_end if mark == "{" else self.value_or_end

    def close(self) -> None:
        self.frames.pop()
        self.state = self.comma_or_end if len(self.frames) > 1 else self.done

    def put(self, value: Json, offset: int) -> None:
        frame = self.frames[-1]
        self.places.offsets[self.here()] = offset
        if isinstance(frame.container, list):
            frame.container.append(value)
        else:
            frame.container[frame.key] = value
        self.state = self.comma_or_end if len(self.frames) > 1 else self.done

    def here(self) -> str:
        """The pointer of the value that comes next."""
        frame = self.frames[-1]
        if len(self.frames) == 1:
            return ""
        if isinstance(frame.container, list):
            return f"{frame.pointer}/{len(frame.container)}"
        return pointer_to(frame.pointer, frame.key)

    def string(self, piece: str, offset: int, place: str) -> str:
        text = piece[1:-1]
        if "\\" in text:
            text = self.unescaped(piece, offset)
        forbidden = forbidden_character(text)
        if forbidden is None:
            return text
        code, character = forbidden
        self.findings.append(finding(code, place, character=character))
        return without_forbidden(text)

    def unescaped(self, piece: str, offset: int) -> str:
        try:
            text: str = json.loads(piece)
        except json.JSONDecodeError as error:
            raise self.unreadable("json-escape-unknown", offset + error.pos) from error
        return text

    def number(self, piece: str) -> Json:
        digits = sum(character.isdigit() for character in piece)
        if piece.lstrip("-").isdigit():
            if digits <= MAX_DIGITS:
                return int(piece)
            params = {"digits": digits, "limit": MAX_DIGITS}
            self.findings.append(finding("number-too-long", self.here(), **params))
            return 0
        value = float(piece)
        if math.isfinite(value):
            return value
        self.findings.append(finding("number-not-finite", self.here(), found=piece))
        return 0

    def word(self, piece: str) -> Json:
        if piece == "NaN":
            self.nan.add(self.here())
            return math.nan
        if piece in _WORDS:
            return _WORDS[piece]
        self.findings.append(finding("number-not-finite", self.here(), found=piece))
        return 0

    # What to say where the text is no JSON.

    def no_value(self, piece: str, offset: int) -> UnreadableError:
        if piece == '"':
            return self.unfinished(offset)
        if piece in ("]", "}") and self.after_comma():
            return self.unreadable("json-comma-last", offset)
        return self.unreadable("json-value-missing", offset, piece)

    def after_comma(self) -> bool:
        container = self.frames[-1].container
        return len(self.frames) > 1 and isinstance(container, list) and len(container) > 0

    def no_key(self, piece: str, offset: int) -> UnreadableError:
        if piece == "}":
            return self.unreadable("json-comma-last", offset)
        if piece == '"':
            return self.unfinished(offset)
        return self.unreadable("json-key-missing", offset, piece)

    def unfinished(self, offset: int) -> UnreadableError:
        """The error of a text that ends at a line end, at a raw control character or not at all."""
        match = _LINE_OF_TEXT.match(self.text, offset)
        end = match.end() if match else offset
        stop = self.text[end : end + 1]
        if stop in ("", "\n", "\r"):
            return self.unreadable("json-text-unfinished", offset)
        return self.unreadable("json-control-character", end, character=f"U+{ord(stop):04X}")

    def unreadable(
        self, code: str, offset: int, found: str = "", **params: str | int
    ) -> UnreadableError:
        line, column = line_and_column(self.text, offset)
        shown = without_forbidden(found)[:20]
        return UnreadableError(code, line, column, found=shown, **params)
