"""Links of a lens: a text and an address, with the addresses that real lenses hold repaired."""

from __future__ import annotations

import re

from .content import Link, Resource
from .elements import Element, Log, pointer_to

MAX_URL = 2_048

_ADDRESS = re.compile(r"https?://[^\s/?#<>\"'\\]+[^\s<>\"\\]*", re.IGNORECASE)
# One address after the other: blanks, or a comma or semicolon and a new scheme.
_BETWEEN = re.compile(r"[\s,;]+(?=https?://)|\s+", re.IGNORECASE)


def link(element: Element | None) -> Link | None:
    """The link that an object describes."""
    if element is None:
        return None
    text = element.text("displayText")
    url = _address(element)
    return Link(text, url, element.rest())


def resources(owner: Element, key: str = "additionalResources") -> tuple[Resource, ...]:
    return tuple(_resource(Element(item, place, owner.log)) for item, place in owner.items(key))


def _resource(element: Element) -> Resource:
    kind = element.word("type")
    links = tuple(
        found
        for item, place in element.items("content", needed=True)
        if (found := link(Element(item, place, element.log))) is not None
    )
    return Resource(kind, links, element.rest())


def _address(element: Element) -> str:
    key = next((key for key in element.keys if key.lower() == "url"), "url")
    if "url" in element.members:
        key = "url"
    place = pointer_to(element.pointer, key)
    if key != "url":
        element.log.note("url-key", place, found=key)
    if key not in element.members:
        return ""
    found = element.text(key)
    return repaired(found, place, element.log) if isinstance(element.members[key], str) else ""


def repaired(found: str, place: str, log: Log) -> str:
    """The http(s) address that a text holds; empty, and noted, when it holds none."""
    parts = _BETWEEN.split(found.strip())
    url = parts[0].rstrip(",;") if len(parts) > 1 else parts[0]
    if not url:
        log.note("url-empty", place)
        return ""
    if len(url) > MAX_URL or not _ADDRESS.fullmatch(url):
        log.note("url-refused", place, found=found)
        return ""
    if len(parts) > 1:
        log.note("url-several", place, kept=url)
    elif found != url:
        log.note("url-blanks", place)
    return url
