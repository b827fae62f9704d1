"""A demonstration that is stopped goes on where it was, and regions are told beside each other without meeting."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lvheng.benchmarks.ground import own_database, program
from lvheng.demonstration.replay import Telling
from lvheng.demonstration.tests.stopping import DAY, TINY
from lvheng.launcher import database

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, list[list[object]]]]:
    """What stands in the register after a stop and a second run."""
    with pytest.MonkeyPatch.context() as patch:
        for variable, connection in database.ensure().environment().items():
            patch.setenv(variable, connection)
        with own_database():
            program("lvheng", "migrate")
            yield json.loads(program("lvheng.demonstration.tests.stopping"))


def test_a_second_run_goes_on_and_tells_nothing_twice(told: dict[str, list[list[object]]]) -> None:
    stopped, *others = told["after_the_stop"]
    assert stopped[1] == 3
    assert all(plays == 0 for _, plays in others)
    assert told["at_the_end"] == told["of_the_history"], "each line once, and all of them"
    assert told["refused_beside"] == [["不能再装别的"]], "another demonstration cannot be told into this one"
    assert told["refused_after"] == [["空的登记簿"]]


def test_regions_have_nobody_and_no_number_in_common(told: dict[str, list[list[object]]]) -> None:
    assert told["numbers_twice"] == []
    assert told["provinces"] == [["11"], ["33", "44"]]


def test_a_telling_is_handed_to_its_program_whole() -> None:
    telling = Telling(TINY.regions[1], 7, DAY, 12)
    assert Telling.read(telling.written()) == telling
