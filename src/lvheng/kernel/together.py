"""Rows of many tables in one query, for pages that show all that is written of one subject."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import OPEN_INSTANT


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of a table that name one of the subjects in one of the columns. `condition`: SQL over `t`, for less.

    `withheld`: columns whose values are not read, whatever they say; in each row stands what is there by default."""

    model: type[Row]
    columns: tuple[str, ...]
    subjects: Collection[UUID]
    condition: str = "true"
    withheld: Sequence[str] = ()


def written(asked: Sequence[Asked]) -> list[list[Any]]:
    """For each question its rows, superseded ones too, in the order in which they were written."""
    found: list[list[Any]] = [[] for _ in asked]
    if not asked:
        return found
    parts = []
    for place, each in enumerate(asked):
        named = " or ".join(f"t.{name} = any(%(of{place})s)" for name in each.columns)
        table = each.model._meta.db_table
        told = f"to_jsonb(t) - %(without{place})s::text[]"
        parts.append(f"select {place}, t.id, {told} from {table} t where ({named}) and {each.condition}")
    with connection.cursor() as cursor:
        parameters: dict[str, list[Any]] = {}
        for place, each in enumerate(asked):
            parameters |= {f"of{place}": list(each.subjects), f"without{place}": list(each.withheld)}
        cursor.execute(f"{' union all '.join(parts)} order by 1, 2", parameters)
        for place, _, told in cursor.fetchall():
            found[place].append(_row(asked[place].model, json.loads(told, parse_float=Decimal)))
    return found


def names_in(keys: Mapping[type[Row], Iterable[UUID]]) -> dict[UUID, str]:
    """The names that tables give their subjects in the rows now believed, the latest where there are several: one query
    over all tables."""
    asked = [(model._meta.db_table, wanted) for model, some in keys.items() if (wanted := list(some))]
    if not asked:
        return {}
    parts = [
        f"select subject, name, valid_from from {table} where known_to = %(open)s and subject = any(%(of{place})s)"
        for place, (table, _) in enumerate(asked)
    ]
    parameters = {f"of{place}": subjects for place, (_, subjects) in enumerate(asked)}
    with connection.cursor() as cursor:
        cursor.execute(f"{' union all '.join(parts)} order by 3", {"open": OPEN_INSTANT, **parameters})
        return {subject: name for subject, name, _ in cursor.fetchall()}


def _row(model: type[Row], told: Mapping[str, Any]) -> Row:
    """A row that the database told as JSON, all of it or without what is withheld."""
    values = {
        each.attname: each.to_python(told[str(each.column)]) if each.column in told else each.get_default()
        for each in model._meta.concrete_fields
    }
    return model.from_db(None, list(values), list(values.values()))
