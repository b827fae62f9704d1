"""`./lvheng migrate`: bring the database's structure and its seed rows to this version of the product."""

import argparse
import contextlib
import json
import os
import subprocess
import sys

import psycopg
from psycopg import sql

from lvheng.launcher import home as homes
from lvheng.launcher import locks, source
from lvheng.launcher.database import reason
from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs

NAME = "migrate"
TITLE = "更新数据库结构和基础代码表"
NEEDS: Needs = "database"
STAMP = "律衡 "


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 说出做了几步")


def run(options: argparse.Namespace) -> int:
    """Apply what is missing and run the seed, which may have changed without a migration."""
    applied = bring_up_to_date(always=True)
    if options.json:
        print(json.dumps({"applied": applied}))
    else:
        print(f"数据库结构更新了 {applied} 步。" if applied else "数据库结构已是最新。")
    return 0


def bring_up_to_date(*, always: bool = False) -> int:
    """Set Django up and apply every missing migration as the owner's role; return how many there were.

    Guards and seed, which may change without a migration, are made anew with every new source or when asked. Raises
    Refusal if a migration fails.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
    from lvheng.config import seed

    if not always and is_stamped():
        return 0
    with locks.held(homes.open_folder() / "locks" / "migrate"):
        missing = count_missing()
        if missing:
            say(f"正在更新数据库结构（{missing} 步）……")
        apply_as_owner()  # with nothing missing it still makes the guards anew
        seed.run()
        stamp()
    return missing


def is_stamped() -> bool:
    """Whether this very source has brought the database up to date before: a start then need not look again.

    Raises Refusal if the database does not answer, as while it starts again after a crash."""
    try:
        with psycopg.connect(os.environ["LVHENG_DATABASE"]) as connection:
            row = connection.execute("select obj_description('public'::regnamespace)").fetchone()
    except psycopg.OperationalError as error:
        raise Refusal(
            f"数据库没有应答（{reason(error)}）。", "它可能正在启动：稍候再试，或看 ./lvheng status。"
        ) from None
    return row == (STAMP + source.digest(),)


def stamp() -> None:
    """Leave the source's digest in the database, as the comment of its schema; where that is not allowed, go without."""
    said = sql.SQL("comment on schema public is {}").format(STAMP + source.digest())
    with (
        contextlib.suppress(psycopg.errors.InsufficientPrivilege),
        psycopg.connect(os.environ["LVHENG_DATABASE_OWNER"]) as connection,
    ):
        connection.execute(said)


def count_missing() -> int:
    """How many migrations are not applied yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    return len(plan)


def apply_as_owner() -> None:
    """Run Django's migrate in a program of its own: in this one the database is already the application role's."""
    command = [sys.executable, "-P", "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    environment = {**os.environ, "LVHENG_DATABASE": os.environ["LVHENG_DATABASE_OWNER"]}
    done = subprocess.run(command, env=environment, text=True, stdout=sys.stderr, stderr=subprocess.PIPE)  # noqa: S603 - our own command
    if done.returncode != 0:
        last = "\n".join(done.stderr.strip().splitlines()[-12:])
        raise Refusal(f"数据库结构没有更新成。最后的话：\n{last}", "已成的步骤都在，改好后再运行 ./lvheng migrate。")
