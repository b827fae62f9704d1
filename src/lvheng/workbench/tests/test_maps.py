"""The map of districts: every district once, none over another, true neighbours side by side, every tile a door."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.workbench.maps import TILES, district_map, elsewhere, parts

NEIGHBOURS = [
    ("110101", "110102"),  # 东城、西城
    ("110101", "110105"),  # 东城、朝阳
    ("110108", "110102"),  # 海淀、西城
    ("110108", "110107"),  # 海淀、石景山
    ("110105", "110112"),  # 朝阳、通州
    ("110114", "110119"),  # 昌平、延庆
    ("110116", "110118"),  # 怀柔、密云
    ("110111", "110115"),  # 房山、大兴
    ("110115", "110400"),  # 大兴、经开区
]


def reading(value: int) -> Reading:
    return Reading(figure_of("register.lawyers"), date(2025, 12, 31), Decimal(value), value, Decimal(value))


def shared(one: str, other: str) -> tuple[float, float]:
    """How far two tiles overlap sideways and downwards; 0 where they touch, negative where they lie apart."""
    x1, y1, w1, h1 = TILES[one]
    x2, y2, w2, h2 = TILES[other]
    return min(x1 + w1, x2 + w2) - max(x1, x2), min(y1 + h1, y2 + h2) - max(y1, y2)


def test_every_district_has_one_tile() -> None:
    assert set(TILES) == set(DISTRICTS)


def test_no_tile_lies_over_another() -> None:
    assert [pair for pair in combinations(TILES, 2) if min(shared(*pair)) > 0] == []


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_touch(one: str, other: str) -> None:
    assert min(shared(one, other)) == 0 < max(shared(one, other))


def test_a_tile_says_its_number_and_opens_its_rows() -> None:
    drawn = district_map(parts({"110105": reading(1234), "110108": reading(5)}, "/work/lists/lawyers/?figure=x"), "人")
    [tile] = [tile for tile in drawn.split("<a ") if "朝阳" in tile and "district=110105" in tile]
    assert 'href="/work/lists/lawyers/?figure=x&amp;district=110105"' in tile
    assert ">1,234<" in tile
    assert drawn.count("<a ") == 2
    assert drawn.count(">—<") == len(TILES) - 2


def test_what_lies_outside_is_told_beside_and_never_lost() -> None:
    told = parts({"110105": reading(3), "133100": reading(2), "": reading(1)})
    assert [part.name for part in elsewhere(told)] == ["雄安新区", "未定（无执业机构或机构无住所）"]
    assert [part.href for part in told] == ["", "", ""]
