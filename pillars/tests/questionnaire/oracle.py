"""Conditions and ratings computed by other means than the product's.

A condition is turned into postfix order by Dijkstra's shunting-yard and run on a stack; the product
descends recursively and walks a tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import chain, combinations
from typing import Any

_BINDS = {"!": 3, "&&": 2, "||": 1}
_LEVELS = {"HIGH_RISK": "HIGH", "MEDIUM_RISK": "MEDIUM", "NO_RISK": "NONE"}


def holds(condition: str, selected: Collection[str]) -> bool:
    if condition.strip() == "default":
        return True
    stack: list[bool] = []
    for symbol in _postfix(re.findall(r"\|\||&&|[!()]|[^\s!&|()]+", condition)):
        if symbol == "!":
            stack.append(not stack.pop())
        elif symbol in _BINDS:
            right, left = stack.pop(), stack.pop()
            stack.append(left and right if symbol == "&&" else left or right)
        else:
            stack.append(symbol in selected)
    (result,) = stack
    return result


def _postfix(symbols: Iterable[str]) -> list[str]:
    output: list[str] = []
    waiting: list[str] = []
    for symbol in symbols:
        if symbol in ("(", "!"):
            waiting.append(symbol)
        elif symbol == ")":
            while waiting[-1] != "(":
                output.append(waiting.pop())
            waiting.pop()
        elif symbol in _BINDS:
            while waiting and _BINDS.get(waiting[-1], 0) >= _BINDS[symbol]:
                output.append(waiting.pop())
            waiting.append(symbol)
        else:
            output.append(symbol)
    return output + waiting[::-1]


def risk(rules: Iterable[dict[str, Any]], selected: Collection[str]) -> str:
    """The risk by the rules of a document."""
    for rule in rules:
        if holds(rule["condition"], selected):
            return _LEVELS[rule["risk"]]
    return "HIGH"


def selections(ids: Collection[str]) -> Iterable[tuple[str, ...]]:
    """Every selection, from none to all."""
    return chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))
