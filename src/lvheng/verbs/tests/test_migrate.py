"""A start looks at the database's structure once for each version of the source, not every time."""

from __future__ import annotations

import pytest

from lvheng.launcher import source
from lvheng.launcher.database import Connections
from lvheng.verbs import migrate


@pytest.fixture
def product(fresh_database: Connections, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A database of its own; what is done to it is told in the list."""
    done: list[str] = []
    monkeypatch.setenv("LVHENG_DATABASE", fresh_database.app)
    monkeypatch.setenv("LVHENG_DATABASE_OWNER", fresh_database.owner)
    monkeypatch.setattr(migrate, "count_missing", lambda: 0)
    monkeypatch.setattr(migrate, "apply_as_owner", lambda: done.append("migrations"))
    monkeypatch.setattr("lvheng.config.seed.run", lambda: done.append("seed"))
    return done


def test_a_database_is_brought_up_to_date_once_for_each_source(
    product: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "digest", lambda: "one")
    migrate.bring_up_to_date()
    assert product == ["migrations", "seed"]
    migrate.bring_up_to_date()
    assert product == ["migrations", "seed"]
    monkeypatch.setattr(source, "digest", lambda: "two")
    assert not migrate.is_stamped()
    migrate.bring_up_to_date()
    assert product == ["migrations", "seed"] * 2


def test_whoever_asks_for_it_gets_it_done_again(product: list[str]) -> None:
    migrate.bring_up_to_date(always=True)
    migrate.bring_up_to_date(always=True)
    assert product == ["migrations", "seed"] * 2
