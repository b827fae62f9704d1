"""The plan in one picture: on a page, as SVG and PNG; what is too small to be told stays untold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from lvheng.kernel.figures.figure import Face, Figure, figure_of
from lvheng.kernel.figures.reading import LEAST, Reading
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.plan.board import GoalBlock, TargetLine
from lvheng.plan.models import PlanTarget
from lvheng.plan.picture import Picture, _lines
from lvheng.plan.shapes import Promise
from lvheng.register.public_figures import for_public

DAY = date(2025, 12, 31)
PATH = f"/plan/{BEIJING_CODE}/picture"


def words(svg: str | bytes) -> str:
    """All that is written in it."""
    tree = etree.fromstring(svg.encode() if isinstance(svg, str) else svg)
    return str(etree.tostring(tree, method="text", encoding="unicode"))


def drawn(rows: int) -> str:
    """A picture of one target whose figure is a public total of so many rows."""
    figure = replace(Figure(**{f: getattr(figure_of("register.firms_100"), f) for f in _FIELDS}), face=Face.TOTAL)
    reading = for_public(Reading(figure, DAY, Decimal(rows), rows, Decimal(rows)))
    target = PlanTarget(indicator="试验<指标>", unit="家", number="T1", op=">=", value=Decimal(10))
    promise = Promise(op=">=", value=Decimal(10), due=DAY, first_year=2023, unit="家")
    line = TargetLine(target=target, promise=promise, on=DAY, figure=figure, reading=reading)
    goal: Any = SimpleNamespace(title="目标一", number="1", text="")
    return str(Picture("某某行动计划", "某某局", DAY, [GoalBlock(goal, [line])]).svg())


_FIELDS = ("code", "title", "unit", "rows", "sources", "definition", "listing")


def test_the_picture_is_well_formed_and_tells_value_aim_and_share() -> None:
    svg = etree.fromstring(drawn(8).encode())
    told = words(drawn(8))
    assert "试验<指标>" in told
    assert "8 家" in told
    assert "目标 ≥ 10 家" in told
    widths = [float(bar.get("width") or 0) for bar in svg.iter("{*}rect") if bar.get("rx")]
    assert widths[1] / widths[0] == pytest.approx(0.8)


@pytest.mark.parametrize("rows", [1, LEAST - 1])
def test_a_small_total_is_withheld_from_picture_and_words(rows: int) -> None:
    told = words(drawn(rows))
    assert f"{rows} 家" not in told
    assert "过少，不公布" in told


def test_no_line_begins_with_what_closes() -> None:
    assert _lines("一二三四五，六七", 5) == ["一二三四五，", "六七"]
    assert _lines("ab12(2023-2025)", 9) == ["ab12(2023-2025)"]
    assert _lines("一二三四“五六”七", 5) == ["一二三四", "“五六”七"], "or ends with what opens"


def test_no_english_word_is_broken() -> None:
    assert _lines("Law firms with one hundred lawyers", 12) == ["Law firms with one", "hundred lawyers"]


@pytest.mark.django_db
def test_the_picture_is_english_below_en(client_as: Callable[[str], Any]) -> None:
    client = client_as("public")
    page = client.get("/en/plan/").content.decode()
    assert f"/en{PATH}.png" in page
    told = words(client.get(f"/en{PATH}.svg").content)
    assert "Law firms" in told
    assert re.findall("[\u4e00-\u9fff]+", told) == [], "nothing is left in Chinese"
    assert client.get(f"/en{PATH}.png").content.startswith(b"\x89PNG")


@pytest.mark.django_db
def test_everybody_has_it_as_a_page_and_as_a_file(client_as: Callable[[str], Any]) -> None:
    client = client_as("public")
    page = client.get("/plan/").content.decode()
    assert f"{PATH}.png" in page
    svg = client.get(f"{PATH}.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    told = words(svg.content)
    assert "行业持续深入健康发展" in told
    assert "演示数据" in told
    assert client.get(f"{PATH}.png").content.startswith(b"\x89PNG")
    assert client.get(f"/plan/{BEIJING_CODE}/").status_code == 200
    assert client.get(f"{PATH}.gif").status_code == 404
    assert client.get("/plan/nothing/").status_code == 404
