"""The database server as a verb finds it in its environment."""

from __future__ import annotations

import pytest

from lvheng.launcher import database


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> database.Connections:
    """The user's own database, which no benchmark may touch, named in the environment."""
    found = database.ensure()
    for variable, connection in found.environment().items():
        monkeypatch.setenv(variable, connection)
    return found
