"""Lists: a set of rows shown as columns, filtered, counted, paged and exported by one query.

A figure's rows are a list narrowed to the figure's set, so that its number, its list and its export cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextChoices

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.figures.figure import SetSql
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.figures.standing import Standing
from lvheng.kernel.rows import Moment
from lvheng.kernel.search.find import key_prefix

Titles = Callable[[], Mapping[str, str]]
PAGE = 50
_CALLED = "select subject from kernel_search_key where key like %(search)s"
PLACED = {"organisation", "district"}  # what a scope and a district speak of, beside the subject
MANY_CALLED = 5_000
"""Words that so many are called by find them sooner in a reading of all rows than one by one."""
WALKED, MOST_WALKED = 500, 32_000
"""How many of a list's first subjects are looked at for a page (`Listing.walk`): at first, and at the most."""


def titles_of(choices: type[TextChoices]) -> Titles:
    """The labels of a code list, by code."""
    titles = {str(code): str(label) for code, label in choices.choices}
    return lambda: titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its SQL over the set `s` and the joins named in `needs`; `titles` gives words for codes."""

    name: str
    title: str
    sql: str
    needs: tuple[str, ...] = ()
    field_class: FieldClass = FieldClass.PUBLIC
    audience: frozenset[str] = frozenset()  # the only posts that see it, where its class alone shows it to nobody
    titles: Titles | None = None
    filtered: bool = False
    sort: str = ""
    kind: str = "text"  # text · day · number · money · licence

    def word(self, value: Any) -> str:
        if value is None:
            return ""
        return self.titles().get(value, str(value)) if self.titles else str(value)

    @property
    def is_sealed(self) -> bool:
        """Whether its values lie encrypted beside the rows, to be opened one by one (`access/sensitive.py`)."""
        return self.field_class is FieldClass.SENSITIVE and not self.audience

    def is_for(self, viewer: Viewer) -> bool:
        return viewer.is_told(self.audience) if self.audience else viewer.may_see(self.field_class)


_PLACE = Column(name="place", title="", sql="s.place")  # of a row in the order of its page


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A kind of list. `joins` are SQL joins at a moment by name; `record` names the page of one row ('' if none).

    `room` is the title under which lists stand together, `acts` what is begun from the list, `bulk` what may be
    performed on many of its rows at once (`tables/picked.py`); `posts`, where there are any, are the only ones for whom
    the list is there. `opens`: whoever sees a row may open the subject's record; not so
    where a row lies elsewhere than its subject (a lawyer's post in another district). `walk` tells those who may be its
    subjects in its order, by an index: of 800,000 rows a page then reads some hundred. `joins_of_few` are the joins that
    gather rows, asked for each row of a page instead of for all there are."""

    code: str
    title: str
    unit: str
    rows: SetSql
    joins: Callable[[Moment], Mapping[str, str]]
    columns: tuple[Column, ...]
    order: str
    order_needs: tuple[str, ...] = ()
    joins_of_few: Callable[[Moment], Mapping[str, str]] = lambda m: {}
    walk: SetSql | None = None
    record: str = ""
    searched: str = "s.subject"
    standard: Mapping[str, str] = field(default_factory=dict)
    room: str = "律师与律所"
    acts: tuple[str, ...] = ()
    bulk: tuple[str, ...] = ()
    posts: frozenset[str] = frozenset()
    opens: bool = True

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the list is there for somebody at all; which of its rows, his or her reach tells."""
        return not self.posts or bool(viewer.posts & (self.posts | {"system"}))

    def seen_by(self, viewer: Viewer) -> list[Column]:
        return [column for column in self.columns if column.is_for(viewer)]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a list: from which moment, of which set, narrowed how, in which order.

    `seen`: the columns that may be filtered and sorted by, shown or not; those shown if None."""

    listing: Listing
    moment: Moment
    narrowing: Narrowing
    columns: Sequence[Column]
    rows: SetSql | None = None  # a figure's set; the list's own if None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    search: str = ""
    subjects: Sequence[UUID] | None = None
    sort: str = ""
    descending: bool = False
    seen: Sequence[Column] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)  # of moments that `rows` names beside its own
    narrower: str = ""  # what the rows are, where they are not simply the list's
    common: bool = False  # whether very many are called by the words searched for

    @property
    def title(self) -> str:
        return self.narrower or self.listing.title

    def may_use(self, column: Column) -> bool:
        return column in (self.columns if self.seen is None else self.seen)


@dataclass(frozen=True, slots=True)
class Line:
    subject: UUID
    value: Any
    cells: tuple[Any, ...]


def count(question: Question) -> int:
    """The exact number of rows: of the same set, scope, filters and search as `page` and `export`."""
    body, parameters = _narrowed(_weighed(question), only_needed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {body}", parameters)
        return int(cursor.fetchone()[0])


def page(question: Question, offset: int = 0, limit: int = PAGE) -> list[Line]:
    """`limit` rows from `offset`, in order."""
    sql, parameters = _selected(_weighed(question), f"limit {int(limit)} offset {int(offset)}")
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Line(row[0], row[1], tuple(row[2:])) for row in cursor.fetchall()]


