"""The tables of places are whole, agree with each other, and never pass our own code off as the national one."""

from decimal import Decimal

import pytest

from lvheng.kernel.places.districts import (
    COUNTRIES,
    DISTRICTS,
    GROUPS,
    PROVINCES,
    RETIRED,
    current_code,
    district_name,
)
from lvheng.kernel.places.named_areas import NAMED_AREAS, named_areas_of
from lvheng.kernel.places.population import CENSUS_2020, VERIFIED, YEAR_END


def test_there_are_sixteen_districts_and_the_development_area() -> None:
    assert len(DISTRICTS) == 17
    assert [d.name for d in DISTRICTS.values() if d.internal] == ["经开区"]


def test_our_own_code_is_never_given_out_as_national() -> None:
    assert DISTRICTS["110400"].gb2260 is None
    assert DISTRICTS["110400"].lies_in in DISTRICTS
    assert all(d.gb2260 == code for code, d in DISTRICTS.items() if code != "110400")


def test_retired_codes_lead_to_districts_of_today() -> None:
    assert {r.successor for r in RETIRED.values()} <= DISTRICTS.keys()
    assert not RETIRED.keys() & DISTRICTS.keys()
    assert current_code("110104") == "110102"
    assert current_code("110105") == "110105"


@pytest.mark.parametrize(
    ("code", "name"), [("110105", "朝阳区"), ("110103", "崇文区"), ("310115", "上海市"), ("999999", "999999")]
)
def test_every_code_has_something_to_be_called(code: str, name: str) -> None:
    assert district_name(code) == name


def test_central_and_outer_districts_make_the_whole_city() -> None:
    central, outer = GROUPS["central_six"].districts, GROUPS["outer"].districts
    assert not central & outer
    assert central | outer == {code for code, d in DISTRICTS.items() if not d.internal}
    assert GROUPS["ecological"].districts < outer


def test_the_plans_areas_are_all_there_and_told_in_one_way_each() -> None:
    assert {a.name for a in NAMED_AREAS.values() if a.kind == "support"} == {"雄安新区", "城市副中心", "远郊区"}
    assert len([a for a in NAMED_AREAS.values() if a.kind == "cluster"]) == 4
    assert all([a.marked, bool(a.districts), bool(a.prefixes)].count(True) == 1 for a in NAMED_AREAS.values())


@pytest.mark.parametrize(
    ("district", "mark", "codes"),
    [
        ("110112", "", ["outer"]),
        ("110112", "subcentre", ["subcentre", "outer"]),
        ("110105", "cbd", ["cbd"]),
        ("110105", "", []),
        ("110400", "", []),
        ("130629", "", ["xiongan"]),
        ("130602", "", []),
    ],
)
def test_a_seat_lies_in_the_areas_it_should(district: str, mark: str, codes: list[str]) -> None:
    assert [area.code for area in named_areas_of(district, mark)] == codes


def test_the_population_is_whole_and_still_unverified() -> None:
    assert sorted(YEAR_END) == list(range(2015, 2025))
    assert CENSUS_2020.keys() == {code for code, d in DISTRICTS.items() if not d.internal}
    # The districts sum to the city of that census, 2189.3; each is rounded to 0.1.
    assert abs(sum(CENSUS_2020.values()) - Decimal("2189.3")) <= Decimal("0.8")
    assert VERIFIED is False


def test_provinces_and_countries_have_proper_codes() -> None:
    assert len(PROVINCES) == 34
    assert all(p.name.startswith(p.short) for p in PROVINCES.values())
    assert len(COUNTRIES) >= 60
    assert all(isinstance(code, str) and len(code) == 2 and code.isupper() for code in COUNTRIES)
