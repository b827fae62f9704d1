"""Which figure a target may be bound to: both must measure the same thing in the same measure, or the board would
hold 12.76 亿元 against 12 %."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lvheng.kernel.figures.figure import figure_of, is_live

ALIKE = 0.5  # share of neighbouring signs in common from which a name is offered for another
SHARES = ("%", "‰", "‱", "个百分点")
# Words that make another measure of the same thing; numbers in a name do so too (100名律师以上律师事务所).
SORTS = ("每", "人均", "户均", "增速", "增长", "增加", "提高", "下降", "降幅", "新增", "新建", "占比", "比例")


class Measure(NamedTuple):
    """How a number is measured: a share, money or a count, and the multiple (万, 亿) that its unit stands for."""

    kind: str
    multiple: str


class Offered(NamedTuple):
    """A figure that a target may be bound to, as far as a name can tell; `unit` is '' where none is known yet."""

    title: str
    unit: str


def offered(code: str) -> Offered:
    """The figure of that code; without a unit where its register does not exist yet."""
    if not code or not is_live(code):
        return Offered(code, "")
    figure = figure_of(code)
    return Offered(figure.title, figure.unit)


def measure_of(unit: str) -> Measure:
    """The measure that a unit tells: 万人 is a count in 万, 亿元 money in 亿, 小时/人 a count."""
    plain = unit.split("/")[0]
    if plain in SHARES:
        return Measure("share", plain)
    found = re.match("[十百千]?[万亿]+", plain)
    return Measure("money" if plain.endswith("元") else "count", found.group() if found else "")


def misfit(indicator: str, unit: str, figure: Offered) -> str:
    """Why a target in `unit` cannot be counted by a figure; '' where it can, or where one of the units is not stated."""
    if not unit or not figure.unit or measure_of(unit) == measure_of(figure.unit):
        return ""
    return (
        f"“{indicator}”以“{unit}”计，绑定的“{figure.title}”以“{figure.unit}”计，不能相比；"
        f"请改绑别的数，或把目标值换算成“{figure.unit}”"
    )


def suggested(indicator: str, unit: str, figures: Mapping[str, Offered]) -> str:
    """The code of the figure most like the indicator by name and of one measure with it, '' if none is much alike."""
    fit = {
        code: figure.title
        for code, figure in figures.items()
        if not misfit(indicator, unit, figure) and _sorts(indicator) == _sorts(figure.title)
    }
    best = max(fit, key=lambda code: likeness(indicator, fit[code]), default="")
    return best if best and likeness(indicator, fit[best]) >= ALIKE else ""


def _sorts(name: str) -> set[str]:
    return {*re.findall(r"\d+(?:\.\d+)?", name), *(word for word in SORTS if word in name)}


def likeness(one: str, other: str) -> float:
    """Dice's share of neighbouring pairs of signs in common, blanks and brackets aside: 1 for the same name, 0 for none."""
    a, b = (_pairs(text) for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    plain = "".join(sign for sign in text if sign.isalnum())
    return {plain[n : n + 2] for n in range(len(plain) - 1)}
