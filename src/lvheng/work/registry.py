"""Which registers there are."""

from __future__ import annotations

from uuid import UUID

from lvheng.work.shape import Register

_registers: dict[str, Register] = {}


def add(register: Register) -> None:
    """Adds a register to the product's list. A code stands for one only."""
    if _registers.setdefault(register.code, register) is not register:
        raise ValueError(f"register declared twice: {register.code}")


def register_of(code: str) -> Register:
    """The register of that code. Raises KeyError."""
    return _registers[code]


def all_registers() -> list[Register]:
    """Every register of this shape, in the order of declaration."""
    return list(_registers.values())


def of_table(table: str) -> Register:
    """The register over that table. Raises KeyError."""
    found = next((each for each in _registers.values() if each.model._meta.db_table == table), None)
    if found is None:
        raise KeyError(table)
    return found


def thing_register(subject: UUID) -> Register | None:
    """The register that a thing was entered in; one query."""
    from django.db import connection

    things = [each for each in all_registers() if each.is_thing]
    if not things:
        return None
    asked = " union all ".join(
        f"select '{each.code}' from {each.model._meta.db_table} where subject = %(subject)s" for each in things
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} limit 1", {"subject": subject})
        row = cursor.fetchone()
    return register_of(row[0]) if row else None
