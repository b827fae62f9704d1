"""律师执业证号: 17 figures, or 12 on older certificates. No check digit: only agreement with the register tells.

Positions of the 17: 1 the text type `1`, 2–3 province, 4–5 city or district, 6–9 year of the first licence, 10 kind,
11 sex (0 male, 1 female), 12–17 serial. Source: the ministry's numbering notice, known to us at second hand
(docs of the domain, numbering §1), so that disagreements are told and not refused.
"""

from __future__ import annotations

from typing import NamedTuple

from lvheng.kernel.numbers.identity_number import Sex
from lvheng.kernel.numbers.refusal import NumberRefused, compact
from lvheng.kernel.places.districts import BEIJING, DISTRICTS, PROVINCES, current_code, district_name
from lvheng.kernel.time.days import today

DEMO_PLACE_STEP = 50
"""No district of Beijing has a code that ends above 29: a place raised by 50 marks a number never to be issued."""

_RULE = "（律师执业证号编制规则）"
SEX_FIGURES: dict[Sex, str] = {"male": "0", "female": "1"}
_SEXES: dict[str, Sex] = {figure: sex for sex, figure in SEX_FIGURES.items()}


class LicenceNumber(NamedTuple):
    """A licence number and its parts; those of a 12-figure number are unknown and therefore empty."""

    text: str
    province: str = ""
    place: str = ""
    year: int | None = None
    kind_digit: str = ""
    sex: Sex | None = None
    serial: str = ""

    @property
    def is_old(self) -> bool:
        """Whether this is a number of the older form, without parts."""
        return not self.province


def parse_licence_number(written: str) -> LicenceNumber:
    """Reads and checks a number of 17 or 12 figures, grouped or not. Raises `NumberRefused`."""
    text = compact(written)
    if not (text.isascii() and text.isdigit()):
        raise NumberRefused(f"律师执业证号只能由数字组成，“{text}”含有其他字符{_RULE}。")
    if len(text) == 12:
        return LicenceNumber(text)
    if len(text) != 17:
        raise NumberRefused(f"律师执业证号应为17位，旧证为12位，“{text}”为{len(text)}位{_RULE}。")
    if text[0] != "1":
        hint = "，2开头的是律师事务所执业许可证号" if text[0] == "2" else ""
        raise NumberRefused(f"律师执业证号第1位应为1，现为{text[0]}{hint}{_RULE}。")
    if text[1:3] not in PROVINCES:
        raise NumberRefused(f"律师执业证号第2–3位“{text[1:3]}”不是省级行政区划代码（GB/T 2260）。")
    if not 1900 <= int(text[5:9]) <= today().year:
        raise NumberRefused(f"律师执业证号第6–9位“{text[5:9]}”不是首次执业年份，应在1900年至今年之间{_RULE}。")
    if text[9] == "0":
        raise NumberRefused(f"律师执业证号第10位为执业类别，应为1至9，现为0{_RULE}。")
    if text[10] not in _SEXES:
        raise NumberRefused(f"律师执业证号第11位为性别，应为0（男）或1（女），现为{text[10]}{_RULE}。")
    return LicenceNumber(text, text[1:3], text[3:5], int(text[5:9]), text[9], _SEXES[text[10]], text[11:])


def check_licence_number(written: str) -> str:
    """The number in its plain form. Raises `NumberRefused`."""
    return parse_licence_number(written).text


def disagreements(
    number: LicenceNumber,
    *,
    sex: str | None = None,
    kind_digit: str | None = None,
    district: str | None = None,
    year: int | None = None,
) -> list[str]:
    """Sentences on where the number and the register differ; empty if they agree or nothing can be compared.

    `sex` is "male" or "female", `kind_digit` that of the kind of licence, `district` the code of the place of issue,
    `year` that of the first licence. The place 01 agrees with every district of Beijing: 1101 is also the city's own
    code, and certificates bear it. A demonstration number is compared by the place it was made from.
    """
    if number.is_old:
        return []
    found = []
    if sex is not None and number.sex != sex:
        found.append(f"证号第11位表示{_sex_label(number.sex)}性，登记的性别为{_sex_label(sex)}{_RULE}。")
    if kind_digit is not None and number.kind_digit != kind_digit:
        found.append(f"证号第10位执业类别为{number.kind_digit}，登记的执业类别对应{kind_digit}{_RULE}。")
    if year is not None and number.year != year:
        found.append(f"证号第6–9位年份为{number.year}，登记的首次执业年份为{year}{_RULE}。")
    if district is not None and not _places_agree(number, district):
        found.append(
            f"证号第2–5位“{number.province}{number.place}”与发证地{district_name(district)}不符（GB/T 2260）。"
        )
    return found


def display_licence_number(text: str) -> str:
    """The number as it is shown, `1 11 05 2012 1 0 99 9017`; an old one as it is."""
    if len(text) != 17:
        return text
    ends = (1, 3, 5, 9, 10, 11, 13, 17)
    return " ".join(text[start:end] for start, end in zip((0, *ends), ends, strict=False))


def place_of(district: str) -> str:
    """Positions 4–5 for a place: in Beijing the end of the district's code (经开区 as 大兴区), elsewhere the city's."""
    if not district.startswith(BEIJING):
        return district[2:4]
    known = DISTRICTS.get(district)
    return ((known and known.lies_in) or district)[4:6]


def _places_agree(number: LicenceNumber, district: str) -> bool:
    if number.province != district[:2]:
        return False
    if number.province != BEIJING:
        place = place_of(district)
        return number.place in (place, f"{int(place) + DEMO_PLACE_STEP:02}")
    figure = int(number.place) % DEMO_PLACE_STEP
    written = {current_code(f"{county}{figure:02}") for county in ("1101", "1102")}
    return figure == 1 or place_of(district) in {code[4:6] for code in written}


def _sex_label(sex: str | None) -> str:
    return "女" if sex == "female" else "男"
