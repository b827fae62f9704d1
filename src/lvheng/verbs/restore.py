"""`./lvheng restore FILE`: bring a backup back into an empty home, and look whether everything is there."""

import argparse
import os
from pathlib import Path

from lvheng.launcher import home as homes
from lvheng.launcher import locks
from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs
from lvheng.verbs.asked import failed
from lvheng.verbs.backup import PASSPHRASE

NAME = "restore"
TITLE = "把一份备份恢复到空的安装里，并逐条核对"
NEEDS: Needs = "database"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("file", type=Path, metavar="文件", help="./lvheng backup 写成的文件")


def run(options: argparse.Namespace) -> int:
    """Restore, check, and bring the structure to this version. Raises Refusal before anything is written."""
    from lvheng.operation.backup.archive import NotABackup, open_backup

    try:
        backup = open_backup(options.file)
    except NotABackup as wrong:
        return failed(wrong)
    folder = homes.open_folder()
    alone = locks.take(folder / "locks" / "up", wait=False)
    if alone is None:
        raise Refusal(f"律衡正在运行（{folder}）。", "恢复须在没有运行的空安装上做：另设 LVHENG_HOME。")
    try:
        return restored(backup, folder)
    finally:
        os.close(alone)


def restored(backup: object, home: Path) -> int:
    """Restore an opened backup and say how it ended."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
    from lvheng.launcher.database import ensure
    from lvheng.operation.backup.archive import Backup
    from lvheng.operation.backup.restore import restore
    from lvheng.verbs import migrate

    assert isinstance(backup, Backup)
    if wrong := restore(backup, ensure(), home, os.environ.get(PASSPHRASE)):
        return failed("恢复出来的与备份不符，请不要使用：\n  · " + "\n  · ".join(wrong))
    told = backup.manifest
    steps = migrate.bring_up_to_date()
    say(
        f"已恢复：存证 {told.entries} 条逐条核对无误，到第 {told.last_entry} 条；{len(told.counts)} 张表的行数相符；防护在位。"
    )
    if steps:
        say(f"备份来自较早的版本 {told.version}，数据库结构已更新 {steps} 步。")
    if not told.keys and not os.environ.get("LVHENG_ROOT_KEY"):
        say("备份不含密钥：请把 keys/root 放回 LVHENG_HOME/keys/，否则敏感字段读不出来。")
    say("可以运行 ./lvheng up 了；原来登录着的人须重新登录。")
    return 0
