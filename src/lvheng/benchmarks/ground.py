"""The database that a benchmark works in: one of its own, dropped at the end however that comes. Never the user's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from lvheng.launcher.database import VARIABLES
from lvheng.launcher.refusal import Refusal

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper

SOURCE = Path(__file__).resolve().parents[2]


@contextmanager
def own_database() -> Iterator[None]:
    """Makes an empty database and lets everything that reads the environment from here on work in it.

    Raises Refusal where the owner's role may not make databases.
    """
    before = {variable: os.environ[variable] for variable in VARIABLES.values()}
    name = f"lvheng_bench_{os.getpid()}"
    owner = before[VARIABLES["owner"]]
    try:
        _run(owner, sql.SQL("create database {} template template1").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege:
        raise Refusal(
            "数据库的账号不能新建数据库，量不了：测量只在自己新建的库里进行。",
            "请让 DATABASE_OWNER_URL 的账号有 createdb 的权限；或不设 DATABASE_URL，改用自带的数据库。",
        ) from None
    try:
        os.environ.update({variable: make_conninfo(c, dbname=name) for variable, c in before.items()})
        yield
    finally:
        os.environ.update(before)
        _leave()
        _run(owner, sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def _run(connection: str, statement: sql.Composed) -> None:
    with psycopg.connect(connection, autocommit=True) as opened:
        opened.execute(statement)


def _leave() -> None:
    """Closes this program's connections: a database that somebody is in cannot be dropped."""
    if "django.db" in sys.modules:
        from django.db import connection

        connection.close()
        cast("DatabaseWrapper", connection).close_pool()


def program(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """What a module of ours says on its standard output, run in a program of its own. Raises Refusal if it fails."""
    command = [sys.executable, "-P", "-m", *arguments]
    environment = {**(os.environ if environment is None else environment), "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own modules
    if done.returncode != 0:
        raise Refusal(f"测量的准备没有做成：{' '.join(arguments)}（原因见上）。", "处理后再运行 ./lvheng bench。")
    return done.stdout


def set_up() -> None:
    """Sets Django up for the database that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
