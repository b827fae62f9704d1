"""司发通〔2021〕61号: what follows from a former office is told with its days."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.register.models import FormerOffice
from lvheng.register.rules import limits_after_office


@pytest.mark.parametrize(("grade", "joins"), [("leader", 2023), ("senior", 2023), ("other", 2022)])
def test_two_or_three_years_for_firms_two_for_pleading_and_one_court_for_ever(grade: str, joins: int) -> None:
    found = limits_after_office(FormerOffice(grade=grade, manner="resigned", valid_from=date(2020, 5, 6)))
    assert found[0] == f"{joins}-05-06 前不得到原任职单位管辖地区内的律师事务所执业"
    assert found[1].startswith("2022-05-06 前不得以律师身份")
    assert found[2].startswith("终身不得")


def test_who_was_expelled_works_in_no_firm() -> None:
    row = FormerOffice(grade="other", manner="expelled", valid_from=date(2020, 5, 6))
    assert limits_after_office(row) == ["被开除公职，不得在律师事务所工作"]
