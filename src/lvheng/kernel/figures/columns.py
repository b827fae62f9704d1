"""Columns of register tables that know how they are asked for: label, length, code list and form stand in one place."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models

from lvheng.kernel.acts.fields import Amount, Choice, Day, Field, Key, Listed, Reference, Text, Whole
from lvheng.kernel.figures.listing import Titles, titles_of
from lvheng.kernel.rows import Row

CODE_LENGTH = 32
AMOUNT_DIGITS = 16
LONG_WHOLE = 2_000_000_000


def column(asked: Field) -> models.Field[Any, Any]:
    """The database column of an input field; empty is null where no value need be given."""
    named: dict[str, Any] = {"verbose_name": asked.label, "null": not asked.required}
    made: models.Field[Any, Any]
    match asked:
        case Reference() | Key():
            made = models.UUIDField(**named)
        case Choice() | Listed():
            made = models.CharField(max_length=CODE_LENGTH, **named)
        case Text():
            made = models.CharField(max_length=asked.longest, **named)
        case Day():
            made = models.DateField(**named)
        case Whole():
            made = (models.BigIntegerField if asked.most > LONG_WHOLE else models.IntegerField)(**named)
        case Amount():
            made = models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=asked.scale, **named)
        case _:
            raise TypeError(f"no column for {asked!r}")
    vars(made).update(asked=asked)  # read again by `asked_of`
    return made


@cache
def asked_of(model: type[Row]) -> dict[str, Field]:
    """The columns of `model` that were made of input fields, by name."""
    columns = ((column.attname, getattr(column, "asked", None)) for column in model._meta.concrete_fields)
    return {name: asked for name, asked in columns if asked is not None}


def codes_of(asked: Field) -> Titles | None:
    """The words for the codes that a field takes; None where it takes no codes."""
    match asked:
        case Choice():
            return titles_of(asked.choices)
        case Listed():
            return asked.options
    return None


def words_of(model: type[Row], name: str) -> Titles | None:
    """The words for the codes in a column made of an input field; None where it holds no codes."""
    asked = asked_of(model).get(name)
    return codes_of(asked) if asked else None
