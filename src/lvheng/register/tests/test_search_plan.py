"""A name is looked up by the index of keys, and whoever bears it by the keys of persons: no large table is read whole.

What is read whole takes a hundred milliseconds and more among 800,000 lawyers. The planner is told that the register's
tables are as large as the nation's, while a whole name finds as few as here, and asked what it would do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvheng.kernel.search.keys import name_keys
from lvheng.kernel.time.days import today
from lvheng.launcher.database import Connections
from lvheng.register.models import Person
from lvheng.register.public_lists import LAWYERS
from lvheng.register.public_reads import find, one

LARGE = ("register_person", "register_practising_licence", "register_engagement", "kernel_organisation", "kernel_seat")
TIMES = 530  # 800,000 lawyers for 1,500
GROWN = """
  select pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', relpages,
                                   'reltuples', (reltuples * %s)::real)
  from pg_class where relname = any(%s)
"""


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


@pytest.fixture
def as_large_as_the_nation(fresh_database: Connections) -> None:
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        if owner.info.server_version < 180_000:
            pytest.skip("统计信息从 PostgreSQL 18 起才能写入")
        assert len(owner.execute(GROWN, [TIMES, list(LARGE)]).fetchall()) == len(LARGE)


@pytest.mark.usefixtures("as_large_as_the_nation")
def test_a_name_is_found_without_reading_a_large_table_or_index_whole(committing: Callable[[], Any]) -> None:
    with committing():
        name = Person.rows.on(today()).order_by("subject").values_list("name", flat=True)[0]
        for words in (key for key in name_keys(name) if not key.isascii() or len(key) > len(name)):
            with CaptureQueriesContext(connection) as queries:
                assert find(LAWYERS, today(), search=words, size=8).pages
            how_many, who = [each["sql"] for each in queries if "kernel_search_key" in each["sql"]]
            for plan in (planned(how_many), planned(who)):
                assert whole(plan) == [], words
                assert any("~>=~" in each["Index Cond"] for each in nodes(plan) if prefix(each)), words


def planned(question: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {question}")
        [[told]] = cursor.fetchall()
    plan: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return plan


def whole(plan: dict[str, Any]) -> list[str]:
    """The large tables that are read whole, or by an index without a condition."""
    read = [node for node in nodes(plan) if node.get("Relation Name") in (*LARGE, "kernel_search_key")]
    return [n["Relation Name"] for n in read if "Index Cond" not in n and n["Node Type"] != "Bitmap Heap Scan"]


def prefix(node: dict[str, Any]) -> bool:
    return node.get("Index Name") == "kernel_search_key_prefix"


@pytest.mark.usefixtures("as_large_as_the_nation")
def test_one_lawyer_is_read_without_the_others(committing: Callable[[], Any]) -> None:
    with committing():
        [row] = find(LAWYERS, today(), size=1).rows
        with CaptureQueriesContext(connection) as queries:
            assert one(LAWYERS, row.subject, today()) == row
        assert [whole(planned(each["sql"])) for each in queries if "register_practising_licence" in each["sql"]] == [[]]