def first_pages(questions: Sequence[Question], limit: int) -> list[list[Line]]:
    """The first `limit` rows of each of several lists in one query, their cells as text: each the same rows as `page`
    would answer. Raises ValueError if the questions give one parameter two values."""
    parts: list[str] = []
    told: dict[str, Any] = {}
    common = any(_weighed(question).common for question in questions[:1])
    for nth, question in enumerate(questions):
        cells = ", ".join(f"({column.sql})::text" for column in question.columns)
        needs = tuple(name for column in question.columns for name in column.needs)
        columns = (_PLACE, Column(name="cells", title="", sql=f"array[{cells}]::text[] as cells", needs=needs))
        whole = replace(
            question, columns=columns, common=common, seen=question.columns if question.seen is None else question.seen
        )
        sql, parameters = _selected(whole, f"limit {int(limit)}")
        if any(told.setdefault(name, value) != value for name, value in parameters.items()):
            raise ValueError("lists asked together are asked at one moment, in one reach, for the same words")
        parts.append(f"select {nth} as nth, place, subject, value::text as value, cells from ({sql}) x")
    found: list[list[Line]] = [[] for _ in questions]
    if not parts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(f"{' union all '.join(parts)} order by nth, place", told)
        for nth, _, subject, value, texts in cursor.fetchall():
            found[nth].append(Line(subject, value, tuple(texts)))
    return found


def page_of(question: Question, number: int, size: int = PAGE) -> tuple[list[Line], int]:
    """Page `number` (from 1) and the exact number of all rows, in one query; past the end the rows are only counted."""
    if walked := _walked(question, (int(number) - 1) * int(size), int(size)):
        return walked
    question = _weighed(question)
    bounds = f"limit {int(size)} offset {(int(number) - 1) * int(size)}"
    sql, parameters = _selected(question, bounds, counted="count(*) over ()")
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    if not rows:
        return [], count(question) if number > 1 else 0
    return [Line(row[0], row[1], tuple(row[3:])) for row in rows], int(rows[0][2])


def _weighed(question: Question) -> Question:
    """The question with whether its words are common, where that decides how it is best asked."""
    rows = question.rows or question.listing.rows
    if not question.search.strip() or not isinstance(rows, Standing) or not rows.key:
        return question
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from ({_CALLED} limit {MANY_CALLED}) x", {"search": key_prefix(question.search)}
        )
        return replace(question, common=cursor.fetchone()[0] == MANY_CALLED)


def _walked(question: Question, offset: int, limit: int) -> tuple[list[Line], int] | None:
    """The page and the number of all rows, read from the first subjects in the list's order; None where that is no way.

    Few rows among many are found sooner by what narrows them: so only whoever sees all of a list walks it."""
    listing, rows = question.listing, question.rows or question.listing.rows
    narrowed = question.narrowing.narrows or question.search.strip() or question.subjects is not None
    if listing.walk is None or narrowed or question.sort or not isinstance(rows, Standing) or not rows.key:
        return None
    all_rows, _ = _narrowed(question, only_needed=True)
    first = max(WALKED, 4 * (offset + limit))
    while first <= MOST_WALKED:
        near = replace(question, rows=partial(_these, rows, f"array({listing.walk(question.moment)} limit {first})"))
        sql, parameters = _selected(near, f"limit {limit} offset {offset}", counted=f"(select count(*) {all_rows})")
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found = cursor.fetchall()
        if found and (len(found) == limit or offset + len(found) == found[0][2]):
            return [Line(row[0], row[1], tuple(row[3:])) for row in found], int(found[0][2])
        first *= 8
    return None


def _these(rows: Standing, subjects: str, m: Moment) -> str:
    return f"select * from ({rows.near(m, subjects)}) y where subject = any({subjects})"


def export(question: Question, chunk: int = 2_000) -> Iterator[Line]:
    """Every row, streamed through a cursor of the server: memory does not grow with the list."""
    sql, parameters = _selected(_weighed(question), "")
    assert connection.connection is not None
    with connection.connection.cursor(name="lvheng_export") as cursor:
        cursor.itersize = chunk
        cursor.execute(sql, parameters)
        for row in cursor:
            yield Line(row[0], row[1], tuple(row[2:]))


def changed(question: Question, before: Moment) -> tuple[list[UUID], list[UUID]]:
    """Who is among the rows now and was not at `before`, and who was and is no longer: the same question, asked twice."""
    then, known_then = _narrowed(replace(question, moment=replace(before, tag="_a")))
    here, known_here = _narrowed(replace(question, moment=replace(question.moment, tag="_b")))
    with connection.cursor() as cursor:
        cursor.execute(
            f"select subject, a.subject is null from (select distinct s.subject {then}) a"
            f" full join (select distinct s.subject {here}) b using (subject)"
            " where a.subject is null or b.subject is null order by subject",
            known_then | known_here,
        )
        rows = cursor.fetchall()
    return [subject for subject, came in rows if came], [subject for subject, came in rows if not came]


