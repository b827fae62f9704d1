"""Test databases: a small demonstration register is made once and kept as a template; each worker copies it.

A copy takes 0.04 s. Tests run as the application role, in a transaction that is rolled back; `fresh_database` gives a
copy of its own to tests that commit (browser, concurrency).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import astuple
from functools import cache
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lvheng.launcher import database, locks, source
from lvheng.launcher import home as homes
from lvheng.verbs import MODULES

SOURCE = Path(__file__).parent
ORIGIN = "test.example"  # before the names of the template's logs
settings.register_profile("lvheng", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lvheng")  # a machine that has much to do must not fail a property
os.environ.setdefault("LVHENG_ROOT_KEY", b64encode(bytes(range(32))).decode())  # one key for template and tests


@cache
def _server() -> database.Connections:
    return database.ensure()


def _digest() -> str:
    """Of everything that the template's rows follow from."""
    return source.digest()[:12]


def _at(name: str) -> database.Connections:
    server = _server()
    return database.Connections(*(make_conninfo(c, dbname=name) for c in astuple(server)))


def _owner(statement: sql.Composed) -> None:
    with psycopg.connect(make_conninfo(_server().owner, dbname="lvheng"), autocommit=True) as connection:
        connection.execute(statement)


def _drop(name: str) -> None:
    """PostgreSQL waits five seconds for connections that are just ending."""
    _owner(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def _exists(name: str) -> bool:
    with psycopg.connect(_server().owner) as connection:
        return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def _make(name: str, arguments: list[str]) -> None:
    """A database that `python -m lvheng` fills, in a program of its own."""
    environment = {**os.environ, **_at(name).environment(), "PYTHONPATH": str(SOURCE.parent)}
    subprocess.run([sys.executable, "-m", "lvheng", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def _template() -> str:
    """The name of the template, made if nobody has yet. Its log's files and keys stand in a folder of the same name."""
    name = f"lvheng_test_{_digest()}"
    log = homes.open_folder() / "test-logs" / name
    os.environ.update(
        LVHENG_LEDGER=str(log / "ledger"), LVHENG_SIGNING_KEYS=str(log / "keys"), LVHENG_LOG_ORIGIN=ORIGIN
    )
    with locks.held(homes.open_folder() / "locks" / "test-template"):
        if not _exists(name) or not log.exists():
            making = f"{name}_making"
            _drop(name)
            _drop(making)
            shutil.rmtree(log.parent, ignore_errors=True)
            _owner(sql.SQL("create database {} template template1").format(sql.Identifier(making)))
            _make(making, ["migrate"])
            if "demo" in MODULES:
                _make(making, ["demo", "--size", "small"])
            _make(making, ["sequencer", "--once"])
            _owner(sql.SQL("alter database {} rename to {}").format(sql.Identifier(making), sql.Identifier(name)))
            _forget_others(name)
    return name


def _forget_others(name: str) -> None:
    """Drops the templates of other states of the source; one that is just being copied stays."""
    with psycopg.connect(_server().owner) as connection:
        pattern = "lvheng_test_" + "[0-9a-f]" * 12
        found = connection.execute("select datname from pg_database where datname similar to %s", [pattern]).fetchall()
    for (other,) in found:
        if other != name:
            with suppress(psycopg.errors.ObjectInUse):
                _drop(other)


def _copy(template: str, name: str) -> None:
    _drop(name)
    _owner(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """Each worker's own copy of the template, as the application role."""
    from django.db import connections

    name = f"lvheng_test_worker_{worker_id}_{os.getpid()}"
    _copy(_template(), name)
    with django_db_blocker.unblock():
        point_at(name)
        yield
        connections["default"].close()
    _drop(name)


def settings_of(name: str) -> dict[str, Any]:
    """Django's settings of database `name`, as the application role."""
    from django.db import connections

    from lvheng.config.settings import database_settings

    chosen = database_settings(_at(name).app)
    chosen["OPTIONS"].pop("pool", None)
    del chosen["TEST"]  # Django has put more there
    return {**connections["default"].settings_dict, **chosen}


def point_at(name: str) -> None:
    """Lets Django's connection of this thread lead to database `name`."""
    from django.db import connections

    connection = connections["default"]
    connection.close()
    connection.settings_dict.update(settings_of(name))


@pytest.fixture(autouse=True)
def _no_kept_pages() -> None:
    """No test is answered with a page that another has made."""
    from django.core.cache import caches

    caches["pages"].clear()


@contextmanager
def copied_register() -> Iterator[database.Connections]:
    """A copy of the small register."""
    name = f"lvheng_test_fresh_{os.getpid()}_{next(_numbers)}"
    _copy(_template(), name)
    yield _at(name)
    _drop(name)


_numbers = count()


@pytest.fixture(scope="module")
def shared_database() -> Iterator[database.Connections]:
    """A copy of the small register for tests of one file that change nothing in it."""
    with copied_register() as connections:
        yield connections


@pytest.fixture
def fresh_database() -> Iterator[database.Connections]:
    """A copy of the small register that a test may commit to, for programs and threads of its own."""
    with copied_register() as connections:
        yield connections


@pytest.fixture
def committing(fresh_database: database.Connections, django_db_blocker: Any) -> Iterator[Callable[[], Any]]:
    """Opens, in whatever thread, a block whose work is committed to a copy of the small register."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    name = str(conninfo_to_dict(fresh_database.app)["dbname"])

    @contextmanager
    def block() -> Iterator[None]:
        before = connections["default"]
        connections["default"] = DatabaseWrapper(settings_of(name), "default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = before

    with django_db_blocker.unblock():
        yield block


@pytest.fixture
def at_once(committing: Callable[[], Any]) -> Callable[..., list[Any]]:
    """Does several works at the same time, each in a thread and transaction of its own; answers or raised errors."""

    def done(*works: Callable[[], Any]) -> list[Any]:
        ready = Barrier(len(works))

        def one(work: Callable[[], Any]) -> Any:
            with committing():
                ready.wait(timeout=30)
                try:
                    return work()
                except Exception as error:
                    return error

        with ThreadPoolExecutor(len(works)) as threads:
            return list(threads.map(one, works))

    return done


@pytest.fixture
def viewer_as(db: None) -> Callable[[str], Any]:
    """The viewer behind a demonstration login, such as `demo-city`; `public` for nobody."""
    from lvheng.kernel.access.viewer import PUBLIC, viewer_of
    from lvheng.kernel.identity.models import Account
    from lvheng.kernel.time.days import today

    return lambda login: PUBLIC if login == "public" else viewer_of(Account.objects.get(login=login), today())


@pytest.fixture
def client_as(db: None) -> Callable[[str], Any]:
    """A browser's stand-in, signed in as a demonstration login; `public` for nobody."""
    from django.test import Client

    from lvheng.kernel.identity.models import Account

    def signed_in(login: str) -> Client:
        client = Client()
        if login != "public":
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            client.force_login(Account.objects.get(login=login), backend=backend)
        return client

    return signed_in
