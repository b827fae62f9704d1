"""The register as it stands on 1 January 2016: entered at once, each row true from its own earlier day."""

from __future__ import annotations

from datetime import date

import numpy as np

from lvheng.demonstration.firm_life import open_branch
from lvheng.demonstration.houses import appoint, enter_lawyers, form_drawn, found_firm, found_unit
from lvheng.demonstration.marginals import RATES, TABLE, Codes, draw
from lvheng.demonstration.names import OwnNames
from lvheng.demonstration.offices import open_overseas_office, open_representative_office
from lvheng.demonstration.people import YEAR, people_of_2016
from lvheng.demonstration.plays import Desk
from lvheng.demonstration.sizes import Region
from lvheng.demonstration.world import NOWHERE, PRACTISING, UNATTACHED, Rows, World
from lvheng.kernel.subjects.models import OrganisationKind

START = date(2016, 1, 1)
IN_HOUSE = ("public", "company", "legal_aid", "military")
UNIT_SIZE = {"public": 6, "company": 5, "legal_aid": 9, "military": 8}
_UNATTACHED_SHARE = 0.015
_PARTNER_SHARE = 0.3
_FIRST_FOUNDED = date(1988, 6, 1).toordinal()


def kinds_of(region: Region, rng: np.random.Generator, count: int, day: int) -> Codes:
    """Kinds of licence for `count` lawyers, by the shares of that day."""
    in_house = {kind: region.level(kind, day) for kind in IN_HOUSE}
    rest = 1 - sum(in_house.values())
    inside = {kind: share * rest for kind, share in TABLE["kinds_in_firms"].items()}
    return draw(rng, inside | in_house, count)


def begin(region: Region, rng: np.random.Generator) -> World:
    """The world on the day before the history starts, with everything of it told."""
    day = START.toordinal() - 1
    count = round(region.level("lawyers", day) / (1 - _UNATTACHED_SHARE))
    people = people_of_2016(rng, kinds_of(region, rng, count, day))
    world = World(region, rng, Desk(region.sign), OwnNames(rng), people, rng.spawn(1)[0])
    everybody = world.admit(count)
    inside = ~np.isin(people.kind, IN_HOUSE)
    _found_firms(world, day, int(inside.sum()))
    _seat(world, everybody[inside], day)
    _post_to_branches(world, day)
    settle_in_house(world, everybody[~inside])
    enter_lawyers(world, everybody, RATES["wrong_entry"])
    _delay_mending(world)
    _appoint_heads(world)
    for _ in range(round(region.level("overseas_offices", day))):
        open_overseas_office(world, int(rng.integers(date(2005, 1, 1).toordinal(), day)))
    for _ in range(round(region.level("representative_offices", day))):
        open_representative_office(world, int(rng.integers(date(1993, 1, 1).toordinal(), day)))
    return world


def _delay_mending(world: World) -> None:
    """What was entered wrongly at the start is found out in the years after it."""
    start = START.toordinal()
    world.later = [(start + 60 + int(world.rng.integers(0, 900)), what, whom) for _, what, whom in world.later]


def _found_firms(world: World, day: int, lawyers: int) -> None:
    region, rng = world.region, world.rng
    count = round(region.level("firms", day))
    large = region.level("large_firms", day)
    founded = np.sort(_FIRST_FOUNDED + ((day - _FIRST_FOUNDED) * rng.random(count) ** 0.7).astype(np.int64))
    for place, when in enumerate(founded):
        great = place < large * 1.8
        form = "special_partnership" if place < large / 4 else form_drawn(world, "forms_2016")
        form = "partnership" if great and form in ("sole", "state") else form
        rank = 2 - place / count if great else float(rng.random())
        found_firm(world, form, int(when), rank, "districts_large" if great else "districts")
    world.plan_sizes(day, lawyers, settled=True)


def _seat(world: World, places: Rows, day: int) -> None:
    """Gives lawyers of firms a firm, a day of entry and a standing; the most senior are partners."""
    loose = world.rng.random(len(places)) < _UNATTACHED_SHARE
    world.state[places[loose]] = UNATTACHED
    world.until[places[loose]] = day + world.rng.integers(30, 700, int(loose.sum()))
    world.since[places[loose]] = world.people.first[places[loose]]
    places = places[~loose]
    world.rng.shuffle(places)
    world.house[places] = world.openings(len(places), day + 1)
    founded = np.array([house.founded for house in world.houses])[world.house[places]]
    first = world.people.first[places]
    earliest = np.maximum(first, founded)
    stayed = world.rng.random(len(places)) ** 2
    world.since[places] = np.where(
        world.rng.random(len(places)) < 0.4, earliest, earliest + ((day - earliest) * stayed).astype(np.int64)
    )
    order = places[np.lexsort((first, world.house[places]))]
    staff = world.staff()
    for house, group in zip(*_groups(world, order), strict=True):
        form = world.houses[house].form
        share = max(round(_PARTNER_SHARE * staff[house]), 3)
        world.role[group[: 1 if form == "sole" else share]] = "partner"


def _groups(world: World, order: Rows) -> tuple[list[int], list[Rows]]:
    """Places sorted by house, parted by house."""
    houses = world.house[order]
    begins = np.flatnonzero(np.diff(houses, prepend=NOWHERE - 1))
    return [int(h) for h in houses[begins]], np.split(order, begins[1:])


def settle_in_house(world: World, places: Rows) -> None:
    """Gives public, company, legal-aid and military lawyers a unit, an old one with room or a new one."""
    room: dict[str, list[int]] = {kind: [] for kind in IN_HOUSE}
    staff = world.staff()
    for number in world.alive(OrganisationKind.ORGAN):
        unit = world.houses[number]
        room[unit.form] += [number] * max(UNIT_SIZE[unit.form] - int(staff[number]), 0)
    for kind in IN_HOUSE:
        world.rng.shuffle(room[kind])
    for n in places.tolist():
        kind = str(world.people.kind[n])
        first = int(world.people.first[n])
        if not room[kind]:
            founded = first - int(world.rng.integers(400, 4000))
            room[kind] = [found_unit(world, kind, founded)] * UNIT_SIZE[kind]
        world.house[n], world.role[n], world.since[n] = room[kind].pop(), "inhouse", first


def _appoint_heads(world: World) -> None:
    """The most senior partner of each firm, or lawyer of each branch, who is not too old."""
    able = np.flatnonzero(np.isin(world.role, ("partner", "seconded")) & (world.state == PRACTISING))
    able = able[np.lexsort((world.people.first[able], world.house[able]))]
    old = START.toordinal() - 66 * YEAR
    for house, group in zip(*_groups(world, able), strict=True):
        head = next((n for n in group.tolist() if world.people.born[n] > old), int(group[0]))
        appoint(world, house, head, max(int(world.since[head]), world.houses[house].founded))


def _post_to_branches(world: World, day: int) -> None:
    """Branches founded since 2012, with lawyers who are entered there straight away."""
    for _ in range(round(world.region.level("branches", day))):
        founded = int(world.rng.integers(date(2012, 1, 1).toordinal(), day))
        branch, posted = open_branch(world, founded, np.ones(len(world.key), np.bool_))
        world.house[posted], world.role[posted] = branch, "seconded"
        world.since[posted] = np.maximum(world.since[posted], founded)
