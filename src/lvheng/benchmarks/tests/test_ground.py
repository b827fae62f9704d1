"""A benchmark stands in a database of its own, and nothing of it stays."""

from __future__ import annotations

import os

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from lvheng.benchmarks.ground import own_database, program
from lvheng.launcher.database import VARIABLES, Connections
from lvheng.launcher.refusal import Refusal

OURS = f"lvheng_bench_{os.getpid()}"


def named() -> set[str]:
    return {str(conninfo_to_dict(os.environ[variable])["dbname"]) for variable in VARIABLES.values()}


def exists(connections: Connections) -> bool:
    with psycopg.connect(connections.owner) as connection:
        return connection.execute("select 1 from pg_database where datname = %s", [OURS]).fetchone() is not None


def test_within_everything_points_to_a_database_that_is_gone_afterwards(connections: Connections) -> None:
    before = named()
    with own_database():
        assert named() == {OURS}
        assert exists(connections)
    assert named() == before
    assert not exists(connections)


def test_it_is_gone_too_when_measuring_fails(connections: Connections) -> None:
    with pytest.raises(RuntimeError, match="broken"), own_database():
        raise RuntimeError("broken")
    assert not exists(connections)


def test_a_program_that_fails_is_a_refusal_with_a_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refusal, match="没有做成"):
        program("lvheng", "no-such-verb")
    assert "no-such-verb" in capfd.readouterr().err
