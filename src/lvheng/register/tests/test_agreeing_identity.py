"""GB 11643-1999: an identity number tells birth date and sex; they agree with what is entered."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.register.choices import Sex
from lvheng.register.rules import agreeing_identity

BORN = date(1984, 2, 29)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_what_the_number_tells_agrees(sex: Literal["male", "female"]) -> None:
    number = demo_identity_number(BORN, sex, 5)
    other = next(each for each in Sex if each != sex)
    assert agreeing_identity(number, sex, BORN) == []
    assert agreeing_identity(number, sex, None) == [], "a birth date that is not given is told by the number"
    assert [r.field for r in agreeing_identity(number, other, date(1985, 2, 28))] == ["sex", "born_on"]


def test_without_a_number_nothing_is_compared() -> None:
    assert agreeing_identity(None, "male", BORN) == []
