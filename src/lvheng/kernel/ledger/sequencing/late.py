"""Numbers that were drawn and not yet seen committed: entries appear in the order of their commits, not of their keys.

A gap below the greatest key seen is asked for again in every round, for as long as a transaction may last. One that is
still empty then was rolled back; should that ever be wrong, the sweep over all entries finds what was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

LASTS = 600.0  # seconds for which a gap is asked for; statements and idle transactions end after 60


@dataclass
class Late:
    """Gaps as (first, last, when noticed); instants in seconds of any steady clock."""

    gaps: list[tuple[int, int, float]] = field(default_factory=list)

    def notice(self, after: int, seen: Iterable[int], at: float) -> int:
        """Entries `seen`, ascending, are the next after key `after`; notes what is missing between. Returns the last."""
        for key in seen:
            if key > after + 1:
                self.gaps.append((after + 1, key - 1, at))
            after = key
        return after

    def fill(self, arrived: Iterable[int]) -> None:
        """Entries of gaps that have been numbered."""
        for key in arrived:
            number = next(n for n, (first, last, _) in enumerate(self.gaps) if first <= key <= last)
            first, last, at = self.gaps.pop(number)
            self.gaps += [(a, b, at) for a, b in ((first, key - 1), (key + 1, last)) if a <= b]

    def forget(self, at: float) -> None:
        """Drops gaps that have lasted too long."""
        self.gaps = [gap for gap in self.gaps if at - gap[2] < LASTS]

    def spans(self) -> tuple[list[int], list[int]]:
        """The first and the last keys of all gaps."""
        return [first for first, _, _ in self.gaps], [last for _, last, _ in self.gaps]
