"""Korean words stay whole at the end of a line.

The printer knows no `word-break: keep-all`, and would break between any two syllables. So each word
with Hangul in it stands in a span that does not wrap. What is longer than a word may still break.
"""

from __future__ import annotations

import re

LONGEST = 16
# A drawing places its own words, a link must stay in one piece, a style and a title are no text.
PARTS = re.compile(r"<(a|svg|style|title|script|pre)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
WORD = re.compile(r"[^\s<>]*[가-힣]{2}[^\s<>]*|[^\s<>]*[가-힣][^\s<>]+")


def with_whole_words(page: str) -> str:
    return PARTS.sub(_kept, page)


def _kept(part: re.Match[str]) -> str:
    text = part.group()
    return text if text.startswith("<") else WORD.sub(_whole, text)


def _whole(word: re.Match[str]) -> str:
    text = word.group()
    return f'<span class="whole">{text}</span>' if len(text) <= LONGEST else text
