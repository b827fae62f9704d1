"""Setting down a document's text line by line while it is read."""

from __future__ import annotations

import re

from .source import Line, SourceText

# The level of a line that only its bold type makes a heading: below every heading style.
BOLD = 9


def stands_alone(text: str) -> bool:
    """Whether a line in bold type can be a heading: short, without the stops and labels of a sentence."""
    return 4 <= len(text.strip()) <= 40 and not re.search("[。；;：:，,！!]|\\d{4}年\\d{1,2}月", text.strip())


class Builder:
    """Collects lines and rows into a `SourceText`."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self.length = 0
        self.tables = 0

    def line(self, text: str, heading: int = 0) -> None:
        """One paragraph; empty ones are kept, so that the text can be read."""
        self._add(text.replace("\n", " "), (), 0, heading)

    def rows(self, rows: list[list[str]]) -> None:
        """A table. Its cells are set apart by tabs; one of a single column is only paragraphs."""
        if max((len(row) for row in rows), default=0) < 2:
            for row in rows:
                self.line("".join(row))
            return
        self.tables += 1
        for row in rows:
            cells = [cell.replace("\n", "").replace("\t", " ").strip() for cell in row]
            spans: list[tuple[int, int]] = []
            at = self.length
            for cell in cells:
                spans.append((at, at + len(cell)))
                at += len(cell) + 1
            self._add("\t".join(cells), tuple(spans), self.tables, 0)

    def source(self, kind: str) -> SourceText:
        """What has been collected."""
        return SourceText("\n".join(self.pieces), kind, tuple(self.lines))

    def _add(self, text: str, cells: tuple[tuple[int, int], ...], table: int, heading: int) -> None:
        self.pieces.append(text)
        self.lines.append(Line(self.length, self.length + len(text), cells, table, heading))
        self.length += len(text) + 1
