"""The firms' yearly returns: revenue, tax and matters, filed in spring; some firms do not file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from lvheng.demonstration.marginals import of_year
from lvheng.demonstration.world import NEVER, Stretch, World
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.returns import Declared

YI = 100_000_000
SCALE_GAIN = 1.18  # larger firms earn more per head
MATTERS_PER_HEAD = 24


def file_returns(world: World, stretch: Stretch) -> None:
    """Files what is due in this stretch; on 1 March the returns of the year before are drawn up."""
    first, last = date.fromordinal(stretch.start), date.fromordinal(stretch.end - 1)
    for year in {first.year, last.year}:
        if first <= date(year, 3, 1) <= last:
            world.returns = _drawn_up(world, year - 1)
    due = [(day, given) for day, given in world.returns if day < stretch.end]
    world.returns = [(day, given) for day, given in world.returns if day >= stretch.end]
    for day, given in due:
        world.tell("register.file_return", given, day)


def _drawn_up(world: World, year: int) -> list[tuple[int, Declared]]:
    rng = world.rng
    ended = date(year, 12, 31).toordinal()
    firms = [
        n
        for n, h in enumerate(world.houses)
        if h.kind == OrganisationKind.FIRM and h.founded <= ended and (h.ended > ended or h.ended == NEVER)
    ]
    staff = np.maximum(world.staff()[firms], 1)
    silent = rng.random(len(firms)) > of_year("declared_share", year) + 0.03 * (staff > 30)
    quality = np.array([world.houses[n].quality for n in firms])
    weight = staff**SCALE_GAIN * quality * rng.lognormal(0, 0.12, len(firms)) * ~silent
    total = world.region.level("revenue", ended) * YI
    revenue = weight / weight.sum() * total
    tax = revenue * np.clip(of_year("tax_share", year) * rng.normal(1, 0.08, len(firms)), 0.05, 0.2)
    matters = rng.poisson(MATTERS_PER_HEAD * staff)
    days = date(year + 1, 3, 1).toordinal() + (90 * rng.random(len(firms)) ** 0.8).astype(int)
    return [
        (
            int(day),
            Declared(
                firm=world.houses[n].key,
                year=year,
                revenue=Decimal(round(r, 2)).quantize(Decimal("0.01")),
                tax=Decimal(round(t, 2)).quantize(Decimal("0.01")),
                matters=int(m),
            ),
        )
        for n, day, r, t, m, no in zip(firms, days, revenue, tax, matters, silent, strict=True)
        if not no
    ]
