"""What one program of ours has counted since it started, kept where all of them can read it.

The web runs in several programs and a scrape reaches any one of them: each writes its counts, at most once a second,
to `home/metrics/<pid>.json`; whoever is asked reads the files of all that still live.
"""

from __future__ import annotations

import json
import os
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency buckets, in seconds; one more bucket holds what took longer."""
WRITTEN_EVERY = 1.0  # seconds


@dataclass
class Counts:
    """Requests by route and status, their durations by route in seconds, and acts by kind."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: dict[str, list[int]] = field(default_factory=dict)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    acts: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)
    _written: float = 0.0

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        with self._lock:
            self.requests[route, status] += 1
            self.buckets.setdefault(route, [0] * (len(BOUNDS) + 1))[bisect_left(BOUNDS, seconds)] += 1
            self.seconds[route] += seconds

    def act(self, kind: str, count: int) -> None:
        """Count acts of one kind."""
        with self._lock:
            self.acts[kind] += count

    def as_json(self) -> dict[str, Any]:
        """The counts as they are written to the file."""
        with self._lock:
            return {
                "requests": [[route, status, count] for (route, status), count in self.requests.items()],
                "buckets": {route: list(counts) for route, counts in self.buckets.items()},
                "seconds": dict(self.seconds),
                "acts": dict(self.acts),
            }

    def write(self, folder: Path, *, now: bool = False) -> None:
        """Write the counts to this program's file, unless that was done a moment ago and `now` is not asked."""
        if not now and time.monotonic() - self._written < WRITTEN_EVERY:
            return
        self._written = time.monotonic()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{os.getpid()}.{time.monotonic_ns()}.new"
        draft.write_text(json.dumps(self.as_json()))
        draft.replace(folder / f"{os.getpid()}.json")


counts = Counts()
"""Of this program."""


def read_all(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(pid, counts) of every living program; the files of the dead are removed."""
    for file in sorted(folder.glob("*.json")):
        try:
            os.kill(int(file.stem), 0)
        except ProcessLookupError:
            file.unlink(missing_ok=True)
            continue
        except PermissionError:  # it lives, as somebody else
            pass
        yield int(file.stem), json.loads(file.read_text())
