"""公民身份号码 (GB 11643-1999). Sensitive: no sentence of this file repeats the number."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from lvheng.kernel.numbers.refusal import NumberRefused, compact
from lvheng.kernel.places.districts import PROVINCES
from lvheng.kernel.time.days import today

Sex = Literal["male", "female"]

_STANDARD = "（GB 11643-1999）"
# 83: residence permits of people from Taiwan (港澳台居民居住证申领发放办法, 2018); those of 香港, 澳门 bear 81 and 82.
_PROVINCES = PROVINCES.keys() | {"83"}


class IdentityNumber(NamedTuple):
    """A number that passed its checks, and what it says of its holder."""

    text: str
    area: str
    birth: date
    sex: Sex


def parse_identity_number(written: str) -> IdentityNumber:
    """Reads and checks a number of 18 characters. Raises `NumberRefused`.

    Of the area only the province is checked. The library's own `validate` also wants the county to have existed in
    the year of birth, but numbers are given out from 1984 on under the counties of that day: it refuses everybody
    born before 1990 in 深圳南山 (440305), for one.
    """
    text = compact(written)
    if len(text) == 15 and text.isdigit():
        raise NumberRefused("身份号码为15位旧号，2013年起已停止使用，请填写18位公民身份号码（居民身份证法）。")
    if len(text) != 18:
        raise NumberRefused(f"公民身份号码应为18位，现为{len(text)}位{_STANDARD}。")
    if not (text[:17].isascii() and text[:17].isdigit()) or text[17] not in "0123456789X":
        raise NumberRefused(f"公民身份号码前17位应为数字，末位应为数字或X{_STANDARD}。")
    if text[:2] not in _PROVINCES:
        raise NumberRefused(f"公民身份号码第1–2位“{text[:2]}”不是省级行政区划代码{_STANDARD}。")
    if text[17] != ric.calc_check_digit(text):
        raise NumberRefused(f"公民身份号码第18位校验码与前17位不符，请对照证件核对{_STANDARD}。")
    return IdentityNumber(text, text[:6], _birth(text), "male" if int(text[16]) % 2 else "female")


def check_identity_number(written: str) -> str:
    """The number in its plain form. Raises `NumberRefused`."""
    return parse_identity_number(written).text


def mask_identity_number(text: str) -> str:
    """The number as it may be shown: address and last four characters, `110105********002X`."""
    return f"{text[:6]}{'*' * 8}{text[14:]}"


def _birth(text: str) -> date:
    try:
        birth = ric.get_birth_date(text)
    except ValidationError:
        raise NumberRefused(f"公民身份号码第7–14位不是存在的日期{_STANDARD}。") from None
    if birth.year < 1900 or birth > today():
        raise NumberRefused(f"公民身份号码第7–14位的出生日期早于1900年或晚于今天{_STANDARD}。")
    return birth
