"""Where a clause begins and ends; brackets inside it are passed over."""

from __future__ import annotations

import re

ASIDE = re.compile(r"\((?:[^()]{13,}|[^()]*[:;,。\d][^()]*)\)")


def left_edge(text: str, at: int) -> int:
    """Where the clause that holds `at` begins."""
    depth = 0
    for index in range(at - 1, -1, -1):
        char = text[index]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return index + 1
            depth -= 1
        elif char in "。!?" or (depth == 0 and char in ",;:"):
            return index + 1
    return 0


def right_edge(text: str, at: int) -> int:
    """Where the clause ends: at its stop, at a bracket closed, or before an aside in brackets."""
    depth = 0
    for index in range(at, len(text)):
        char = text[index]
        if char == "(":
            if depth == 0 and ASIDE.match(text, index):
                return index
            depth += 1
        elif char == ")":
            if depth == 0:
                return index
            depth -= 1
        elif char in "。!?" or (depth == 0 and char in ",;:"):
            return index
    return len(text)
