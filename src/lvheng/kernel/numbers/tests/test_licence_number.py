"""A licence number is read into its parts, and its disagreements with the register are told in sentences."""

from datetime import UTC, datetime

import pytest

from lvheng.kernel.numbers.licence_number import disagreements, display_licence_number, parse_licence_number
from lvheng.kernel.numbers.refusal import NumberRefused
from lvheng.kernel.time.clock import frozen

SHOWN = "1 11 05 2012 1 0 99 9017"
NUMBER = parse_licence_number(SHOWN)


def test_the_parts_stand_where_the_rule_puts_them() -> None:
    assert tuple(NUMBER) == ("11105201210999017", "11", "05", 2012, "1", "male", "999017")
    assert display_licence_number(NUMBER.text) == SHOWN


def test_an_old_number_has_no_parts_and_disagrees_with_nothing() -> None:
    old = parse_licence_number("010200-312345")
    assert old.is_old
    assert old.text == display_licence_number(old.text) == "010200312345"
    assert disagreements(old, sex="female", kind_digit="9", district="110101", year=1999) == []


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("1110520121099901", "应为17位，旧证为12位，“1110520121099901”为16位"),
        ("1110520121099901A", "只能由数字组成"),
        ("21105201210999017", "第1位应为1，现为2，2开头的是律师事务所"),
        ("11005201210999017", "第2–3位“10”不是省级"),
        ("11105202510999017", "第6–9位“2025”不是首次执业年份"),
        ("11105201200999017", "第10位为执业类别，应为1至9"),
        ("11105201212999017", "第11位为性别"),
    ],
)
def test_each_rule_refuses_in_its_own_sentence(written: str, part: str) -> None:
    with frozen(datetime(2024, 6, 1, tzinfo=UTC)), pytest.raises(NumberRefused, match=part):
        parse_licence_number(written)


def test_what_agrees_is_silent() -> None:
    assert disagreements(NUMBER, sex="male", kind_digit="1", district="110105", year=2012) == []
    assert disagreements(NUMBER) == []


def test_every_disagreement_is_a_sentence() -> None:
    found = disagreements(NUMBER, sex="female", kind_digit="2", district="110108", year=2013)
    assert found == [
        "证号第11位表示男性，登记的性别为女（律师执业证号编制规则）。",
        "证号第10位执业类别为1，登记的执业类别对应2（律师执业证号编制规则）。",
        "证号第6–9位年份为2012，登记的首次执业年份为2013（律师执业证号编制规则）。",
        "证号第2–5位“1105”与发证地海淀区不符（GB/T 2260）。",
    ]


@pytest.mark.parametrize(
    ("start", "district", "agrees"),
    [
        ("11101", "110108", True),  # the city's own 1101
        ("11103", "110101", True),  # 崇文区 became part of 东城区
        ("11128", "110118", True),  # 密云县
        ("11115", "110400", True),  # 经开区 lies in 大兴区
        ("11115", "110112", False),
        ("11155", "110105", True),  # a demonstration number of 朝阳区
        ("11155", "110106", False),
        ("13101", "310115", True),
        ("13101", "110101", False),
        ("14403", "440305", True),
        ("14403", "440106", False),
    ],
)
def test_the_place_is_compared_as_codes_were_at_issue(start: str, district: str, agrees: bool) -> None:
    assert (disagreements(parse_licence_number(f"{start}201210000001"), district=district) == []) is agrees
