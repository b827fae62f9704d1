"""One history of a fifth of Beijing, told once for all tests of its shape."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.demonstration.history import history
from lvheng.demonstration.plays import Play
from lvheng.demonstration.sizes import beijing
from lvheng.demonstration.world import World

FIFTH = beijing(0.2, 0.2, 3)
LAST_DAY = date(2022, 12, 31)


@pytest.fixture(scope="session")
def told() -> tuple[World, list[Play]]:
    """The world at the end of 2022, the year of most published numbers, and the plays that led to it."""
    world, plays = history(FIFTH, 9, LAST_DAY)
    return world, list(plays)


@pytest.fixture(scope="session")
def world(told: tuple[World, list[Play]]) -> World:
    return told[0]


@pytest.fixture(scope="session")
def plays(told: tuple[World, list[Play]]) -> list[Play]:
    return told[1]
