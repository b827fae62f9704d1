"""A naive second opinion: what is true, told by plain Python that shares no line with the product.

The days of a history are few and fixed. A thread is a list with one place for each of them, holding what is true from
that day until the next and which row says so. An act overwrites places; a belief is a copy of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

DAYS = [date(year, month, 10) for year in (2018, 2019, 2020, 2021) for month in (1, 4, 7, 10)]
OUTER_DISTRICTS = {"110109", "110111", "110112", "110113", "110114", "110115", "110116", "110117", "110118", "110119"}
CLUSTERS = {"cbd", "financial_street", "zhongguancun", "lize"}

Place = tuple[int, Any] | None  # which row says so, and what; None where nothing is said
Thread = list[Place]
Part = tuple[Any, str | None]  # value and district of one row of a figure
_rows = count(1)


@dataclass
class Truth:
    """All threads, by what they are about."""

    licence: dict[UUID, Thread] = field(default_factory=dict)  # (state, kind)
    engaged: dict[UUID, Thread] = field(default_factory=dict)  # organisation
    firm: dict[UUID, Thread] = field(default_factory=dict)  # state
    seat: dict[UUID, Thread] = field(default_factory=dict)  # (district, area)
    post: dict[tuple[UUID, UUID], Thread] = field(default_factory=dict)  # (holder, firm): administrator
    abroad: dict[UUID, Thread] = field(default_factory=dict)  # firm
    represented: dict[UUID, Thread] = field(default_factory=dict)  # True
    returned: dict[tuple[UUID, int], int] = field(default_factory=dict)  # (firm, year): revenue
    parent: dict[UUID, UUID | None] = field(default_factory=dict)

    def copy(self) -> Truth:
        threads = {
            name: {key: list(thread) for key, thread in getattr(self, name).items()}
            for name in ("licence", "engaged", "firm", "seat", "post", "abroad", "represented")
        }
        return Truth(**threads, returned=dict(self.returned), parent=dict(self.parent))

    def said(self, thread: Thread | None, day: int) -> Any:
        place = thread[day] if thread else None
        return place[1] if place else None


def nothing() -> Thread:
    return [None] * len(DAYS)


def begin(thread: Thread, day: int, what: Any) -> None:
    """From the day until something else is said already."""
    row = (next(_rows), what)
    for each in range(day, len(DAYS)):
        if thread[each] is not None:
            return
        thread[each] = row


def change(thread: Thread, day: int, what: Any) -> int:
    """From the day to where the row of that day ended; answers where that was."""
    old, row = thread[day], (next(_rows), what)
    for each in range(day, len(DAYS)):
        if thread[each] != old:
            return each
        thread[each] = row
    return len(DAYS)


def change_for_good(thread: Thread, day: int, what: Any) -> None:
    thread[day:] = [(next(_rows), what)] * (len(DAYS) - day)


def end_all(thread: Thread, day: int) -> None:
    thread[day:] = [None] * (len(DAYS) - day)


def correct(thread: Thread, day: int, what: Any) -> None:
    """The row of that day should always have said something else."""
    old, row = thread[day], (next(_rows), what)
    thread[:] = [row if place == old else place for place in thread]


def move_beginning(thread: Thread, day: int, new: int) -> None:
    """The row of that day should always have begun on the day `new`."""
    row = thread[day]
    first = thread.index(row)
    before = thread[first - 1] if first else None
    for each in range(new, first):
        thread[each] = row
    for each in range(first, min(new, len(DAYS))):
        if thread[each] == row:
            thread[each] = before


def _district(truth: Truth, organisation: UUID | None, day: int) -> str | None:
    seat = truth.said(truth.seat.get(organisation), day) if organisation else None
    return str(seat[0]) if seat else None


def _lawyers(truth: Truth, day: int, fits: Callable[[str], bool]) -> dict[UUID, Part]:
    found: dict[UUID, Part] = {}
    for person, thread in truth.licence.items():
        said = truth.said(thread, day)
        if said and said[0] == "practising" and fits(said[1]):
            where = truth.said(truth.engaged[person], day)
            found[person] = (1, _district(truth, where, day))
    return found


def _organisations(truth: Truth, day: int, branch: bool, fits: Callable[[Any], bool]) -> dict[UUID, Part]:
    return {
        key: (1, _district(truth, key, day))
        for key, thread in truth.firm.items()
        if truth.said(thread, day) == "practising"
        and (truth.parent[key] is not None) == branch
        and fits(truth.said(truth.seat[key], day))
    }


def _managed(truth: Truth, day: int) -> dict[UUID, Part]:
    managed = {firm for (_, firm), thread in truth.post.items() if truth.said(thread, day)}
    return {key: part for key, part in _organisations(truth, day, False, bool).items() if key in managed}


def _returned(truth: Truth, day: int) -> dict[UUID, Part]:
    year = DAYS[day].year - 1
    return {
        firm: (revenue, _district_at_year_end(truth, firm, year))
        for (firm, filed), revenue in truth.returned.items()
        if filed == year
    }


def _district_at_year_end(truth: Truth, firm: UUID, year: int) -> str | None:
    last = max((n for n, day in enumerate(DAYS) if day <= date(year, 12, 31)), default=None)
    return _district(truth, firm, last) if last is not None else None


def _supporting(seat: Any) -> bool:
    return bool(seat) and (seat[0] in OUTER_DISTRICTS or seat[0].startswith("1331") or seat[1] == "subcentre")


FIGURES: Mapping[str, Callable[[Truth, int], dict[UUID, Part]]] = {
    "register.lawyers": lambda t, d: _lawyers(t, d, lambda kind: True),
    "register.lawyers_per_10k": lambda t, d: _lawyers(t, d, lambda kind: True),
    "register.lawyers_per_10k_in_firms": lambda t, d: _lawyers(t, d, lambda kind: kind not in ("public", "company")),
    "register.firms": lambda t, d: _organisations(t, d, False, lambda seat: True),
    "register.firms_100": lambda t, d: {},
    "register.firms_in_clusters": lambda t, d: _organisations(t, d, False, lambda s: bool(s) and s[1] in CLUSTERS),
    "register.firms_with_managers": _managed,
    "register.branches_in_named_areas": lambda t, d: _organisations(t, d, True, _supporting),
    "register.overseas_offices": lambda t, d: {
        key: (1, _district(t, firm, d)) for key, thread in t.abroad.items() if (firm := t.said(thread, d))
    },
    "register.representative_offices": lambda t, d: {
        key: (1, _district(t, key, d)) for key, thread in t.represented.items() if t.said(thread, d)
    },
    "register.revenue": _returned,
    "register.tax": lambda t, d: {firm: (0, district) for firm, (_, district) in _returned(t, d).items()},
}
"""What each declared figure should be made of on a day: subject → (value, district). No firm here has 100 lawyers."""
