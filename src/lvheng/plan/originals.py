"""The plan's own words, with the places where its targets, goals, tasks and safeguards stand marked in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.plan.board import Held


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `number` names the target that it is the quote of, if any."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in pieces; `anchor` names the goal, task or safeguard that it states."""

    pieces: Sequence[Piece]
    anchor: str = ""


def pieces(of: Held) -> list[Paragraph]:
    """The source, paragraph by paragraph."""
    stated = {item.text: f"{item.kind}-{item.number}" for item in of.items if item.kind != "measure" and item.text}
    quotes = [(target.quote, target.number) for target in of.targets if target.quote]
    found = []
    for line in of.plan.source.splitlines():
        text = line.strip()
        if text:
            anchor = next((name for words, name in stated.items() if text.endswith(words)), "")
            found.append(Paragraph(_marked(text, quotes), anchor))
    return found


def _marked(text: str, quotes: Sequence[tuple[str, str]]) -> list[Piece]:
    """Cuts the quotes out of a paragraph. Of two that begin at one place the first stands."""
    places = sorted((text.find(quote), len(quote), number) for quote, number in quotes if quote in text)
    found: list[Piece] = []
    done = 0
    for start, length, number in places:
        if start < done:
            continue
        found += [Piece(text[done:start]), Piece(text[start : start + length], number)]
        done = start + length
    return [piece for piece in (*found, Piece(text[done:])) if piece.text]
