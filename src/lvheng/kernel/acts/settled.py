"""An instant before which everything is decided: no act that is still under way can later turn out to lie before it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

ACTS_LOCK = 0x4C56_4143  # acts hold it shared; a freezing reading takes it alone (`kernel.md` §1.4)


def settled_instant() -> datetime:
    """Waits for the acts under way and reads the clock while none begins (`kernel.md` §1.4); holds them up no longer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ACTS_LOCK])
        cursor.execute("select clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        return instant
