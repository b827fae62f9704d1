"""How often one may ask: a bucket of tokens for each key or address, in the memory of this program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

REMEMBERED = 10_000


@dataclass(slots=True)
class Buckets:
    """Each bucket holds `size` tokens and gains `rate` a second; every request takes one."""

    rate: float
    size: int
    clock: Callable[[], float] = monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)  # tokens, and when they were counted
    _lock: Lock = field(default_factory=Lock)

    def take(self, whose: str) -> float:
        """Takes a token: 0 if there was one, else the seconds until there will be."""
        now = self.clock()
        with self._lock:
            if len(self._left) >= REMEMBERED:
                self._forget(now)
            left, at = self._left.get(whose, (float(self.size), now))
            left = min(self.size, left + (now - at) * self.rate)
            if left < 1:
                return (1 - left) / self.rate
            self._left[whose] = (left - 1, now)
            return 0

    def _forget(self, now: float) -> None:
        """Full buckets need not be remembered; if all are in use, the oldest half goes."""
        full_after = self.size / self.rate
        self._left = {whose: kept for whose, kept in self._left.items() if now - kept[1] < full_after}
        if len(self._left) >= REMEMBERED:
            newest = sorted(self._left.items(), key=lambda each: each[1][1])[REMEMBERED // 2 :]
            self._left = dict(newest)


KEYED = Buckets(rate=50, size=500)
OPEN = Buckets(rate=5, size=60)
