"""The fixed keys of organisations that stand in every installation."""

from __future__ import annotations

from uuid import UUID, uuid5

SPACE = UUID("2c0d4c34-5a4e-5f6a-8f6e-7b1f4a9d1e10")


def organisation_key(code: str) -> UUID:
    """The fixed key of a seeded organisation: `city_bureau`, `city_association`, `division:律师工作处`,
    `district_bureau:110105`, `district_association:110105`."""
    return uuid5(SPACE, code)
