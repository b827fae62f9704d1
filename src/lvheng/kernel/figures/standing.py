"""Sets that are declared, so that the same words tell who stands in them on a day and on many days at once.

A set written as SQL text is asked one day after another. A declared one can also be swept: each of its rows becomes
pieces, from the first of the days asked on which it stands to the first on which it no longer does, and one pass over
where pieces begin and end (+1, −1, window sum) counts all days (`kernel.md` §3). In a sweep a day is its place among
those asked, from 0; a piece covers the places from `since` until before `until`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.time.days import OPEN_DAY

TOLD_THAT_DAY = "{day}"
ONE, SUM = "1::numeric", "coalesce(sum(value), 0)"


class Sweepable(Protocol):
    """What can be asked on a day and over many, with the columns that are needed."""

    def only(self, m: Moment, columns: Collection[str]) -> str: ...

    def swept(self, s: Sweep, columns: Collection[str]) -> str: ...


Source = type[Row] | Sweepable


@dataclass(frozen=True, slots=True)
class Sweep:
    """Days asked together, in order, under one belief. `told` makes of a `{day}` the day that a set tells of."""

    days: Sequence[date]
    known_at: datetime | None = None
    told: str = TOLD_THAT_DAY

    @property
    def array(self) -> str:
        """The days as an SQL array, in order."""
        days = f"'{{{','.join(day.isoformat() for day in self.days)}}}'::date[]"
        if self.told == TOLD_THAT_DAY:
            return days
        return f"array(select {self.told.format(day='d.day')} from unnest({days}) with ordinality d(day, n) order by n)"

    @property
    def moment(self) -> Moment:
        """One of the days, as `d.day`."""
        return Moment(self.days[0], self.known_at, day="d.day")

    def parameters(self) -> dict[str, Any]:
        return self.moment.parameters()

    def spans(
        self, model: type[Row], columns: Collection[str], first: str = "valid_from", end: str = "valid_to"
    ) -> str:
        """The rows of `model` that stand on any of the days, as an SQL table with `since` and `until`.

        They stand from `first` until before `end`, SQL of their columns. `offset 0`: so that the places are worked out
        once a row and not wherever they are spoken of, which takes half as long."""
        days = self.array
        told = "".join(f"{column}, " for column in columns)
        return (
            f"(select * from (select {told}width_bucket({first} - 1, {days}) since,"
            f" width_bucket({end} - 1, {days}) until from {model._meta.db_table}"
            f" where {self.moment.believed()} offset 0) x where since < until)"
        )


@dataclass(frozen=True, slots=True)
class Lasting:
    """Rows of `model` that count from `first` until before `end`, SQL of their columns, however long they hold
    themselves: events, results of a year."""

    model: type[Row]
    first: str = "valid_from"
    end: str = f"'{OPEN_DAY}'::date"

    def __call__(self, m: Moment) -> str:
        return (
            f"select * from {self.model._meta.db_table}"
            f" where {m.believed()} and {self.first} <= {m.day_sql} and {self.end} > {m.day_sql}"
        )

    def only(self, m: Moment, columns: Collection[str]) -> str:
        return self(m)

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        return f"select * from {s.spans(self.model, columns, self.first, self.end)} x"


@dataclass(frozen=True, slots=True)
class Latest:
    """Of each subject of `model` the row that holds on the day or held last; `ended`: only of those that hold no
    more."""

    model: type[Row]
    ended: bool = False

    def __call__(self, m: Moment) -> str:
        last = f"select distinct on (subject) * from ({Lasting(self.model)(m)}) x order by subject, valid_from desc"
        return f"select * from ({last}) y where valid_to <= {m.day_sql}" if self.ended else last

    def only(self, m: Moment, columns: Collection[str]) -> str:
        return self(m)

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        first, after = "valid_to" if self.ended else "valid_from", "lead(valid_from) over (partition by subject"
        end = f"coalesce({after} order by valid_from), '{OPEN_DAY}'::date)"
        return f"select * from {s.spans(self.model, columns, first, end)} x"


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows standing on the same day whose `key` is `of`; `where` speaks of their alias only.

    `needed`: a row that has none beside it is not in the set; otherwise their columns are null.
    """

    source: Source
    alias: str
    key: str
    of: str
    where: str = "true"
    needed: bool = False

    @property
    def single(self) -> bool:
        """Whether there is never more than one, so that it can be left out where nobody asks for its columns."""
        return isinstance(self.source, type) and tuple(self.source.THREAD) == (self.key,)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows not to be counted because of others of the same set: on a day those whose `key` is in the array `on_day`.

    What hides a row may begin and end any day. So those that ever might be, named by `column` of `source`, are asked
    day by day even in a sweep; they must be few.
    """

    key: str
    on_day: Callable[[Moment], str]
    source: type[Row]
    column: str

    def ever(self, m: Moment) -> str:
        return f"array(select {self.column} from {self.source._meta.db_table} where {m.believed()})"


@dataclass(frozen=True, eq=False, kw_only=True)
class _Joined:
    """Rows of one source with those of others beside them. `told` makes of a `{day}` the day they tell of."""

    of: Source
    alias: str
    beside: Sequence[Beside] = ()
    where: str = "true"
    told: str = TOLD_THAT_DAY
    hidden: Hidden | None = None

    @property
    def tells_of_another_day(self) -> bool:
        """Whether its rows are not those of the day asked, but of one that follows from it."""
        return self.told != TOLD_THAT_DAY

    def _on_day(self, m: Moment, columns: Mapping[str, str], *, ever_hidden: bool = False) -> str:
        m = replace(m, day=self.told.format(day=m.day_sql)) if self.tells_of_another_day else m
        asked = self._asked(columns)
        words = self._words(columns, asked)
        tables = [f"{_on_day(self.of, m, _named(self.alias, words))} {self.alias}"]
        for other in asked:
            kind = "join" if other.needed else "left join"
            condition = f"{other.alias}.{other.key} = {other.of}" + _and(other.where)
            tables.append(f"{kind} {_on_day(other.source, m, _named(other.alias, words))} {other.alias} on {condition}")
        where = self.where
        if self.hidden:
            where += f" and {self.hidden.key} <> all({self.hidden.on_day(m)})"
            where += f" and {self.hidden.key} = any({self.hidden.ever(m)})" if ever_hidden else ""
        return f"select {_listed(columns)} from {' '.join(tables)} where {where}"

    def _swept(self, s: Sweep, columns: Mapping[str, str]) -> str:
        s = replace(s, told=self.told.replace(TOLD_THAT_DAY, s.told))
        asked = self._asked(columns)
        words = self._words(columns, asked)
        tables = [f"{_swept(self.of, s, _named(self.alias, words))} {self.alias}"]
        since, until = f"{self.alias}.since", f"{self.alias}.until"
        for other in asked:
            names = _named(other.alias, words)
            spans = f"(select * from {_swept(other.source, s, names)} {other.alias} where {other.where})"
            kind = "join" if other.needed else "left join"
            tables.append(
                f"{kind} {spans if other.needed else _with_gaps(spans, other.key, names, len(s.days))} {other.alias}"
                f" on {other.alias}.{other.key} = {other.of}"
                f" and {other.alias}.since < least({until}) and {other.alias}.until > greatest({since})"
            )
            since, until = f"{since}, {other.alias}.since", f"{until}, {other.alias}.until"
        where = (
            f"{self.where} and {self.hidden.key} <> all({self.hidden.ever(s.moment)})" if self.hidden else self.where
        )
        pieces = (
            f"select {_listed(columns)}, greatest({since}) since, least({until}) until"
            f" from {' '.join(tables)} where {where}"
        )
        return f"{pieces} union all {self._one_by_one(s, columns)}" if self.hidden else pieces

    def _one_by_one(self, s: Sweep, columns: Mapping[str, str]) -> str:
        """What might be hidden, as pieces of one day each."""
        plain = replace(self, told=TOLD_THAT_DAY)  # the sweep's days are told already
        return (
            f"select x.*, d.n::int - 1, d.n::int from unnest({s.array}) with ordinality d(day, n)"
            f" cross join lateral ({plain._on_day(s.moment, columns, ever_hidden=True)}) x"
        )

    def _words(self, columns: Mapping[str, str], asked: Sequence[Beside]) -> str:
        """All expressions in which columns of the rows are named."""
        joined = (f"{other.of} {other.where} {other.alias}.{other.key}" for other in asked)
        return " ".join([*columns.values(), self.where, *joined, self.hidden.key if self.hidden else ""])

    def _asked(self, columns: Mapping[str, str]) -> list[Beside]:
        """Those beside that decide who is in the set, or of whom a column is asked."""
        words, found = " ".join([*columns.values(), self.where]), []
        for other in reversed(self.beside):
            if other.needed or not other.single or _named(other.alias, words):
                words += f" {other.of}"
                found.append(other)
        return found[::-1]


@dataclass(frozen=True, eq=False, kw_only=True)
class Standing(_Joined):
    """A set with the columns of `figure.py`, and `more` for lists. Called with a moment it is the set's SQL.

    Every expression names the aliases of the rows that it is made of. `key`: the column by which an index finds a
    subject; only those whom `hidden` names are known by another key there.
    """

    subject: str
    key: str = ""
    versions: str
    organisation: str = "null::uuid"
    district: str = "null::text"
    value: str = ONE
    more: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, m: Moment) -> str:
        return self._on_day(m, self._columns)

    @property
    def total(self) -> str:
        """SQL of what its values come to over all rows: where each row counts as one, how many there are (to add up
        numerics of any length takes longer than to count)."""
        return "count(*)" if self.value == ONE else SUM

    def only(self, m: Moment, columns: Collection[str]) -> str:
        """The set on a day with only these columns."""
        return self._on_day(m, {name: self._columns[name] for name in columns})

    def near(self, m: Moment, wanted: str, columns: Collection[str] = ()) -> str:
        """The set on a day, with these columns or all, read only where subjects of `wanted`, an SQL array, may stand.

        Without it the whole table is read to find one lawyer. Others may be among the rows, so whoever asks for some
        still says which."""
        found = self
        if self.key:
            ever = f" || {self.hidden.ever(m)}" if self.hidden else ""
            found = replace(self, where=f"({self.where}) and {self.key} = any({wanted}{ever})")
        return found.only(m, columns) if columns else found(m)

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        """The pieces of the set over many days."""
        return self._swept(s, {name: self._columns[name] for name in columns})

    @property
    def _columns(self) -> dict[str, str]:
        own = ("subject", "organisation", "district", "value", "versions")
        return {name: getattr(self, name) for name in own} | dict(self.more)


@dataclass(frozen=True, eq=False, kw_only=True)
class Gathered(_Joined):
    """One row for each `by` that at least `least` rows stand for: `key`, `many`, and the rows' `version` as
    `versions`."""

    by: str
    version: str
    least: int = 1

    def __call__(self, m: Moment) -> str:
        return self.only(m, ("key", "many", "versions"))

    def only(self, m: Moment, columns: Collection[str]) -> str:
        """What is gathered on a day with only these columns."""
        own = {"key": "key", "many": "count(*)", "versions": "array_agg(version order by version)"}
        rows = self._on_day(m, {"key": self.by, "version": self.version})
        told = _listed({name: own[name] for name in columns})
        return f"select {told} from ({rows}) g group by key having count(*) >= {self.least}"

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        """The times during which a key has enough rows; `columns` are key and many."""
        return (
            f"select {_listed({name: name for name in columns})}, since, until from ("
            f"select key, n as since, lead(n, 1, {len(s.days)}) over w as until, sum(sum(weight)) over w as many"
            f" from ({_events(self._swept(s, {'key': self.by}), 'key')}) e group by key, n"
            f" window w as (partition by key order by n)) g where many >= {self.least}"
        )


@dataclass(frozen=True, slots=True)
class Pooled:
    """The sums of a set's values by subject. Over many days a subject has a piece for each two places between which
    values of it begin and end, not one sum for each place: so pieces add up, and may lie over one another."""

    parts: Standing

    def only(self, m: Moment, columns: Collection[str]) -> str:
        own = {
            "subject": "subject",
            "value": "sum(value)",
            "versions": "array_agg(versions[1] order by versions[1])",
        }
        told = _listed({name: own[name] for name in columns})
        parts = self.parts.only(m, {"subject", *columns})
        return f"select {told} from ({parts}) t group by subject"

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        return (
            "select subject, since, until, sum(value) as value"
            f" from ({self.parts.swept(s, ('subject', 'value'))}) t group by subject, since, until"
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Summed:
    """A set whose values are sums over `parts` by subject: of some there are many, of others none, and then it is 0.

    The first of a part's versions is its own row. Parts of subjects that are not in `rows` count for nothing."""

    rows: Standing
    parts: Standing

    def __call__(self, m: Moment) -> str:
        return self.standing(m)

    def only(self, m: Moment, columns: Collection[str]) -> str:
        """The set on a day with only these columns."""
        return self.standing.only(m, columns)

    @property
    def standing(self) -> Standing:
        """The set as it stands on a day."""
        return replace(
            self.counting,
            of=self.rows,
            alias="x",
            beside=(Beside(Pooled(self.parts), "p", "subject", "x.subject"),),
            value="coalesce(p.value, 0)::numeric",
            versions="x.versions || coalesce(p.versions, '{}')",
            more={name: f"x.{name}" for name in self.rows.more},  # the list of the rows shows them
        )

    @property
    def counting(self) -> Standing:
        """What counts, where its subject stands: its total over many days is asked without anybody's sum."""
        return Standing(
            of=self.parts,
            alias="p",
            beside=(Beside(self.rows, "x", "subject", "p.subject", needed=True),),
            subject="x.subject",
            organisation="x.organisation",
            district="x.district",
            value="p.value",
            versions="p.versions",
        )


