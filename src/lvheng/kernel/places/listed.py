"""Districts, provinces and named areas as lists of code and title, for fields to choose from."""

from __future__ import annotations

from functools import cache

from lvheng.kernel.places.districts import BEIJING, COUNTRIES, DISTRICTS, PROVINCES
from lvheng.kernel.places.named_areas import NAMED_AREAS


@cache
def district_titles() -> dict[str, str]:
    """The 17 districts of Beijing, in the order of their codes."""
    return {code: district.name for code, district in DISTRICTS.items()}


@cache
def place_titles() -> dict[str, str]:
    """Districts of Beijing, then 雄安新区 and the other provinces by their six-figure code, for seats elsewhere."""
    elsewhere = {f"{code}0000": province.name for code, province in PROVINCES.items() if code != BEIJING}
    return district_titles() | {"133100": "雄安新区"} | elsewhere


@cache
def jurisdiction_titles() -> dict[str, str]:
    """Where an organ has jurisdiction: the city whole, one of its districts, or another province."""
    return {f"{BEIJING}0000": "北京市", **place_titles()}


@cache
def area_titles() -> dict[str, str]:
    """The named areas that a seat is marked with, because no district tells them."""
    return {area.code: area.name for area in NAMED_AREAS.values() if area.marked}


def country_titles() -> dict[str, str]:
    return COUNTRIES