def _filtered(question: Question) -> list[tuple[Column, Sequence[str]]]:
    found = []
    for name, values in question.filters.items():
        column = question.listing.column(name)
        if column and column.filtered and values and question.may_use(column):
            found.append((column, values))
    return found


def _sorting(question: Question) -> tuple[str, tuple[str, ...]]:
    column = question.listing.column(question.sort)
    if column is None or not question.may_use(column):
        return question.listing.order, question.listing.order_needs
    way = "desc nulls last" if question.descending else "asc nulls last"
    return f"{column.sort or column.sql} {way}, s.subject", column.needs


def _narrowed(
    question: Question, needs: Sequence[str] = (), *, only_needed: bool = False
) -> tuple[str, dict[str, Any]]:
    """FROM and WHERE of what is asked, with only the joins that its conditions need; `only_needed`: and of the set only
    the columns that they speak of, to be counted."""
    condition, parameters = question.narrowing.where()
    moment = question.moment
    rows = question.rows or question.listing.rows
    parameters = {**parameters, **question.parameters, **moment.parameters()}
    conditions: list[str] = []
    wanted = list(needs)
    for number, (column, values) in enumerate(_filtered(question)):
        # Plain equality lets the planner use its statistics; behind a coalesce it guesses one row in 200 (15 times slower).
        missing = f" or {column.sql} is null" if "" in values else ""
        conditions.append(f"({column.sql} = any(%(filter_{number})s){missing})")
        parameters[f"filter_{number}"] = list(values)
        wanted += column.needs
    if question.search.strip():
        conditions.append(f"{question.listing.searched} in ({_CALLED})")
        parameters["search"] = key_prefix(question.search)
    if question.subjects is not None:
        conditions.append("s.subject = any(%(subjects)s)")
        parameters["subjects"] = list(question.subjects)
    joins = question.listing.joins(moment)
    joined = " ".join(joins[name] for name in dict.fromkeys(wanted))
    where = " and ".join(conditions) or "true"
    if not isinstance(rows, Standing):
        return f"from (select * from ({rows(moment)}) x where {condition}) s {joined} where {where}", parameters
    named = set(re.findall(r"\bs\.(\w+)", f"{joined} {where}")) | {"subject"} if only_needed else set()
    return f"from ({_reached(rows, question, named)}) s {joined} where {where}", parameters


def _reached(rows: Standing, question: Question, named: set[str]) -> str:
    """The set's rows in reach, with the `named` columns or, if there are none, all: part after part of the scope.

    Where subjects are named or searched, no more of the set is read than where those may stand."""
    m, narrowing = question.moment, question.narrowing
    by_subject = question.search.strip() and question.listing.searched == "s.subject" and not question.common
    wanted = "%(subjects)s::uuid[]" if question.subjects is not None else f"array({_CALLED})" if by_subject else ""
    columns = sorted(named | PLACED if narrowing.narrows else named) if named else ()

    def read(subjects: str) -> str:
        if subjects and rows.key:
            return rows.near(m, subjects, columns)
        return rows.only(m, columns) if columns else rows(m)

    parts = (
        f"select * from ({read(wanted or ('%(scope_persons)s::uuid[]' if column == 'subject' else ''))}) x where {condition}"
        for column, condition in narrowing.alternatives().items()
    )
    return " union all ".join(parts)


def _selected(question: Question, bounds: str, *, counted: str = "") -> tuple[str, dict[str, Any]]:
    """The ordered rows first, with the joins that order and filters need; then the joins of the columns for those.
    `counted`: SQL of how many there are without the bounds, told as the third column."""
    order, order_needs = _sorting(question)
    body, parameters = _narrowed(question, needs=order_needs)
    few = question.listing.joins_of_few(question.moment) if bounds else {}
    joins = {**question.listing.joins(question.moment), **few}
    needed = dict.fromkeys(name for column in question.columns for name in column.needs)
    shown = "".join(f", {column.sql}" for column in question.columns)
    all_rows, told = (f", {counted} as all_rows", ", s.all_rows") if counted else ("", "")
    ordered = f"select s.*{all_rows} {body} order by {order} {bounds}"
    inner = f"select t.*, row_number() over () as place from ({ordered}) t"
    outer = " ".join(joins[name] for name in needed)
    return f"select s.subject, s.value{told}{shown} from ({inner}) s {outer} order by s.place", parameters


_listings: dict[str, Listing] = {}


def declare(*listings: Listing) -> None:
    for listing in listings:
        if _listings.setdefault(listing.code, listing) is not listing:
            raise ValueError(f"list declared twice: {listing.code}")


def listing_of(code: str) -> Listing:
    """The list of that code. Raises KeyError."""
    return _listings[code]


def all_listings() -> list[Listing]:
    return list(_listings.values())


def listings_for(viewer: Viewer) -> list[Listing]:
    """The lists that are there for somebody."""
    return [listing for listing in _listings.values() if listing.is_for(viewer)]
