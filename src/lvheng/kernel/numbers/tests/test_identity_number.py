"""An identity number is checked without being repeated, and turns nobody away for an old county."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric

from lvheng.kernel.numbers.identity_number import mask_identity_number, parse_identity_number
from lvheng.kernel.numbers.refusal import NumberRefused
from lvheng.kernel.time.clock import frozen

EXAMPLE = "11010519491231002X"  # the example of GB 11643


def _with_check(first_17: str) -> str:
    return first_17 + ric.calc_check_digit(first_17 + "0")


@pytest.mark.parametrize("written", [EXAMPLE, "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"])
def test_the_number_tells_birth_sex_and_area(written: str) -> None:
    assert parse_identity_number(written) == (EXAMPLE, "110105", date(1949, 12, 31), "female")


def test_an_odd_sequence_is_a_man() -> None:
    assert parse_identity_number(_with_check("11010519491231003")).sex == "male"


@pytest.mark.parametrize("area", ["440305", "110228", "441900", "500101", "830000"])
def test_people_older_than_their_county_are_taken(area: str) -> None:
    assert parse_identity_number(_with_check(f"{area}19650101002")).area == area


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("110105491231002", "15位旧号"),
        (EXAMPLE[:-1], "应为18位，现为17位"),
        ("1101051949123100XX", "前17位应为数字"),
        ("11010519491231002Y", "末位应为数字或X"),
        (_with_check("10010519491231002"), "第1–2位“10”不是省级"),
        ("110105194912310021", "第18位校验码与前17位不符"),
        (_with_check("11010519490231002"), "第7–14位不是存在的日期"),
        (_with_check("11010518991231002"), "早于1900年或晚于今天"),
        (_with_check("11010520240102002"), "早于1900年或晚于今天"),
    ],
)
def test_each_rule_refuses_without_repeating_the_number(written: str, part: str) -> None:
    with frozen(datetime(2024, 1, 1, 1, tzinfo=UTC)), pytest.raises(NumberRefused, match=part) as refusal:
        parse_identity_number(written)
    assert written not in str(refusal.value)
    assert written[6:14] not in str(refusal.value)


@given(st.integers(0, 16), st.integers(0, 9))
def test_one_wrong_figure_never_passes(place: int, wrong: int) -> None:
    assume(EXAMPLE[place] != str(wrong))
    with pytest.raises(NumberRefused):
        parse_identity_number(EXAMPLE[:place] + str(wrong) + EXAMPLE[place + 1 :])


def test_the_mask_hides_the_birth_date() -> None:
    assert mask_identity_number(EXAMPLE) == "110105********002X"
