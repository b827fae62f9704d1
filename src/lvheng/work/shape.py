"""The shape of most registers of the plan: somebody is or has something from a day to a day.

A room declares a table (`Row` with columns made by `column`) and one `Register` over it; `registers.declare` makes of it
the acts, the list, the sections of record pages, the lines of the timeline and the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import PostKind
from lvheng.kernel.acts.fields import Field, Reference, Refusal
from lvheng.kernel.figures.columns import asked_of
from lvheng.kernel.figures.listing import Column
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.facts import LawyerFacts, OrganisationFacts
from lvheng.work.things import Thing

YEAR = "year"  # the column that a register of years has


class Span(Enum):
    """How long a row holds: from its day on until it ends; on its one day; throughout the year of its column `year`."""

    OPEN = "open"
    DAY = "day"
    YEAR = "year"

    def of(self, on: date, values: Mapping[str, Any], until: date | None = None) -> tuple[date, date]:
        """First day and the day after the last."""
        match self:
            case Span.DAY:
                return on, on + timedelta(days=1)
            case Span.YEAR:
                return date(values[YEAR], 1, 1), date(values[YEAR] + 1, 1, 1)
        return on, until or OPEN_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be true from a day to a day, and what a rule may need to know of it.

    `row` is what it replaces; `rows` is what else the register says of the same first subject, all days, as now
    believed. `people`, `organisations` and `things` are the facts of whom the columns name, by column; `beside` the rows
    of the tables that the register `reads`. `on` is the legal day of the act."""

    values: Mapping[str, Any]
    on: date
    since: date
    until: date
    row: Row | None = None
    rows: Sequence[Any] = ()
    people: Mapping[str, LawyerFacts] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFacts] = field(default_factory=dict)
    things: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    beside: Mapping[type[Row], Sequence[Any]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def meets(self, row: Row) -> bool:
        """Whether another row holds on some day of these."""
        return row.valid_from < self.until and row.valid_to > self.since


Rule = Callable[[Entry], list[Refusal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of a register's acts: its title, what its day is called, who may (None: as the register), its own rules."""

    title: str = ""
    asks_day: str = ""
    who: tuple[PostKind, ...] | None = None
    rules: tuple[Rule, ...] = ()
    law: tuple[str, ...] = ()
    day_synonyms: tuple[str, ...] = ()
    needs_second: bool = False


USUAL = Way()


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """A register, declared once.

    `code`: room and name of one row, `talent.pool_member`; acts are `talent.enter_pool_member` and so on.
    `place`: the columns that tell where a row belongs, the first that is filled: a person (where he or she practises),
    an organisation, a thing, or a code of a district. Without it, the first reference.
    `title`: what the list and sections are headed by, if not the table's title.
    `until`: the label under which entering asks for the last day, where that is known beforehand.
    `at_end`: columns that are told when it ends, not before (a reason of leaving).
    `fixed`: columns that only a correction changes.
    `replaces`: a new row ends the one that stands in its thread (a term, a grade), instead of being refused.
    `several`: rows need no thread of their own: there may be more than one of the same at the same time (events).
    `posts`: of the table of posts, only these kinds belong to the register.
    `kinds`: for columns that name organisations, which kinds of organisation may stand there.
    `audience`: whose posts let see the rows; empty: whoever has them within reach. The person concerned always does.
    `reads`: further tables that rules look at: their column that equals which of ours.
    `enter`, `change`, `end`, `correct`: the acts as they are to be called; None leaves one out. An event has no change and
    no end, a year no end.
    `tells`: a row as a line of the timeline, if not by its columns.
    `columns`, `joins`: more columns of the list, in SQL over `t` (the row) and the joins at a moment; one that bears the
    name of a column of the table stands in its place.
    `example`: the example row of the spreadsheet, by column, in words.
    """

    code: str
    model: type[Row]
    room: str
    unit: str
    law: tuple[str, ...]
    who: tuple[PostKind, ...]
    title: str = ""
    listing: str = ""
    span: Span = Span.OPEN
    until: str = ""
    until_required: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)
    place: tuple[str, ...] = ()
    at_end: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    replaces: bool = False
    several: bool = False
    posts: tuple[PostKind, ...] = ()
    kinds: Mapping[str, tuple[OrganisationKind, ...]] = field(default_factory=dict)
    audience: tuple[PostKind, ...] = ()
    reads: Mapping[type[Row], tuple[str, str]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    end_rules: tuple[Rule, ...] = ()
    enter: Way | None = USUAL
    change: Way | None = USUAL
    end: Way | None = USUAL
    correct: Way | None = USUAL
    columns: tuple[Column, ...] = ()
    joins: Callable[[Moment], Mapping[str, str]] = lambda moment: {}
    order: str = ""
    example: Mapping[str, str] = field(default_factory=dict)
    tells: Callable[[Any, Mapping[UUID, str]], str] | None = None

    @property
    def name(self) -> str:
        """What stands above the list: the rows' title."""
        return self.title or self.model.TITLE

    @property
    def list_code(self) -> str:
        """The code of its list: `talent.pool_member` → `talent_pool_member`."""
        return self.listing or self.code.replace(".", "_")

    @cached_property
    def asked(self) -> Mapping[str, Field]:
        """Every column that is asked for, as it is asked; the subject of a thing is not."""
        return {**asked_of(self.model), **self.fields}

    @property
    def is_thing(self) -> bool:
        return issubclass(self.model, Thing)

    @property
    def about(self) -> str:
        """The column of the first subject: acts on the row are acts on it."""
        return self.model.THREAD[0]

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return {name: asked for name, asked in self.asked.items() if isinstance(asked, Reference)}

    @property
    def placed_by(self) -> tuple[str, ...]:
        return self.place or tuple(self.references)[:1]

    def has(self, row: Row) -> bool:
        """Whether a row of the table is one of this register."""
        return not self.posts or (isinstance(row, Post) and row.kind in {kind.code for kind in self.posts})

    def condition(self, alias: str) -> str:
        """SQL: which rows of the table are this register's."""
        kinds = ", ".join(f"'{kind.code}'" for kind in self.posts)
        return f"{alias}.kind in ({kinds})" if self.posts else "true"

    def thread_of(self, rows: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
        """Those of `rows` that are of one thread with `values`; none where several may hold at once."""
        if self.several:
            return []
        key = tuple(values.get(name) for name in self.model.THREAD)
        return [row for row in rows if row.thread == key]
