"""The one place where the product reads the time of day, so that a test can stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Clock = Callable[[], datetime]

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present instant, in UTC. An act's own instant is not this one but the database's `clock_timestamp()`."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Within the block `now()` is `at`, in this thread and its coroutines only. Refuses an instant without a zone."""
    if at.tzinfo is None:
        raise ValueError("停住的时刻须带时区")
    token = _stopped.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _stopped.reset(token)
