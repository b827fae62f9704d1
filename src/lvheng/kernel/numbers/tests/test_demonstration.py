"""Numbers of demonstrations pass every check of form, are unlike each other, and can never be a real person's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from lvheng.kernel.numbers.credit_code import LAW_FIRM, check_credit_code
from lvheng.kernel.numbers.demonstration import (
    SERIALS,
    demo_credit_code,
    demo_identity_number,
    demo_licence_number,
    is_demo_credit_code,
    is_demo_identity_number,
    is_demo_licence_number,
)
from lvheng.kernel.numbers.identity_number import Sex, parse_identity_number
from lvheng.kernel.numbers.licence_number import disagreements, parse_licence_number
from lvheng.kernel.places.districts import DISTRICTS, RETIRED

SERIAL = st.sampled_from(SERIALS)
SEX: st.SearchStrategy[Sex] = st.sampled_from(["male", "female"])
BIRTH = st.dates(date(1935, 1, 1), date(2002, 12, 31))


@given(st.sampled_from(sorted(DISTRICTS)), st.integers(1980, 2020), st.sampled_from("123456789"), SEX, SERIAL)
def test_a_licence_number_agrees_with_its_lawyer(district: str, year: int, kind: str, sex: Sex, serial: int) -> None:
    number = parse_licence_number(demo_licence_number(district, year, kind, sex, serial))
    assert is_demo_licence_number(number.text)
    assert disagreements(number, sex=sex, kind_digit=kind, district=district, year=year) == []


@given(SERIAL)
def test_a_credit_code_passes_all_checks(serial: int) -> None:
    code = demo_credit_code(serial)
    assert check_credit_code(code, LAW_FIRM) == code
    assert is_demo_credit_code(code)


@given(BIRTH, SEX, SERIAL)
def test_an_identity_number_tells_what_it_was_made_from(birth: date, sex: Sex, serial: int) -> None:
    number = parse_identity_number(demo_identity_number(birth, sex, serial))
    assert (number.birth, number.sex) == (birth, sex)
    assert is_demo_identity_number(number.text)
    with pytest.raises(Exception):  # noqa: B017, PT011 - the library fails in several ways where there is no county
        ric.get_birth_place(number.text)


def test_the_serial_alone_makes_numbers_unlike() -> None:
    birth = date(1980, 1, 1)
    some = range(0, 1_000_000, 97)
    assert len({demo_licence_number("110105", 2020, "1", "male", n) for n in some}) == len(some)
    assert len({demo_credit_code(n) for n in some}) == len(some)
    assert len({demo_identity_number(birth, "male", n)[:17] for n in some}) == len(some)


def test_no_real_district_makes_a_demonstration_number() -> None:
    for code in [*DISTRICTS, *RETIRED]:
        assert not is_demo_licence_number(f"1{code[:2]}{code[4:6]}201210000001")
        assert not is_demo_identity_number(f"{code}198001010011")
        assert not is_demo_credit_code(f"31{code}MD0000008N")


@pytest.mark.parametrize("serial", [-1, 1_000_000])
def test_a_serial_that_does_not_fit_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="序号"):
        demo_credit_code(serial)
