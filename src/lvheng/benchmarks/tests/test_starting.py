"""The product that is started for measuring has nothing to do with the one that is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lvheng.benchmarks import starting
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.tree import free_port


def test_the_home_is_empty_knows_nothing_of_theirs_and_goes_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/theirs")
    monkeypatch.setenv("LVHENG_DATABASE", "dbname=theirs")
    monkeypatch.setenv("LVHENG_LEDGER", "/srv/their-log")
    monkeypatch.setenv("LVHENG_SIGNING_KEYS", "/mnt/their-keys")
    with starting.own_home() as environment:
        home = Path(environment["LVHENG_HOME"])
        assert not home.exists()
        assert home.parent.exists()
        assert [name for name in environment if name.startswith(("LVHENG_", "DATABASE_"))] == ["LVHENG_HOME"]
    assert not home.parent.exists()


def test_a_start_that_fails_is_told_in_its_own_words() -> None:
    up = subprocess.Popen([sys.executable, "-c", "raise SystemExit('磁盘满了')"], stderr=subprocess.PIPE)
    with up, pytest.raises(Refusal, match="磁盘满了"):
        starting.wait_for(free_port(starting.HOST, starting.PORTS_ABOVE), up)
