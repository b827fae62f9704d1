"""A credit code is taken with both check characters right, and refused with the place and the rule."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lvheng.kernel.numbers.credit_code import LAW_FIRM, check_credit_code
from lvheng.kernel.numbers.demonstration import demo_credit_code
from lvheng.kernel.numbers.refusal import NumberRefused

CITY_BUREAU = "11110000000029209E"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "written",
    [
        CITY_BUREAU,
        "91640100MA774ECW4K",
        "31110000MD0000008N",
        " 1111 0000 0000 2920 9e ",
        "１１１１００００００００２９２０９Ｅ",
    ],
)
def test_true_codes_are_taken_in_any_writing(written: str) -> None:
    assert check_credit_code(written) in {CITY_BUREAU, "91640100MA774ECW4K", "31110000MD0000008N"}


@pytest.mark.parametrize(
    ("written", "prefix", "part"),
    [
        ("", "", "应为18位，“”为0位"),
        (CITY_BUREAU[:-1], "", "为17位"),
        ("3111OOOOMD0000008N", "", "第5位“O”不是允许的字符，字母 I、O、Z、S、V 不使用"),
        ("31110000MD00000*8N", "", r"第16位“\*”不是允许的字符（"),
        ("01110000MD0000008N", "", "第1位“0”不是登记管理部门代码"),
        ("3111000AMD0000008N", "", "第3–8位“11000A”应为六位数字"),
        (CITY_BUREAU, LAW_FIRM, "第1–2位应为“31”，现为“11”，律师执业机构"),
        ("31110000MD0000018N", LAW_FIRM, "第17位“8”与第9–16位不符.*GB 11714"),
        ("31110000MD0000008M", LAW_FIRM, "第18位“M”与前17位不符.*GB 32100"),
    ],
)
def test_each_rule_refuses_in_its_own_sentence(written: str, prefix: str, part: str) -> None:
    with pytest.raises(NumberRefused, match=part) as refusal:
        check_credit_code(written, prefix)
    assert str(refusal.value).endswith("。")


@given(st.integers(0, 999_999), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_never_passes(serial: int, place: int, wrong: str) -> None:
    code = demo_credit_code(serial)
    assume(code[place] != wrong)
    with pytest.raises(NumberRefused):
        check_credit_code(code[:place] + wrong + code[place + 1 :])
