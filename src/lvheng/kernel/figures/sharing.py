"""Sets asked together: what several of them are made of is read once, under a name in their common query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from lvheng.kernel.figures.standing import Gathered, Standing, Sweep
from lvheng.kernel.rows import Moment

Made = Standing | Gathered
"""What may be read once for several sets: what is itself made of other rows."""
Part = Callable[[int, Standing, str], str]


class When(Protocol):
    """How a set is told as SQL with the columns needed: on a day, or in pieces over many."""

    def __call__(self, of: Made, columns: Collection[str]) -> str: ...


def on_day(m: Moment) -> When:
    """Sets as they stand at a moment."""
    return lambda of, columns: of.only(m, columns)


def swept(s: Sweep) -> When:
    """Sets in pieces over the days of a sweep."""
    return lambda of, columns: of.swept(s, columns)


def together(sets: Sequence[Standing], columns: Collection[str], when: When, part: Part) -> str:
    """One query of all sets: of each what `part` makes of its place among them, itself, and its SQL with `columns`."""
    common = {of: _Common(f"c{nth}") for nth, of in enumerate(_common(sets))}
    parts = [part(nth, rows, when(_renamed(rows, common), columns)) for nth, rows in enumerate(sets)]
    # Who asks stands before what is asked: so when its turn comes, it is known which columns are wanted of it.
    told = [(name, when(_renamed(of, common), sorted(name.columns))) for of, name in common.items()]
    head = ", ".join(f"{name.name} as materialized ({sql})" for name, sql in reversed(told))
    return f"{'with ' if head else ''}{head} {' union all '.join(parts)}"


def groups(sets: Sequence[Standing]) -> list[list[Standing]]:
    """The sets by what they have in common: those of a group are worth asking together."""
    found: list[tuple[list[Standing], set[Made]]] = []
    for rows in sets:
        members, made_of = [rows], set(_within(rows))
        for group in [group for group in found if group[1] & made_of]:
            members, made_of = [*group[0], *members], group[1] | made_of
            found.remove(group)
        found.append((members, made_of))
    return [members for members, _ in found]


@dataclass(slots=True)
class _Common:
    """Stands where something in common stood, and learns which of its columns are asked for."""

    name: str
    columns: set[str] = field(default_factory=set)

    def only(self, m: Moment, columns: Collection[str]) -> str:
        self.columns.update(columns)
        return f"select * from {self.name}"

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        return self.only(s.moment, columns)


def _common(sets: Sequence[Standing]) -> list[Made]:
    """What more than one of the sets, or of what they are made of, is made of; each before whatever it is made of."""
    asked, seen = Counter[Made](), dict[Made, None]()

    def walk(of: Made) -> None:
        if of in seen:
            return
        for source in _made_of(of):
            asked[source] += 1
            walk(source)
        seen[of] = None  # after all that it is made of

    for rows in sets:
        walk(rows)
    return [of for of in reversed(seen) if asked[of] > 1]


def _within(of: Made) -> Iterator[Made]:
    for source in _made_of(of):
        yield source
        yield from _within(source)


def _made_of(of: Made) -> Iterator[Made]:
    """Its sources that are made of other rows. What is asked day by day, or of another day, shares nothing."""
    if of.hidden or of.tells_of_another_day:
        return
    for source in (of.of, *(other.source for other in of.beside)):
        if isinstance(source, Standing | Gathered):
            yield source


def _renamed(of: Made, common: Mapping[Made, _Common]) -> Made:
    """The same with what is in common called by its name."""
    if of.hidden or of.tells_of_another_day:
        return of

    def named(source: Any) -> Any:
        if not isinstance(source, Standing | Gathered):
            return source
        return common.get(source) or _renamed(source, common)

    beside = tuple(replace(other, source=named(other.source)) for other in of.beside)
    return replace(of, of=named(of.of), beside=beside)