def counted(nth: int, pieces: str, condition: str, total: str) -> str:
    """SQL: `nth`, place, number of rows and their `total` at every place where either changes, of a set's pieces that
    meet the condition; before the first both are 0."""
    met = f"select * from ({pieces}) s where {condition}"
    return (
        f"select {nth}, n, sum(sum(weight)) over w, sum(sum(total)) over w"
        f" from ({_events(met, '', total)}) e group by n window w as (order by n)"
    )


def _events(pieces: str, key: str = "", total: str = "count(*)") -> str:
    """Beginnings and ends of pieces: at place `n`, `weight` rows more or fewer, and by how much more or less in `total`."""
    head = f"{key}, " if key else ""
    return (
        f"with p as (select {head}since, until, count(*) weight, {total} total from ({pieces}) q"
        f" group by {head}since, until)"
        f" select {head}since n, weight, total from p union all select {head}until, -weight, -total from p"
    )


def _with_gaps(spans: str, key: str, columns: Collection[str], places: int) -> str:
    """The pieces and, for each key that has any, the times without one, with null for every other column.

    So what is joined to them is covered from end to end: once where it has none beside it, and never twice.
    """
    blank = ", ".join(name if name == key else "null" for name in columns)
    named = ", ".join(columns)
    return (
        f"(with t as (select * from {spans} u) select {named}, since, until from t union all"
        f" select {blank}, since, until from ("
        f"select {key}, max(until) over w since, lead(since, 1, {places}) over w until"
        f" from (select {key}, since, until from t union all select distinct {key}, 0, 0 from t) b"
        f" window w as (partition by {key} order by since, until rows unbounded preceding)) g where since < until)"
    )


def _on_day(source: Source, m: Moment, columns: Collection[str]) -> str:
    return m.asof(source) if isinstance(source, type) else f"({source.only(m, columns)})"


def _swept(source: Source, s: Sweep, columns: Collection[str]) -> str:
    return s.spans(source, columns) if isinstance(source, type) else f"({source.swept(s, columns)})"


def _named(alias: str, words: str) -> list[str]:
    """The columns of `alias` that are spoken of."""
    return sorted(set(re.findall(rf"\b{alias}\.(\w+)", words)))


def _listed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} as {name}" for name, sql in columns.items())


def _and(condition: str) -> str:
    return "" if condition == "true" else f" and {condition}"
