"""Offices abroad of large firms, and representative offices of invented firms from abroad."""

from __future__ import annotations

import numpy as np

from lvheng.demonstration.names import TABLE, foreign_name
from lvheng.demonstration.world import Stretch, World
from lvheng.kernel.places.listed import country_titles
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.offices import (
    ClosedOffice,
    ClosedRepresentativeOffice,
    NewOverseasOffice,
    NewRepresentativeOffice,
)

_KINDS = ("branch", "branch", "liaison", "joint_operation")


def _abroad(world: World) -> tuple[str, str]:
    weights = np.array([row[2] for row in TABLE["abroad"]], float)
    country, city, _ = TABLE["abroad"][int(world.rng.choice(len(weights), p=weights / weights.sum()))]
    return country, city


def open_overseas_office(world: World, day: int) -> None:
    """An office abroad of one of the largest firms, the larger the likelier."""
    firms = sorted(world.alive(OrganisationKind.FIRM), key=lambda n: -world.houses[n].wanted)
    firms = [n for n in firms if world.houses[n].founded < day][: max(int(world.region.level("large_firms", day)), 3)]
    while True:
        firm = world.houses[firms[int(len(firms) * world.rng.random() ** 2)]]
        country, city = _abroad(world)
        own = firm.name.removesuffix("律师事务所")
        name = f"{own}{city}{'代表处' if world.rng.random() < 0.2 else '分所'}"
        if name not in world.overseas_names:
            break
    key = world.new_key()
    given = NewOverseasOffice(
        firm=firm.key,
        name=name,
        country=country,
        city=city,
        office_kind=str(world.rng.choice(_KINDS)),
        subject=key,
    )
    world.tell("register.enter_overseas_office", given, day)
    firm.fixed = True
    world.overseas.append((key, day))
    world.overseas_names.add(name)


def open_representative_office(world: World, day: int) -> None:
    """The Beijing office of an invented firm from abroad, in one of the districts of large firms."""
    country, _ = _abroad(world)
    district, area, address = world.place("districts_large")
    home = f"{country_titles()[country]}{foreign_name(world.rng)}律师事务所"
    key = world.new_key()
    world.represented += 1
    given = NewRepresentativeOffice(
        name=f"{home}驻北京代表处（演示{world.represented:03}）",
        home_firm=home,
        country=country,
        district=district,
        area=area or None,
        address=address,
        subject=key,
    )
    world.tell("register.enter_representative_office", given, day)
    world.representative.append(key)


def offices(world: World, stretch: Stretch) -> None:
    """Opens and closes offices of both kinds so that their numbers follow their levels."""
    closing, opening = stretch.days(world.rng, 2)
    old = [(key, since) for key, since in world.overseas if since < stretch.start - 365]
    wanted = world.region.level("overseas_offices", stretch.end)
    if old and world.rng.random() < 0.03 * stretch.years * len(world.overseas):
        key, since = old[int(world.rng.integers(len(old)))]
        world.tell("register.close_overseas_office", ClosedOffice(office=key), closing)
        world.overseas.remove((key, since))
    while len(world.overseas) < round(wanted):
        open_overseas_office(world, stretch.days(world.rng, 1)[0])
    wanted = world.region.level("representative_offices", stretch.end)
    if len(world.representative) > round(wanted):
        key = world.representative.pop(int(world.rng.integers(len(world.representative))))
        world.tell("register.close_representative_office", ClosedRepresentativeOffice(organisation=key), closing)
    elif len(world.representative) < round(wanted):
        open_representative_office(world, opening)
