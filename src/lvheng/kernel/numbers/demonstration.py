"""Numbers for demonstrations: well-formed, with right check characters, and impossible to issue.

One rule for all three: the number names an area that does not exist. Codes of Beijing begin with 1101 or 1102 and end
in 29 at most; no city has the code 50 (GB/T 2260).

- 执业证号: positions 4–5 are the district's plus 50 (朝阳区 05 → 55), or 50 for another province; 12–17 are the serial.
- 统一社会信用代码: the registering area is 119900; the body is `MD` and the serial.
- 公民身份号码: the area is 112000 to 119999; area and sequence together are the serial.

A serial is any number from 0 to 999,999 (of identity numbers to 3,999,999) and alone makes the number unique.
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric, uscc

from lvheng.kernel.numbers.credit_code import LAW_FIRM, body_check
from lvheng.kernel.numbers.identity_number import Sex
from lvheng.kernel.numbers.licence_number import DEMO_PLACE_STEP, SEX_FIGURES, place_of

SERIALS = range(1_000_000)
IDENTITY_SERIALS = range(4_000_000)
_CREDIT_AREA = "119900"
_LAST_AREAS = 118000  # of two thousand areas for each million, the first million's
_AREAS = 2_000
_SEQUENCES = 500


def demo_licence_number(district: str, year: int, kind_digit: str, sex: Sex, serial: int) -> str:
    """A licence number of 17 figures for a district of Beijing or a province, and the year of the first licence."""
    place = int(place_of(district)) + DEMO_PLACE_STEP
    return f"1{district[:2]}{place}{year:04}{kind_digit}{SEX_FIGURES[sex]}{_checked(serial):06}"


def demo_credit_code(serial: int) -> str:
    """A law firm's credit code of 18 characters."""
    body = f"MD{_checked(serial):06}"
    code = f"{LAW_FIRM}{_CREDIT_AREA}{body}{body_check(body)}"
    return code + uscc.calc_check_digit(code)


def demo_identity_number(birth: date, sex: Sex, serial: int) -> str:
    """An identity number of 18 characters for somebody born on `birth`."""
    steps, place = divmod(_checked(serial, IDENTITY_SERIALS), _SEQUENCES)
    million, step = divmod(steps, _AREAS)
    sequence = 2 * place + (sex == "male")
    number = f"{_LAST_AREAS - million * _AREAS + step}{birth:%Y%m%d}{sequence:03}"
    return number + ric.calc_check_digit(number + "0")


def is_demo_licence_number(text: str) -> bool:
    """Whether a licence number in plain form can never be issued, by the rule above."""
    if len(text) != 17:
        return False
    place = int(text[3:5])
    return place == DEMO_PLACE_STEP or (place > DEMO_PLACE_STEP and text.startswith("111"))


def is_demo_credit_code(text: str) -> bool:
    """Whether a credit code in plain form can never be issued, by the rule above."""
    return text[2:8] == _CREDIT_AREA


def is_demo_identity_number(text: str) -> bool:
    """Whether an identity number in plain form can never be issued, by the rule above."""
    return text.isascii() and text[:3].isdigit() and 112 <= int(text[:3]) <= 119


def _checked(serial: int, serials: range = SERIALS) -> int:
    if serial not in serials:
        raise ValueError(f"演示号码的序号应在 0 至 {serials[-1]} 之间，现为 {serial}")
    return serial
