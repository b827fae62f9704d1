"""A target is bound only to a figure that measures the same thing in the same measure."""

from __future__ import annotations

import pytest

from lvheng.plan.binding import Measure, Offered, measure_of, misfit, suggested

FIGURES = {
    "register.revenue": Offered("律师行业业务收入", "亿元"),
    "register.lawyers": Offered("执业律师人数", "人"),
    "register.firms_100": Offered("100 名律师以上律师事务所", "家"),
    "service.hours": Offered("律师当年公益法律服务时长", "小时"),
    "party.coverage": Offered("独立党组织对有党员律师事务所的覆盖率", "%"),
}


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("%", Measure("share", "%")),
        ("亿元", Measure("money", "亿")),
        ("万人", Measure("count", "万")),
        ("千万元", Measure("money", "千万")),
        ("小时/人", Measure("count", "")),
        ("家", Measure("count", "")),
    ],
)
def test_a_unit_tells_its_measure(unit: str, measure: Measure) -> None:
    assert measure_of(unit) == measure


@pytest.mark.parametrize(
    ("indicator", "unit", "code"),
    [
        ("律师行业业务收入", "亿元", "register.revenue"),
        ("律师行业业务收入年均增速", "%", ""),
        ("执业律师人数", "名", "register.lawyers"),
        ("执业律师人数", "万名", ""),
        ("100名律师以上律师事务所", "家", "register.firms_100"),
        ("规模以上律师事务所（50人以上）", "家", ""),
        ("律师年人均公益法律服务", "小时", ""),
        ("律师当年公益法律服务时长", "小时", "service.hours"),
    ],
)
def test_only_a_figure_of_the_same_sort_is_suggested(indicator: str, unit: str, code: str) -> None:
    assert suggested(indicator, unit, FIGURES) == code


def test_a_misfit_says_what_to_do() -> None:
    said = misfit("律师人数", "万人", FIGURES["register.lawyers"])
    assert "以“万人”计" in said
    assert "换算成“人”" in said
    assert misfit("律师人数", "名", FIGURES["register.lawyers"]) == ""
    assert misfit("平台建成", "", FIGURES["register.lawyers"]) == ""
    assert misfit("受理率", "%", Offered("conduct.rate", "")) == ""
