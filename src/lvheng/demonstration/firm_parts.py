"""What firms have beside their licence, who suspends them, and which of them come from a division.

Drawn from a stream of its own, so that what else happens stays what it is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil

from lvheng.demonstration.world import PRACTISING, Stretch, World
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.firm_parts import Adopted, Contributed, Employed, Housed, Insured
from lvheng.register.acts.firm_states import Divided, FirmSuspended

_PARTNERSHIP = ("partnership", "special_partnership")
_SHAREHOLDERS = 8  # firms of more partners have not told their shares [假定]
_INSURED = 15  # lawyers wanted in firms that are insured [假定]
_SUSPENDED = 0.003  # of small partnerships a year [假定]
_DIVIDED = 0.05  # of new partnerships: from a division [假定]
_SUSPENSION = 92  # days


def live(world: World, stretch: Stretch) -> None:
    """Everything of this kind in one stretch: after the lawyers have moved."""
    firms = [n for n in world.alive(OrganisationKind.FIRM) if world.houses[n].shut < stretch.start]
    new = [n for n in firms if stretch.number == 0 or world.houses[n].founded >= stretch.start]
    for number in new:
        _housed(world, stretch, number)
        _shared(world, stretch, number)
    if date.fromordinal(stretch.start).month <= 3 < date.fromordinal(stretch.end).month or stretch.number == 0:
        _insured(world, stretch, firms)
    _suspended(world, stretch, firms)


def _housed(world: World, stretch: Stretch, number: int) -> None:
    rng, firm = world.side, world.houses[number]
    day = max(firm.founded, stretch.start)
    adopted = date.fromordinal(firm.founded - int(rng.integers(10, 60)))
    world.tell(
        "register.enter_charter",
        Adopted(
            firm=firm.key, adopted_on=adopted, party_clause=int(rng.random() < (0.97 if firm.founded == day else 0.8))
        ),
        day,
    )
    area = Decimal(round(float(max(firm.wanted, 2) * rng.uniform(9, 18)), 1))
    until = date.fromordinal(day + int(rng.integers(700, 2500)))
    leased = rng.random() < 0.9
    given = Housed(
        firm=firm.key,
        tenure="leased" if leased else "owned",
        floor_area=area.quantize(Decimal("0.01")),
        held_until=until if leased else None,
    )
    world.tell("register.enter_premises", given, day)


def _shared(world: World, stretch: Stretch, number: int) -> None:
    """Equal shares of the partners to whom nothing happens in this stretch but the founding itself."""
    firm = world.houses[number]
    if firm.form not in _PARTNERSHIP:
        return
    members = world.members(number)
    quiet = (world.busy[members] < stretch.number) | (world.since[members] == firm.founded)
    partners = members[(world.role[members] == "partner") & (world.state[members] == PRACTISING) & quiet]
    if not 1 < len(partners) <= _SHAREHOLDERS:
        return
    share = Decimal(10_000 // len(partners)) / 100
    for n in partners.tolist():
        given = Contributed(
            firm=firm.key,
            lawyer=world.key[n],
            contribution=Decimal(int(world.side.integers(10, 60)) * 10_000),
            share=share,
        )
        world.tell("register.enter_share", given, stretch.end - 1)


def _insured(world: World, stretch: Stretch, firms: list[int]) -> None:
    """In spring the larger firms insure themselves for a year, and tell whom they employ."""
    year = date.fromordinal(stretch.start).year
    for number in firms:
        firm = world.houses[number]
        if firm.wanted < _INSURED or firm.founded >= stretch.start:
            continue
        day = stretch.start + int(world.side.integers(0, 25))
        policy = Insured(
            firm=firm.key,
            policy=f"演示{year}-{number:05}",
            insurer=f"演示第{int(world.side.integers(1, 6))}财产保险公司",
            amount=Decimal(int(world.side.integers(5, 60)) * 1_000_000),
            until=date.fromordinal(day + 365),
        )
        world.tell("register.enter_insurance", policy, day)
        people = ceil(firm.wanted * world.side.uniform(0.1, 0.3))
        if people != firm.assistants:
            firm.assistants = people
            world.tell("register.declare_staff", Employed(firm=firm.key, kind="assistant", count=people), day)


def _suspended(world: World, stretch: Stretch, firms: list[int]) -> None:
    """Now and then a small partnership is suspended; meanwhile nobody comes or goes."""
    staff = world.staff()
    small = [
        n
        for n in firms
        if world.houses[n].form in _PARTNERSHIP and world.houses[n].wanted < _INSURED and 0 < staff[n] <= 12
    ]
    chosen = world.side.random(len(small)) < _SUSPENDED * stretch.years
    for number, yes in zip(small, chosen, strict=True):
        if not yes or world.houses[number].founded >= stretch.start:
            continue
        members = world.members(number)
        if (world.busy[members] >= stretch.number).any():
            continue
        until = stretch.end - 1 + _SUSPENSION
        firm = world.houses[number]
        firm.fixed, firm.shut = True, until
        world.busy[members] = stretch.number + ceil(_SUSPENSION / (stretch.end - stretch.start)) + 1
        world.tell(
            "register.suspend_firm", FirmSuspended(firm=firm.key, until=date.fromordinal(until)), stretch.end - 1
        )


def divided(world: World, founder_from: int, firm: int, day: int) -> None:
    """Some firms come from the division of the one that their first founder leaves."""
    before = world.houses[founder_from] if founder_from >= 0 else None
    if before and before.kind == OrganisationKind.FIRM and world.side.random() < _DIVIDED:
        given = Divided(firm=before.key, manner="derived", successor=world.houses[firm].key)
        world.tell("register.divide_firm", given, day)
