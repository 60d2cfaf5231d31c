"""From the bytes of a file to its text: size, encoding, and where a byte stands."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .problems import Finding, Params, finding

# The published limit of a lens, and what that many characters can take at most in bytes.
MAX_CHARACTERS = 500_000
MAX_BYTES = 2_000_000

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}


class UnreadableError(Exception):
    """The file is no JSON document: one finding says why, with its place."""

    def __init__(self, code: str, line: int, column: int, **params: str | int) -> None:
        self.code = code
        self.line = line
        self.column = column
        self.params: Params = params
        super().__init__(code, line, column)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    findings: tuple[Finding, ...]


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark.

    Raises UnreadableError for a file over the limits and for bytes that are no such text.
    """
    if len(data) > MAX_BYTES:
        head = data[:MAX_BYTES]
        line, column = head.count(b"\n") + 1, MAX_BYTES - head.rfind(b"\n")
        raise _too_large(len(data), "bytes", MAX_BYTES, line, column)
    encoding = json.detect_encoding(data)
    text = _decode(data, encoding)
    if len(text) > MAX_CHARACTERS:
        line, column = line_and_column(text, MAX_CHARACTERS)
        raise _too_large(len(text), "characters", MAX_CHARACTERS, line, column)
    return Decoded(text, _encoding_findings(data, encoding))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where a character stands, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _too_large(size: int, unit: str, limit: int, line: int, column: int) -> UnreadableError:
    return UnreadableError("file-too-large", line, column, size=size, unit=unit, limit=limit)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        line, column = line_and_column(before, len(before))
        byte = f"0x{data[error.start]:02X}"
        name = _NAMES[encoding]
        raise UnreadableError("encoding-unknown", line, column, encoding=name, byte=byte) from error


def _encoding_findings(data: bytes, encoding: str) -> tuple[Finding, ...]:
    if encoding == "utf-8":
        return ()
    if encoding == "utf-8-sig":
        return (finding("encoding-mark", "", encoding="UTF-8"),)
    return (finding("encoding-wide", "", encoding=_NAMES[encoding]),)
