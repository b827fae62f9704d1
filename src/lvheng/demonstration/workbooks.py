"""A register of the demonstration's people and firms as spreadsheets, for trying the import: one workbook for each act.

The headings are the labels of the acts' fields. Earlier engagements are invented here, so that there are about 3.4 for
each lawyer; they keep to 律师法第十条 and to the days on which firms were founded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from lvheng.demonstration.history import history
from lvheng.demonstration.houses import given_of
from lvheng.demonstration.sizes import Region
from lvheng.demonstration.world import NEVER, PRACTISING, World
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Day, Reference
from lvheng.kernel.numbers.demonstration import demo_credit_code
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.engagements import Engage, Engaged
from lvheng.register.acts.enter_lawyer import EnterLawyer, Given
from lvheng.register.acts.firms import EnterFirm, NewFirm
from lvheng.register.acts.units import EnterUnit, NewUnit
from lvheng.register.choices import LawyerKind

Row = tuple[Any, date, dict[str, str]]  # the input, its legal day, and what is written for references
_MORE = 1.73  # mean of the earlier engagements beyond the first
_SHORTEST = 180  # days of practice from which on somebody has had an earlier engagement


def write_workbooks(region: Region, seed: int, today: date, folder: str) -> dict[str, int]:
    """Writes 在编单位、律师事务所、律师、执业经历 as `<name>.xlsx` into `folder`; returns how many rows each has."""
    world, plays = history(region, seed, today)
    deque(plays, maxlen=0)
    there = Path(folder)
    there.mkdir(parents=True, exist_ok=True)
    lawyers, earlier = _careers(world, today)
    return {
        "在编单位": _write(there / "在编单位.xlsx", EnterUnit, _units(world)),
        "律师事务所": _write(there / "律师事务所.xlsx", EnterFirm, _firms(world)),
        "律师": _write(there / "律师.xlsx", EnterLawyer, lawyers),
        "执业经历": _write(there / "执业经历.xlsx", Engage, earlier),
    }


def _write(path: Path, act: AnyAct, rows: Iterable[Row]) -> int:
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(path.stem)
    fields = act.fields()
    asked = act.asks_day not in [field.label for field in fields.values()]
    sheet.write_row(0, 0, [field.label for field in fields.values()] + [act.asks_day] * asked)
    count = 0
    for count, (given, on, references) in enumerate(rows, start=1):
        for column, (name, field) in enumerate(fields.items()):
            value = getattr(given, name)
            if isinstance(field, Day) and value:
                sheet.write_datetime(count, column, value)
            elif value is not None:
                written = references[name] if isinstance(field, Reference) else field.show(value)
                sheet.write_string(count, column, written)
        if asked:
            sheet.write_datetime(count, len(fields), on)
    book.close()
    return count


def _units(world: World) -> Iterator[Row]:
    for number in world.alive(OrganisationKind.ORGAN):
        unit = world.houses[number]
        yield NewUnit(name=unit.name, district=unit.district), date.fromordinal(unit.founded), {}


def _firms(world: World) -> Iterator[Row]:
    """Firms first, then the branches, which name their head office."""
    for number in world.alive(OrganisationKind.FIRM) + world.alive(OrganisationKind.BRANCH):
        firm = world.houses[number]
        parent = world.houses[firm.parent] if firm.parent >= 0 else None
        given = NewFirm(
            name=firm.name,
            credit_code=demo_credit_code(number),
            form=firm.form,
            district=firm.district,
            area=firm.area or None,
            parent=parent.key if parent else None,
        )
        yield given, date.fromordinal(firm.founded), {"parent": parent.name if parent else ""}


def _careers(world: World, today: date) -> tuple[list[Row], list[Row]]:
    """Lawyers as they stand, and their engagements before."""
    firms = sorted(world.alive(OrganisationKind.FIRM), key=lambda n: world.houses[n].founded)
    founded = np.array([world.houses[n].founded for n in firms])
    lawyers: list[Row] = []
    earlier: list[Row] = []
    for n in np.flatnonzero((world.state == PRACTISING) & (world.house >= 0)).tolist():
        house, first = world.houses[world.house[n]], int(world.people.first[n])
        if house.ended != NEVER:
            raise ValueError(f"{house.name} has ended and still has lawyers")
        if LawyerKind(str(world.people.kind[n])).in_firm and today.toordinal() - first > _SHORTEST:
            end = max(first + int((today.toordinal() - first) * (0.3 + 0.6 * world.rng.random())), house.founded)
            world.since[n] = end
        given = given_of(world, n, str(world.people.education[n]))
        lawyers.append((given, date.fromordinal(first), {"organisation": house.name}))
        if world.since[n] - first > _SHORTEST / 3:
            open_to = int(np.searchsorted(founded, first, side="right"))
            earlier += _engagements(world, given, first, int(world.since[n]), firms[:open_to])
    return lawyers, earlier


def _engagements(world: World, given: Given, first: int, end: int, firms: list[int]) -> list[Row]:
    """One or more engagements from the first day of practice to before `end`, in firms that were there from the start."""
    if not firms:
        return []
    count = 1 + int(world.rng.poisson(_MORE))
    cuts = np.unique(world.rng.integers(first + 1, end, count - 1)).tolist()
    found = []
    for begin, until in zip([first, *cuts], [*cuts, end], strict=True):
        house = world.houses[firms[int(world.rng.integers(len(firms)))]]
        engaged = Engaged(lawyer=world.key[0], organisation=house.key, role="employed", until=date.fromordinal(until))
        references = {"lawyer": given.number, "organisation": house.name}
        found.append((engaged, date.fromordinal(begin), references))
    return found
