"""What is looked at in a backup before it is trusted, and in a database after it was restored."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql

from lvheng.operation.backup import sealed
from lvheng.operation.backup.archive import Backup, Manifest, NotABackup
from lvheng.operation.backup.leaves import Tally, of_dump, tally
from lvheng.operation.backup.load import dump_as_sql
from lvheng.operation.backup.make import LEFT_EMPTY, shown

GUARDED = "kernel_ledger_entry"
SAMPLE = 200  # sensitive values that are decrypted


def check_file(backup: Backup, passphrase: str | None) -> list[str]:
    """What is wrong with a backup, read without a database: digests, every leaf of the ledger, and the keys.

    Raises Refusal if the dump cannot be read at all."""
    try:
        backup.check_dump()
    except NotABackup as wrong:
        return [str(wrong)]
    with dump_as_sql(backup, "--data-only", f"--table={GUARDED}") as text:
        found = ledger_wrong(tally(of_dump(text)), backup.manifest)
    if passphrase is not None and backup.keys:
        try:
            open_keys(backup, passphrase)
        except sealed.WrongPassphrase:
            found.append("密钥打不开：口令不对，或者清单、密钥被改动过。")
    return found


def open_keys(backup: Backup, passphrase: str) -> bytes:
    """The packed keys. Raises WrongPassphrase."""
    return sealed.unseal(backup.keys, passphrase, backup.bound)


def ledger_wrong(found: Tally, told: Manifest) -> list[str]:
    """Where a ledger differs from what the manifest tells of it."""
    wrong = []
    if found.wrong:
        wrong.append(f"存证第 {'、'.join(map(str, found.wrong))} 条的叶与字节不符。")
    if (found.entries, found.last) != (told.entries, told.last_entry):
        wrong.append(
            f"存证应有 {told.entries} 条、最后一条是第 {told.last_entry} 条，现有 {found.entries} 条、最后是第 {found.last} 条。"
        )
    elif found.digest != told.leaves:
        wrong.append("存证各条的叶与清单不符。")
    return wrong


def check_database(owner: str, app: str, told: Manifest) -> list[str]:
    """What a restored database does not show as the manifest tells; nothing is written."""
    with psycopg.connect(owner) as connection:
        found = shown(connection)
        wrong = ledger_wrong(found.ledger, told) + _differences(
            "表 {} 应有 {} 行，现有 {} 行。", told.counts, found.counts
        )
        if missing := sorted(set(told.triggers) - set(found.triggers)):
            wrong.append(f"缺少防护触发器：{'、'.join(missing)}。")
        if left := [table for table in LEFT_EMPTY if _has_rows(connection, table)]:
            wrong.append(f"应当是空的表里有行：{'、'.join(left)}。")
    with psycopg.connect(app) as connection:
        if not refuses(connection, f"update {GUARDED} set at = at where false"):
            wrong.append("存证表可以被修改：防护没有起作用。")
    return wrong


def _differences(sentence: str, told: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    names = sorted(told.keys() | found.keys())
    return [
        sentence.format(name, told.get(name, 0), found.get(name, "不到一"))
        for name in names
        if told.get(name) != found.get(name)
    ]


def _has_rows(connection: psycopg.Connection, table: str) -> bool:
    """A backup of an older version may not have the table at all."""
    [[there]] = connection.execute("select to_regclass(%s) is not null", [f"public.{table}"])
    if there:
        [[there]] = connection.execute(sql.SQL("select exists (select from {})").format(sql.Identifier(table)))
    return bool(there)


def refuses(connection: psycopg.Connection, statement: str) -> bool:
    """Whether the database refuses a statement that acts alone may use."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def check_keys(app: str) -> list[str]:
    """Whether a sample of the sensitive values can be read with the keys that this program finds."""
    from cryptography.exceptions import InvalidTag

    from lvheng.kernel.access.sensitive import unseal

    with psycopg.connect(app) as connection:
        values = connection.execute(
            "select v.subject, v.field, v.ciphertext, k.wrapped from kernel_sensitive_value v"
            " join kernel_subject_key k on k.subject = v.subject order by v.id desc limit %s",
            [SAMPLE],
        ).fetchall()
    for subject, field, ciphertext, wrapped in values:
        try:
            unseal(subject, field, bytes(ciphertext), bytes(wrapped))
        except InvalidTag:
            return ["敏感字段读不回来：密钥不是写它们的那一把（LVHENG_HOME/keys/root 或 LVHENG_ROOT_KEY）。"]
    return []
