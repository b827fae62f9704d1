"""The page of what moved a figure: its account from the start to the end, by name, and by the parts that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.asked import figure_asked, listing_asked, movement_asked
from lvheng.kernel.figures.attribution import Contribution, contributions, two_factors
from lvheng.kernel.figures.figure import Measure, Partition, signed
from lvheng.kernel.figures.listing import Column, page
from lvheng.kernel.figures.movement import Account, Movement, Way, account
from lvheng.kernel.figures.reading import Reading, by_part
from lvheng.kernel.places.listed import district_titles, place_titles
from lvheng.kernel.rows import Moment
from lvheng.workbench.sheets import Row
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import record_path

NAMED = 10
NAMING = ("name", "firm", "organisation", "district", "cause", "before", "after")
NOWHERE = "未定"

Cell = tuple[str, str]
"""What is read, and the list that it opens ('' if there is none)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the account: how many rows, and for a sum how much of it."""

    title: str
    rows: Cell
    amount: str


@dataclass(frozen=True, slots=True)
class Group:
    """Those who moved one way, the first of them by name."""

    way: Way
    rows: int
    path: str
    columns: Sequence[Column]
    named: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part was before and after, and what it contributed; `rate` and `mix` where it is measured against a whole."""

    title: str
    before: Cell
    after: Cell
    total: str
    rate: str
    mix: str


@dataclass(frozen=True, slots=True)
class Source:
    """The contributions by one partition."""

    title: str
    parts: Sequence[Part]
    mixed: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """The addresses of the lists behind a movement's numbers."""

    movement: Movement

    def at(self, moment: Moment, **narrowed: str) -> str:
        """The figure's rows at one end."""
        return self._path(on=moment.on, known_at=moment.known_at, **{"district": self._district, **narrowed})

    def moved(self, way: Way, cause: str = "") -> str:
        """Those who moved one way, for one cause if it is named."""
        before, after = self.movement.before, self.movement.after
        told = {"from": before.on, "from_known_at": before.known_at, "on": after.on, "known_at": after.known_at}
        return self._path(moved=way.value, cause=cause, district=self._district, **told)

    @property
    def _district(self) -> str:
        return self.movement.narrowing.district

    def _path(self, **asked: str | date | datetime | None) -> str:
        told = {name: value if isinstance(value, str) else value.isoformat() for name, value in asked.items() if value}
        figure = self.movement.figure
        return f"/work/lists/{figure.listing}/?{urlencode({'figure': figure.code} | told)}"


@members
def movement_page(request: HttpRequest, code: str) -> HttpResponse:
    figure, viewer = figure_asked(code), viewer_of(request)
    moved = movement_asked(request.GET, figure, moment_of(request), viewer.scope)
    told, lists = account(moved), Lists(moved)
    first, last = told.first, told.last
    columns = [column for column in listing_asked(figure.listing, viewer).seen_by(viewer) if column.name in NAMING]
    return render(
        request,
        "workbench/movement.html",
        {
            "figure": figure,
            "movement": moved,
            "first": first,
            "last": last,
            "first_path": lists.at(moved.before),
            "last_path": lists.at(moved.after),
            "from_known_at": request.GET.get("from_known_at", ""),
            "districts": district_titles() if viewer.scope.whole else {},
            "change": figure.signed(last.value - first.value)
            if first.value is not None and last.value is not None
            else "",
            "factors": _factors(told),
            "summed": figure.measure is Measure.SUM,
            "entries": _entries(told, lists),
            "residual": told.residual or told.unexplained,
            "groups": [_group(moved, told, way, columns, lists) for way in moved.ways],
            "sources": _sources(moved, told, lists),
        },
    )


def _entries(told: Account, lists: Lists) -> list[Entry]:
    """From the start over everything that flowed to the end."""
    figure, moved = told.last.figure, lists.movement
    lines = [Entry(f"期初 {moved.before.on}", (f"{told.first.rows:,}", lists.at(moved.before)), told.first.shown)]
    lines += [
        Entry(
            flow.way.title if flow.title == flow.way.title else f"{flow.way.title}：{flow.title}",
            (signed(flow.change) if flow.change else f"{flow.rows:,} 条改数", lists.moved(flow.way, flow.cause)),
            figure.signed(flow.amount / figure.scale),
        )
        for flow in told.flows
    ]
    return [*lines, Entry(f"期末 {moved.after.on}", (f"{told.last.rows:,}", lists.at(moved.after)), told.last.shown)]


def _group(moved: Movement, told: Account, way: Way, columns: Sequence[Column], lists: Lists) -> Group:
    """The names were seen through the viewer's scope already."""
    question = moved.question(way, columns)
    lines = page(question, 0, NAMED) if told.rows(way) else []
    named = [Row(record_path(question.listing, line), line.subject, line.cells) for line in lines]
    return Group(way, told.rows(way), lists.moved(way), question.columns, named)


def _factors(told: Account) -> tuple[str, str] | None:
    """What the rows and what the whole contributed, to one place more than the figure shows."""
    found = two_factors(told.first, told.last)
    places = told.last.figure.places + 1
    return (signed(found[0], places), signed(found[1], places)) if found else None


def _sources(moved: Movement, told: Account, lists: Lists) -> list[Source]:
    """By district, unless it is of one, and by the figure's own partitions; none that has but one part."""
    partitions: list[Partition | None] = [] if moved.narrowing.district else [None]
    found = [_source(moved, told, partition, lists) for partition in [*partitions, *moved.figure.partitions]]
    return [source for source in found if len(source.parts) > 1]


def _source(moved: Movement, told: Account, partition: Partition | None, lists: Lists) -> Source:
    figure, ends = moved.figure, (moved.before, moved.after)
    parts = contributions(
        told.first, told.last, *(by_part(figure, moment, moved.narrowing, partition) for moment in ends)
    )
    titles = partition.titles() if partition else place_titles()
    mixed = any(each.mix is not None for each in parts)
    places = figure.places + (1 if mixed else 0)
    lines = []
    for each in parts:
        if not _tells(each):
            continue
        asked = {"part": f"{partition.code}.{each.part}"} if partition else {"district": each.part}
        opens = bool(partition or each.part)
        before, after = (
            _cell(reading, lists.at(moment, **asked) if opens else "")
            for reading, moment in zip((each.before, each.after), ends, strict=True)
        )
        lines.append(
            Part(
                titles.get(each.part, each.part) or NOWHERE,
                before,
                after,
                signed(each.total, places),
                signed(each.rate, places),
                "—" if each.mix is None else signed(each.mix, places),
            )
        )
    return Source(partition.title if partition else "按区", lines, mixed)


def _cell(reading: Reading | None, path: str) -> Cell:
    if reading is None:
        return "—", ""
    shown = f"{reading.rows:,} 条" if reading.value is None else reading.shown
    return shown, path if reading.rows else ""


def _tells(each: Contribution) -> bool:
    """Whether there is anything of the part, before or after."""
    return each.total != Decimal(0) or any(end is not None and end.rows for end in (each.before, each.after))
