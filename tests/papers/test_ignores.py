"""Whoever ignores a check says which one and why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IGNORES = re.compile(r"#\s*(noqa|type:\s*ignore)\b(.*)$")
SAID = {"noqa": re.compile(r": [A-Z]+\d+(, [A-Z]+\d+)* - \S.*"), "type: ignore": re.compile(r"\[[a-z, -]+\]  # \S.*")}


def unsaid(text: str) -> list[str]:
    """The lines that ignore a check without its code and a reason."""
    found = []
    for line in text.splitlines():
        ignored = IGNORES.search(line)
        if ignored and not SAID["noqa" if ignored[1] == "noqa" else "type: ignore"].match(ignored[2]):
            found.append(line.strip())
    return found


def test_every_ignore_has_a_code_and_a_reason() -> None:
    files = [file for folder in ("src", "tests") for file in (ROOT / folder).rglob("*.py") if file != Path(__file__)]
    texts = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    assert {name: lines for name, text in texts.items() if (lines := unsaid(text))} == {}


@pytest.mark.parametrize(
    "line", ["x()  # noqa", "x()  # noqa: S603", "x()  # type: ignore", "x()  # type: ignore[misc]"]
)
def test_one_without_is_found(line: str) -> None:
    assert unsaid(line) == [line]


def test_one_with_both_is_let_be() -> None:
    assert unsaid("x()  # noqa: S603 - ours\ny()  # type: ignore[misc]  # ours") == []
