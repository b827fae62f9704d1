"""`./lvheng bench`: how fast this machine runs the product, each measure beside its floor, in a database of its own."""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs

if TYPE_CHECKING:
    from lvheng.benchmarks.measured import Measured

NAME = "bench"
TITLE = "测速:导入、单项行为、名册、指标、启动,各与下限相比"
NEEDS: Needs = "database"

MEASURES = {
    "import": "从 xlsx 导入(目标 75 秒、1 GiB)",
    "act": "单项行为(目标 p95 25 毫秒)",
    "list": "区局名册(目标 p95 100 毫秒)",
    "figures": "某一天的全部指标(目标 1 秒)",
    "months": "36 个月末的全部指标(目标 15 秒)",
    "start": "第二次启动(目标 5 秒)",
}
NEED_REGISTER = {"act", "list", "figures", "months"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    named = ";".join(f"{name} {title}" for name, title in MEASURES.items())
    parser.add_argument("names", nargs="*", metavar="名称", help=f"只测这些:{named}。不写则全测")
    parser.add_argument("--size", choices=("beijing", "small"), default="beijing", help="规模;目标按 beijing 定")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 if a goal is missed."""
    wanted = options.names or list(MEASURES)
    for name in wanted:
        if name not in MEASURES:
            raise Refusal(f"没有“{name}”这项测速。", f"可测的有:{'、'.join(MEASURES)}。")
    with own_database():
        found = measured(wanted, options.size)
    if options.json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(one.line())
    return 0 if all(one.met for one in found) else 1


def measured(wanted: list[str], size: str) -> "list[Measured]":
    """The measures in their order; what needs a register has it imported first, measured or not."""
    from lvheng.benchmarks.acting import acting
    from lvheng.benchmarks.counting import counting, counting_months
    from lvheng.benchmarks.importing import importing
    from lvheng.benchmarks.listing import listing
    from lvheng.benchmarks.starting import starting

    ways: dict[str, Callable[[str], Measured]] = {
        "import": importing,
        "figures": counting,
        "months": counting_months,
        "list": listing,
        "act": acting,
        "start": starting,
    }
    found = []
    for name, way in ways.items():
        if name in wanted or (name == "import" and NEED_REGISTER & set(wanted)):
            say(f"正在测:{MEASURES[name]}……")
            one = way(size)
            if name in wanted:
                found.append(one)
    return found


@contextmanager
def own_database() -> Iterator[None]:
    """An empty database of the owner's, migrated and seeded; dropped afterwards. The user's is not touched."""
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import make_conninfo

    from lvheng.launcher.database import VARIABLES
    from lvheng.verbs import migrate

    owner, name = os.environ["LVHENG_DATABASE_OWNER"], f"lvheng_bench_{os.getpid()}"
    database = sql.Identifier(name)
    before = {variable: os.environ[variable] for variable in VARIABLES.values()}
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(sql.SQL("create database {} template template1").format(database))
    os.environ |= {variable: make_conninfo(value, dbname=name) for variable, value in before.items()}
    try:
        migrate.bring_up_to_date()
        yield
    finally:
        from django.db import connection

        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's
        os.environ |= before
        with psycopg.connect(owner, autocommit=True) as server:
            server.execute(sql.SQL("drop database {}").format(database))
