"""Programs that ask with the key of a demonstration account, or with none."""

from __future__ import annotations

from typing import Any

import pytest

from lvheng.api import entrance
from lvheng.api.tests.program import Program
from lvheng.kernel.access.pace import Pace
from lvheng.kernel.identity.keys import make_key
from lvheng.kernel.identity.models import Account

LOGINS = ("demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer")


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for what others have asked."""
    for name in ("OPEN", "KEYED"):
        monkeypatch.setattr(entrance, name, Pace(f"test-{name}", rate=1000, size=100_000))


@pytest.fixture
def program_of(db: None) -> Any:
    """`program_of("demo-city")`; `public` for one without a key."""

    def made(login: str) -> Program:
        if login == "public":
            return Program("")
        return Program(make_key(Account.objects.get(login=login), "测试")[1])

    return made


@pytest.fixture
def city(program_of: Any) -> Program:
    found: Program = program_of("demo-city")
    return found


@pytest.fixture
def public() -> Program:
    return Program("")
