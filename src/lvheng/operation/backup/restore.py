"""Restoring a backup into an empty home: nothing is begun before everything that can be asked beforehand has been."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

from lvheng.launcher.database import Connections
from lvheng.launcher.refusal import Refusal
from lvheng.operation.backup import sealed
from lvheng.operation.backup.archive import Backup
from lvheng.operation.backup.load import load
from lvheng.operation.backup.make import NOT_COUNTED, is_empty
from lvheng.operation.backup.verify import check_database, check_file, check_keys, open_keys

ELSEWHERE = "恢复只在空的安装上做：用 LVHENG_HOME 指定一个新目录，用自己的 PostgreSQL 时另建一个空库。"
NEWER = "请用写这份备份的版本或更新的版本来恢复。"


def restore(backup: Backup, connections: Connections, home: Path, passphrase: str | None) -> list[str]:
    """Bring database and keys back; returns what they do not show as the backup tells, [] if all is well.

    Raises Refusal before anything is written. Django must be set up, with that home."""
    refuse_full(connections.owner, home)
    refuse_newer(backup)
    packed = packed_keys(backup, passphrase)
    if wrong := check_file(backup, passphrase):
        raise Refusal("这份备份不能用：\n  · " + "\n  · ".join(wrong), "换一份备份再试。")
    with psycopg.connect(connections.owner) as connection:
        same_roles = connection.info.user == backup.manifest.owner
    load(backup, connections.owner, with_rights=same_roles)
    if packed:
        sealed.unpack(packed, home)
    with psycopg.connect(connections.owner, autocommit=True) as connection:
        connection.execute(sql.SQL("delete from {}").format(sql.Identifier(NOT_COUNTED)))
        connection.execute("analyze")
    return check_database(connections.owner, connections.app, backup.manifest) + check_keys(connections.app)


def refuse_full(owner: str, home: Path) -> None:
    """Raise Refusal if the database has tables or the home has keys."""
    with psycopg.connect(owner) as connection:
        if not is_empty(connection):
            raise Refusal("这里的数据库不是空的，没有恢复任何东西。", ELSEWHERE)
    if found := sealed.present(home):
        raise Refusal(f"{home} 里已有密钥（{'、'.join(found)}），没有恢复任何东西。", ELSEWHERE)


def refuse_newer(backup: Backup) -> None:
    """Raise Refusal if a migration made the backup's database that this version does not know."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    labels = {config.label for config in apps.get_app_configs()}
    for app, names in backup.manifest.migrations.items():
        if unknown := [name for name in names if app not in labels or (app, name) not in known]:
            raise Refusal(f"备份来自更新的版本 {backup.manifest.version}（有 {app}.{unknown[0]}）。", NEWER)


def packed_keys(backup: Backup, passphrase: str | None) -> bytes:
    """The keys of the backup, opened, b'' if it has none; raises Refusal if they cannot be opened."""
    if not backup.keys:
        return b""
    if not passphrase:
        raise Refusal("这份备份里有密钥，要用口令打开。", "把备份时的口令写在 LVHENG_BACKUP_PASSPHRASE 里再运行。")
    try:
        return open_keys(backup, passphrase)
    except sealed.WrongPassphrase:
        raise Refusal(
            "密钥打不开：口令不对，或者备份被改动过。", "检查 LVHENG_BACKUP_PASSPHRASE；或换一份备份。"
        ) from None
