"""A figure is a named set of register rows on a day; its number is only the size or the sum of that set.

The set is one SQL query with the columns
    subject uuid · organisation uuid · district text · value numeric · versions bigint[] (the rows it rests on)
and everything is asked of it: number, list, export, district split, series, movement, digest. So they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.db.models import Model

from lvheng.kernel.rows import Moment, Row

SetSql = Callable[[Moment], str]


class Provenance(Enum):
    """Where the numbers come from (architecture.md, Figures)."""

    COMPUTED = "由登记簿计算"
    DECLARED = "申报数"
    ATTESTED = "经确认"
    EXTERNAL = "外部数据"


class Face(Enum):
    """What the public may see of it."""

    ROWS = "名单"
    TOTAL = "总数"
    NONE = "不公开"


class Measure(Enum):
    COUNT = "count"
    SUM = "sum"
    RATIO = "ratio"
    PER_HEAD = "per_head"


@dataclass(frozen=True, slots=True)
class States:
    """What a figure's subjects are while they are not in it: `rows` tells subject and state at a moment, `titles` the
    words for states. So a movement can say where those who joined came from and what became of those who left."""

    rows: SetSql
    titles: Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Partition:
    """A way to part a figure's rows by what their organisation is: `rows` tells organisation and part at a moment."""

    code: str
    title: str
    rows: SetSql
    titles: Callable[[], Mapping[str, str]]

    def of(self, rows: SetSql) -> SetSql:
        """A set with the part of each of its rows as a further column `part`; '' where its organisation has none."""
        return lambda m: (
            f"select s.*, coalesce(p.part, '') as part from ({rows(m)}) s"
            f" left join ({self.rows(m)}) p on p.organisation = s.organisation"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`frame` is the set from which a sample was drawn, where the rows are one. `whole` is the containing set of a ratio (rows inside it, checked), the statistic of a per-head figure, or the
    set of those who ought to have declared. `audience`: the only posts that are told its rows, parts and small numbers,
    where there are any (sensitive rows). `several`: a subject may have more than one row of the set. `late`: of
    a duty that comes round, those of `whole` who did it after its time; `rows` are those who did it in time. `scale` divides a sum for showing (yuan → 亿元: 100,000,000)."""

    code: str
    title: str
    unit: str
    rows: SetSql
    sources: tuple[type[Model], ...]
    definition: str
    listing: str
    measure: Measure = Measure.COUNT
    provenance: Provenance = Provenance.COMPUTED
    face: Face = Face.NONE
    whole: SetSql | None = None
    whole_title: str = ""
    frame: SetSql | None = None
    scale: int = 1
    places: int = 0
    version: str = "1"
    states: States | None = None
    partitions: tuple[Partition, ...] = ()
    audience: frozenset[str] = frozenset()
    several: bool = False
    late: SetSql | None = None

    def is_for(self, posts: frozenset[str]) -> bool:
        """Whether somebody with these posts is told its rows and small numbers."""
        return not self.audience or bool(posts & (self.audience | {"system"}))

    @property
    def only_acts_change_it(self) -> bool:
        """Whether nothing else does: only then can a reading that was kept be known to hold still."""
        return all(issubclass(source, Row) for source in self.sources)

    @property
    def room(self) -> str:
        return self.code.partition(".")[0]

    def value(self, rows: int, total: Decimal, whole: Decimal | None) -> Decimal | None:
        """The number of a set of `rows` with that `total`; None where there is nothing to divide by."""
        match self.measure:
            case Measure.COUNT:
                return Decimal(rows)
            case Measure.SUM:
                return total / self.scale
            case Measure.RATIO:
                return Decimal(100) * rows / whole if whole else None
            case Measure.PER_HEAD:
                return Decimal(rows) / whole if whole else None

    def shown(self, value: Decimal | None) -> str:
        """The number as people read it."""
        return "—" if value is None else f"{value:,.{self.places}f}"

    def signed(self, change: Decimal) -> str:
        """A change of the number as people read it."""
        return signed(change, self.places)


def signed(change: Decimal | int, places: int = 0) -> str:
    """A change with its sign: +1,234, −3, ±0."""
    shown = round(Decimal(change), places)
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return f"{sign}{abs(shown):,.{places}f}"


_figures: dict[str, Figure] = {}


def declare(*figures: Figure) -> None:
    """Adds figures; a code stands for one only."""
    for figure in figures:
        if _figures.setdefault(figure.code, figure) is not figure:
            raise ValueError(f"figure declared twice: {figure.code}")


def figure_of(code: str) -> Figure:
    """The figure of that code. Raises KeyError."""
    return _figures[code]


def is_live(code: str) -> bool:
    """Whether a figure of that code is computed from rows."""
    return code in _figures


def all_figures() -> list[Figure]:
    return [_figures[code] for code in sorted(_figures)]
