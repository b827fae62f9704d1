"""`./lvheng backup [DIR]`: one file with the database and the sealed keys; `--verify FILE` reads one again."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs
from lvheng.verbs.asked import failed

NAME = "backup"
TITLE = "备份数据库和密钥（不必停机）；--verify 核对一份备份"
NEEDS: Needs = "nothing"  # verifying needs no database

PASSPHRASE = "LVHENG_BACKUP_PASSPHRASE"  # noqa: S105 - the name of the variable
SHORTEST = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="目录", help="写到哪个目录，不写为 LVHENG_HOME/backups")
    parser.add_argument("--without-keys", action="store_true", help="不带密钥；密钥须另行备份，否则敏感字段读不回来")
    parser.add_argument(
        "--verify", type=Path, metavar="文件", help="只核对这份备份：摘要、每一条存证的叶、密钥；不恢复"
    )


def run(options: argparse.Namespace) -> int:
    """Make a backup, or verify one, and say what it holds."""
    return verified(options.verify) if options.verify else made(options.folder, without_keys=options.without_keys)


def made(folder: Path | None, *, without_keys: bool) -> int:
    """Make a backup and print its path. Raises Refusal."""
    from lvheng.cli import bring_about
    from lvheng.operation.backup.make import make_backup

    passphrase = None if without_keys else os.environ.get(PASSPHRASE)
    if not without_keys and len(passphrase or "") < SHORTEST:
        raise Refusal(
            f"没有设 {PASSPHRASE}，或者短于 {SHORTEST} 个字符：密钥要用它加密后才放进备份。",
            "设好口令（并另行保存它）再运行；密钥已另行备份的，可用 --without-keys。",
        )
    bring_about("database")
    home = Path(os.environ["LVHENG_HOME"])
    done = make_backup(
        os.environ["LVHENG_DATABASE_OWNER"], home, folder or home / "backups", passphrase, datetime.now().astimezone()
    )
    print(done.file)
    kept = "不含密钥" if without_keys else "密钥已加密"
    say(f"备份已写成：{done.size / 1e6:.1f} MB，到存证第 {done.last_entry} 条，{kept}。请放到另一台机器上。")
    return 0


def verified(file: Path) -> int:
    """Say what a backup holds, or everything that is wrong with it."""
    from lvheng.operation.backup.archive import NotABackup, open_backup
    from lvheng.operation.backup.verify import check_file

    passphrase = os.environ.get(PASSPHRASE)
    try:
        backup = open_backup(file)
    except NotABackup as wrong:
        return failed(wrong)
    if found := check_file(backup, passphrase):
        return failed("这份备份不能用：\n  · " + "\n  · ".join(found))
    told = backup.manifest
    keys = "不含密钥" if not told.keys else "密钥打得开" if passphrase else f"密钥没有试（未设 {PASSPHRASE}）"
    say(
        f"备份完好：{told.made_at} 写成，版本 {told.version}，PostgreSQL {told.postgres}；"
        f"存证 {told.entries} 条，逐条核对，到第 {told.last_entry} 条；{keys}。"
    )
    return 0
