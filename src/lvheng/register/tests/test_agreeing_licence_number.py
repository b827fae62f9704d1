"""numbering.md §1: a licence number of 17 figures tells category and sex; they agree with what is entered."""

from __future__ import annotations

from typing import Literal

import pytest

from lvheng.kernel.numbers.demonstration import demo_licence_number
from lvheng.register.choices import LawyerKind, Sex
from lvheng.register.rules import agreeing_licence_number


@pytest.mark.parametrize("kind", list(LawyerKind)[:4])
@pytest.mark.parametrize("sex", ["male", "female"])
def test_what_the_number_tells_agrees(kind: LawyerKind, sex: Literal["male", "female"]) -> None:
    number = demo_licence_number("110105", 2020, kind.digit, sex, 1)
    assert agreeing_licence_number(number, sex, kind) == []
    other_sex = next(other for other in Sex if other != sex)
    other_kind = next(other for other in list(LawyerKind)[:4] if other is not kind)
    assert ["性别" in r.sentence for r in agreeing_licence_number(number, other_sex, kind)] == [True]
    assert ["类别" in r.sentence for r in agreeing_licence_number(number, sex, other_kind)] == [True]
    assert len(agreeing_licence_number(number, other_sex, other_kind)) == 2
