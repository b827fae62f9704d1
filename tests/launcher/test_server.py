"""The embedded server, once for this file: it comes up, holds what is promised, and goes when the last user leaves."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lvheng.launcher import database, server
from lvheng.launcher import home as homes
from lvheng.launcher.database import Connections
from lvheng.launcher.home import Home
from lvheng.launcher.refusal import Refusal


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """A home of this file alone, below a folder that the server's account can pass through."""
    above = Path(tempfile.mkdtemp(prefix="lvheng-test-", dir="/var/tmp"))
    above.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVHENG_HOME", str(above / "home"))
        patch.setattr(database, "_kept", [])  # what this file releases is its own server, not the one of all tests
        try:
            yield homes.open_home()
        finally:
            shutil.rmtree(above)


@pytest.fixture(scope="module")
def connections(home: Home) -> Iterator[Connections]:
    found = database.embedded(home)
    yield found
    database.release(home)


def ask(connection: str, query: str) -> tuple[object, ...] | None:
    with psycopg.connect(connection) as opened:
        return opened.execute(query).fetchone()


def test_each_role_connects_as_itself(connections: Connections) -> None:
    for role, connection in (
        ("lvheng_app", connections.app),
        ("lvheng_owner", connections.owner),
        ("lvheng_replay", connections.replay),
    ):
        assert ask(connection, "select current_user::text") == (role,)


def test_the_application_writes_rows_of_the_owners_tables_and_makes_none(connections: Connections) -> None:
    with psycopg.connect(connections.owner) as owner:
        owner.execute("create table note (id serial, body text)")
    for connection in (connections.app, connections.replay):
        assert ask(connection, "insert into note (body) values ('x') returning body") == ("x",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(connection, "create table mine (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(connection, "drop table note")


def test_only_the_application_is_hurried(connections: Connections) -> None:
    query = "select current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')"
    assert ask(connections.app, query) == ("1min", "1min")
    assert ask(connections.owner, query) == ("0", "0")
    assert ask(connections.replay, query) == ("0", "0")


def test_it_runs_with_the_settings_of_the_decision_record(connections: Connections) -> None:
    names = ("jit", "random_page_cost", "work_mem", "max_parallel_workers_per_gather", "timezone", "listen_addresses")
    query = "select " + ", ".join(f"current_setting('{name}')" for name in names)
    assert ask(connections.app, query) == ("off", "1.1", "64MB", "2", "Asia/Shanghai", "")


def test_trigrams_know_chinese_names(connections: Connections) -> None:
    assert ask(connections.app, "select cardinality(show_trgm('王小明')) > 0") == (True,)


def test_the_folders_are_closed_and_the_servers_own(connections: Connections, home: Home) -> None:
    for folder in (home.cluster, home.folder / "run"):
        found = folder.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid) == (0o700, home.service.pw_uid)
    assert stat.S_IMODE(home.folder.parent.stat().st_mode) == 0o755


def test_a_database_too_old_is_refused(connections: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(Refusal, match="PostgreSQL 18，律衡需要 99 以上"):
        database.external(connections.owner, None)


def test_a_server_named_by_url_gives_rows_to_a_second_user(connections: Connections) -> None:
    found = database.external(connections.app, connections.owner)
    assert (found.app, found.owner) == (connections.app, connections.owner)


def test_it_stays_while_somebody_uses_it_and_comes_back_after_all_have_left(
    connections: Connections, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(connections.owner) as owner:
        owner.execute("create table kept (id int)")
    number = int((home.cluster / "postmaster.pid").read_text().split()[0])
    database.embedded(home)
    assert int((home.cluster / "postmaster.pid").read_text().split()[0]) == number, "a second user joins the first"
    assert database.release(home)
    assert not server.is_server(number)
    (home.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{home.cluster}\n")  # as a crash leaves it
    database.embedded(home)
    assert ask(connections.app, "select count(*) from kept") == (0,), "what was committed is there"


def test_another_major_version_is_refused(connections: Connections, home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path, home.service)
    other.cluster.mkdir()
    os.chown(other.cluster, home.service.pw_uid, -1)
    (other.cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(Refusal, match="是 PostgreSQL 17 写的，现在带的是 18"):
        server.check_cluster(other)
