"""Many questions about one snapshot of the register, asked over two connections at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Answer = TypeVar("Answer")
ALONE = "set local max_parallel_workers_per_gather = 0"
AS_BEFORE = "set local max_parallel_workers_per_gather to default"
"""Two connections keep two cores busy; helpers of each would only push one another aside (0.90 s for 0.78)."""
WORTH = 8
"""So many questions are worth a second connection, which takes some milliseconds to open."""


def asked(questions: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """The answer to each question. Half of them are asked over another connection that sees the same snapshot, where
    there is one: in a transaction that keeps it and has written nothing. Otherwise one after another."""
    snapshot = _snapshot() if len(questions) >= WORTH else None
    if snapshot is None:
        return [question() for question in questions]
    waiting, found = deque(range(len(questions))), dict[int, Answer]()

    def work() -> None:
        with suppress(IndexError):
            while True:
                nth = waiting.popleft()
                found[nth] = questions[nth]()

    with ThreadPoolExecutor(1) as beside:
        other = beside.submit(_elsewhere, snapshot, work, connections[DEFAULT_DB_ALIAS])
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
            work()
            cursor.execute(AS_BEFORE)
        with suppress(OperationalError):  # no connection to be had: what it did not answer is asked here
            other.result()
    return [found[nth] if nth in found else question() for nth, question in enumerate(questions)]


def _snapshot() -> str | None:
    """The name under which another connection finds this transaction's snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_export_snapshot() where current_setting('transaction_isolation') = 'repeatable read'"
            " and pg_current_xact_id_if_assigned() is null"
        )
        row = cursor.fetchone()
        return str(row[0]) if row else None


def _elsewhere(snapshot: str, work: Callable[[], None], here: BaseDatabaseWrapper) -> None:
    """Works in a thread, over a connection to where that of `here` leads."""
    with _another(here) as there:
        connections[DEFAULT_DB_ALIAS] = there
        with transaction.atomic(), there.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            cursor.execute("set transaction snapshot %s", [snapshot])
            cursor.execute(ALONE)
            work()


@contextmanager
def _another(like: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """A connection of this thread's own: not of the pool, where all might wait for one another."""
    found = like.copy()
    found.settings_dict["OPTIONS"].pop("pool", None)
    try:
        yield found
    finally:
        found.close()
