"""Beijing's resident population, for figures per head. Unit: 万人 (ten thousand persons), one decimal."""

from __future__ import annotations

from decimal import Decimal

from lvheng.kernel.places.districts import read_table

_tables = read_table("population")

VERIFIED: bool = _tables["verified"]
YEAR_END_SOURCE: str = _tables["year_end"]["source"]
CENSUS_SOURCE: str = _tables["census_2020"]["source"]
YEAR_END: dict[int, Decimal] = {year: Decimal(value) for year, value in _tables["year_end"]["values"].items()}
CENSUS_2020: dict[str, Decimal] = {code: Decimal(value) for code, value in _tables["census_2020"]["values"].items()}
