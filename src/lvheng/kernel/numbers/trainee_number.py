"""实习证号: 14 figures. No check digit: only agreement with the register tells.

Positions: 1–2 the bar's own code of the province, 3–4 of the city's bar, 5–6 year and 7–8 month of issue, 9 sex (1 male,
2 female), 10 kind (1 full-time, 2 part-time), 11–14 serial. The province codes are the national bar's own list, not
GB/T 2260. Source: the bars' numbering notices (docs of the domain, numbering §6).
"""

from __future__ import annotations

from typing import NamedTuple

from lvheng.kernel.numbers.refusal import NumberRefused, compact

_RULE = "（申请律师执业人员实习证编号规则）"
_LENGTH = 14
SEX_FIGURES = {"male": "1", "female": "2"}
KIND_FIGURES = {"full_time": "1", "part_time": "2"}
DEMO_BAR = "0199"  # no bar of a city has the code 99


class TraineeNumber(NamedTuple):
    """A trainee's number and its parts; `month` as year and month of issue, e.g. 2403."""

    text: str
    bar: str
    month: str
    sex_figure: str
    kind_figure: str
    serial: str


def parse_trainee_number(written: str) -> TraineeNumber:
    """Reads and checks a number of 14 figures. Raises `NumberRefused`."""
    text = compact(written)
    if not (text.isascii() and text.isdigit()):
        raise NumberRefused(f"实习证号只能由数字组成，“{text}”含有其他字符{_RULE}。")
    if len(text) != _LENGTH:
        raise NumberRefused(f"实习证号应为{_LENGTH}位，“{text}”为{len(text)}位{_RULE}。")
    if not 1 <= int(text[6:8]) <= 12:
        raise NumberRefused(f"实习证号第7–8位为发证月份，应为01至12，现为{text[6:8]}{_RULE}。")
    for place, figure, options, what in ((9, text[8], SEX_FIGURES, "性别"), (10, text[9], KIND_FIGURES, "类别")):
        if figure not in options.values():
            raise NumberRefused(f"实习证号第{place}位为{what}，应为1或2，现为{figure}{_RULE}。")
    return TraineeNumber(text, text[:4], text[4:8], text[8], text[9], text[10:])


def check_trainee_number(written: str) -> str:
    """The number in its plain form. Raises `NumberRefused`."""
    return parse_trainee_number(written).text


def disagreements(number: TraineeNumber, *, sex: str, kind: str) -> list[str]:
    """Sentences on where the number and the register differ; `sex` and `kind` as the register's codes."""
    found = []
    if SEX_FIGURES[sex] != number.sex_figure:
        found.append(f"实习证号第9位为{number.sex_figure}，登记的性别对应{SEX_FIGURES[sex]}{_RULE}。")
    if KIND_FIGURES[kind] != number.kind_figure:
        found.append(f"实习证号第10位为{number.kind_figure}，登记的实习类别对应{KIND_FIGURES[kind]}{_RULE}。")
    return found


def demo_trainee_number(year: int, month: int, sex: str, kind: str, serial: int) -> str:
    """A number that no bar can issue; `serial` from 0 to 9,999 is unique within month, sex and kind."""
    if serial not in range(10_000):
        raise ValueError(f"演示实习证号的序号应在 0 至 9999 之间，现为 {serial}")
    return f"{DEMO_BAR}{year % 100:02}{month:02}{SEX_FIGURES[sex]}{KIND_FIGURES[kind]}{serial:04}"
