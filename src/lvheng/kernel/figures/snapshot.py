"""One state of the register for everything that is read together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[datetime]:
    """A transaction whose reads all see the register as it was at one instant, which it gives.

    Within a transaction that is already open it is that one, which must have been opened likewise.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select transaction_timestamp()")
        yield cursor.fetchone()[0]
