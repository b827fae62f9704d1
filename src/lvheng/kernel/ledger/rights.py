"""Who may do what to the ledger's tables, by the database's own roles (三权分立: nobody holds two of them).

    owner        migrates, and is used for nothing else
    application  adds entries, acts and viewings; changes and deletes none of them; writes nothing of the logs
    sequencer    numbers entries, writes tiles and checkpoints; sees of an entry what it commits to and not what opens it
    auditor      reads, and nothing else; what is sealed, who has which key and who is signed in is not among it

Where one account is all of them (one DATABASE_URL and nothing else) the triggers of `guard.py` still stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from lvheng.kernel.ledger.logs import LOGS
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening, LogCheckpoint, LogHead, LogNumber, LogTile

SEQUENCER, AUDITOR = "lvheng_sequencer", "lvheng_auditor"
SEQUENCED = (LogHead, LogNumber, LogTile, LogCheckpoint)
ENTRIES = (LedgerEntry, LedgerOpening, ActLine)
CHANGES = "insert, update, delete, truncate, references, trigger"


def install(cursor: CursorWrapper, growing: Iterable[type[Model]], read: Iterable[type[Model]]) -> None:
    """Makes the rights anew, as the owner of the tables. `growing`: tables that the application may only add to;
    `read`: what the auditor may read besides the ledger."""
    for model in growing:
        _take(cursor, model, "update, delete, truncate, references, trigger")
    for model in SEQUENCED:
        _take(cursor, model, CHANGES)
    for role in (role for role in (SEQUENCER, AUDITOR) if _exists(cursor, role)):
        cursor.execute(f"grant usage on schema public to {role}")
        for log in LOGS.values():
            cursor.execute(f"grant select (id, body, leaf, at) on {log.table} to {role}")
        cursor.execute(f"drop policy if exists {role} on kernel_view")
        cursor.execute(f"create policy {role} on kernel_view for select to {role} using (true)")
        _grant(cursor, role, "select", SEQUENCED)
        if role == SEQUENCER:
            _grant(cursor, role, "insert", SEQUENCED)
            _grant(cursor, role, "update", (LogHead, LogTile))
            cursor.execute(f"grant usage on sequence kernel_log_checkpoint_id_seq to {role}")
        else:
            _grant(cursor, role, "select", [*ENTRIES, *read])


def _grant(cursor: CursorWrapper, role: str, rights: str, models: Sequence[type[Model]]) -> None:
    cursor.execute(f"grant {rights} on {', '.join(model._meta.db_table for model in models)} to {role}")


def _take(cursor: CursorWrapper, model: type[Model], rights: str) -> None:
    """From everybody but the owner: whatever the application's account is called here."""
    cursor.execute(
        "select distinct g.grantee::regrole::text from pg_class c, aclexplode(c.relacl) g"
        " where c.oid = %s::regclass and g.grantee not in (c.relowner, 0)",
        [model._meta.db_table],
    )
    for (role,) in cursor.fetchall():
        cursor.execute(f"revoke {rights} on {model._meta.db_table} from {role}")


def _exists(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("select to_regrole(%s) is not null", [role])
    return bool(cursor.fetchone()[0])
