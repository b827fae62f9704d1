"""Register rows in two times: when it was true (`valid`), and when we believed it (`known`).

No row is edited. An act closes, in recorded time, the rows that it replaces and opens new ones; closing `known_to` is
the only update there is. Every span is half-open, and an open end is the far day `OPEN_DAY` or instant `OPEN_INSTANT`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import DateField, F, Func, Lookup, Q
from django.db.models import Field as DjangoField
from django.db.models.base import ModelState

from lvheng.kernel.time.days import OPEN_DAY, OPEN_INSTANT

CURRENT = Q(known_to=OPEN_INSTANT)


class _Days(Func):
    function = "daterange"
    output_field = DateField()


def one_truth(table: str, *thread: str) -> ExclusionConstraint:
    """What we believe now says at most one thing of one `thread` on one day."""
    return ExclusionConstraint(
        name=f"{table}_one_truth",
        expressions=[
            *[(F(column), RangeOperators.EQUAL) for column in thread],
            (_Days(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
        ],
        condition=CURRENT,
    )


def row_indexes(table: str, thread: str) -> list[models.Index]:
    """What every register needs: to find a thread's rows (the constraint's GiST index does it five times slower), and
    to tell cheaply whether anything has changed since an instant."""
    short = table.partition("_")[2]  # Django allows an index name of 30 characters
    return [
        models.Index(fields=[thread], name=f"{short}_th", condition=CURRENT),
        models.Index(fields=["known_from"], name=f"{short}_kf"),
        models.Index(fields=["known_to"], name=f"{short}_kt", condition=~CURRENT),
    ]


@DjangoField.register_lookup
class AnyOf(Lookup):
    """`column__any_of=keys`: one parameter however many keys; with `__in`, composing 2,000 costs more than the answer."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        if isinstance(self.lhs.output_field, models.UUIDField):
            return f"{column} = any(%s::uuid[])", (*parameters, uuid_array(self.rhs))
        return f"{column} = any(%s)", (*parameters, list(self.rhs))


def uuid_array(keys: Iterable[UUID]) -> str:
    """An array of uuid as text: the driver's own way takes five times as long."""
    return "{" + ",".join(map(str, keys)) + "}"


class RowQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """What we believe now, of all days."""
        return self.filter(CURRENT)

    def as_facts(self) -> Self:
        """Without the columns that no rule asks for: reading two instants of a row costs as much as the row."""
        return self.defer("known_from", "known_to", "opened_by", "closed_by")

    def believed(self, known_at: datetime | None = None) -> Self:
        """What we believe now, or believed at `known_at`, of all days."""
        if known_at is None:
            return self.current()
        return self.filter(known_from__lte=known_at, known_to__gt=known_at)

    def on(self, day: date, known_at: datetime | None = None) -> Self:
        """What was true on `day`, as we believe now or as we believed at `known_at`."""
        return self.believed(known_at).filter(valid_from__lte=day, valid_to__gt=day)


class Row(models.Model):
    """The shape of every register table; a subclass adds the columns that say what is true."""

    THREAD: ClassVar[tuple[str, ...]]
    TITLE: ClassVar[str]
    FOUND_AS: ClassVar[str] = ""  # the kind of search key that these rows give their subject; '' for none

    valid_from = models.DateField("生效日")
    valid_to = models.DateField("失效日", default=OPEN_DAY)
    known_from = models.DateTimeField("登记时刻")
    known_to = models.DateTimeField("被取代时刻", default=OPEN_INSTANT)
    opened_by = models.BigIntegerField("由何行为登记")
    closed_by = models.BigIntegerField("由何行为取代", null=True)

    rows = RowQuerySet.as_manager()

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **values: Any) -> None:
        """As Django's own, in a third of its time where only columns are named."""
        defaults = self._defaults()
        if args or values.keys() - defaults.keys():
            super().__init__(*args, **values)
            return
        self._state = ModelState()
        for name, default in defaults.items():
            self.__dict__[name] = values[name] if name in values else default()

    @classmethod
    @cache
    def _defaults(cls) -> dict[str, Callable[[], Any]]:
        """What makes the value of each column that is not given."""
        return {field.attname: field.get_default for field in cls._meta.concrete_fields}

    @property
    def thread(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.THREAD)

    def search_keys(self) -> list[str]:
        """Under what the subject of this row is found."""
        return []

    @classmethod
    @cache
    def told(cls) -> tuple[str, ...]:
        """The columns that say what is true, without the two times."""
        frame = {field.attname for field in Row._meta.get_fields() if isinstance(field, models.Field)} | {"id"}
        return tuple(f.attname for f in cls._meta.concrete_fields if f.attname not in frame)

    def again(self, *, valid_from: date | None = None, valid_to: date | None = None, **changed: Any) -> Self:
        """This row written anew, not yet saved, with another span or other values. Raises TypeError for an unknown one."""
        if strange := changed.keys() - set(self.told()):
            raise TypeError(f"{type(self).__name__} has no {sorted(strange)}")
        span = {"valid_from": valid_from or self.valid_from, "valid_to": valid_to or self.valid_to}
        frame = {"id": None, "known_from": None, "known_to": OPEN_INSTANT, "opened_by": None, "closed_by": None}
        return self._of({name: getattr(self, name) for name in self.told()} | changed | span | frame)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **_: Any) -> Self:
        """As Django's own, without the constructor: an act reads six rows, and that took a tenth of its time."""
        row = cls._of(dict(zip(field_names, values, strict=True)))
        row._state.db, row._state.adding = db, False
        return row

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Self:
        row = cls.__new__(cls)
        row._state = ModelState()
        row.__dict__.update(values)
        return row

    @classmethod
    def everyone(cls) -> tuple[type[Row], ...]:
        """All register tables of the product, in the order of their names."""
        from django.apps import apps

        found = [model for model in apps.get_models() if issubclass(model, Row)]
        return tuple(sorted(found, key=lambda model: model._meta.db_table))


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a question is asked from: a legal day, and the instant of belief (None: now).

    Two moments in one query need different tags. `day` may name another SQL expression of a day (a series)."""

    on: date
    known_at: datetime | None = None
    tag: str = ""
    day: str = ""

    def parameters(self) -> dict[str, Any]:
        return {f"day{self.tag}": self.on, f"known{self.tag}": self.known_at or OPEN_INSTANT}

    @property
    def day_sql(self) -> str:
        return self.day or f"%(day{self.tag})s::date"

    def asof(self, model: type[Row]) -> str:
        """The rows of `model` at this moment, as an SQL table."""
        return f"(select * from {model._meta.db_table} where {self.where()})"

    def where(self, alias: str = "") -> str:
        """The condition that a row holds at this moment, of the table `alias`."""
        a = f"{alias}." if alias else ""
        return f"{a}valid_from <= {self.day_sql} and {a}valid_to > {self.day_sql} and {self.believed(alias)}"

    def believed(self, alias: str = "") -> str:
        """The condition that a row, of whatever days, is believed at this moment."""
        a = f"{alias}." if alias else ""
        if self.known_at is None:
            return f"{a}known_to = '{OPEN_INSTANT}'"
        return f"{a}known_from <= %(known{self.tag})s and {a}known_to > %(known{self.tag})s"
