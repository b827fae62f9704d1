"""The history as plays: the bulk of 2016, then stretch after stretch up to today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zlib import crc32

import numpy as np

from lvheng.demonstration import firm_life, firm_parts, lawyer_life
from lvheng.demonstration.appraisals import Appraisals, Hours
from lvheng.demonstration.associations import Associations
from lvheng.demonstration.beginning import START, begin
from lvheng.demonstration.inhouse import InHouse
from lvheng.demonstration.offices import offices
from lvheng.demonstration.party import PartyBuilding
from lvheng.demonstration.plays import Play, working_day
from lvheng.demonstration.returns import file_returns
from lvheng.demonstration.room import Room
from lvheng.demonstration.sizes import Region
from lvheng.demonstration.talent import Talent
from lvheng.demonstration.training import Training
from lvheng.demonstration.united_front import UnitedFront
from lvheng.demonstration.world import PRACTISING, Stretch, World
from lvheng.kernel.acts.reverse import Reversed
from lvheng.kernel.time.days import SHANGHAI
from lvheng.register.acts.corrections import EngagementAsWas, PersonAsWas

FIRST_RECORDED = date(2016, 1, 4)
LEAST_DAYS = 20  # a stretch not yet ended is told if it has at least this many days
TRAINEE_NUMBERS = 3_000  # of one month, sex and kind set apart for one region
TO_BE_FOUND = 0  # stands for a row or entry number that only the database knows


ROOMS: Sequence[type[Room]] = (Associations, Talent, InHouse, Appraisals, Hours, PartyBuilding, UnitedFront)
"""What lives beside the register, in Beijing alone: told last of each stretch, each from a stream of its own."""


def stream(seed: int, name: str) -> np.random.Generator:
    """The stream of one room: what else happens stays what it is when a room is added."""
    return np.random.default_rng([seed, crc32(name.encode())])


def stretches(months: int, today: date) -> Iterator[Stretch]:
    """The stretches of `months` from 2016 on; the last one ends the day before yesterday."""
    start, number = START, 0
    while (today - start).days >= LEAST_DAYS:
        year, month = divmod(start.month - 1 + months, 12)
        after = date(start.year + year, month + 1, 1)
        yield Stretch(number, start.toordinal(), min(after, today - timedelta(days=1)).toordinal())
        start, number = after, number + 1


def history(region: Region, seed: int, today: date) -> tuple[World, Iterator[Play]]:
    """The plays of a region in the order of their instants, each told when it is asked for, and the world that they
    lead to: it stands as of the last play asked for.

    The same region, seed and day give the same plays.
    """
    own = [region.order] if region.order else []
    world = begin(region, np.random.default_rng([seed, 20160101, *own]))
    return world, _plays(world, seed, today)


def _plays(world: World, seed: int, today: date) -> Iterator[Play]:
    last = datetime.combine(today - timedelta(days=1), time(18), SHANGHAI)
    yield from world.desk.plays(FIRST_RECORDED, last)
    training = Training(world.side, TRAINEE_NUMBERS * world.region.order)
    rooms = [] if world.region.provinces else [room(world, stream(seed, room.__name__)) for room in ROOMS]
    for stretch in stretches(world.region.months, today):
        _mend(world, stretch)
        firm_life.live(world, stretch)
        lawyer_life.live(world, stretch, training)
        training.live(world, stretch)
        firm_parts.live(world, stretch)
        offices(world, stretch)
        file_returns(world, stretch)
        for room in rooms:
            room.live(world, stretch)
        recorded = working_day(date.fromordinal(stretch.end) + timedelta(days=3))
        yield from world.desk.plays(recorded, last)


def _mend(world: World, stretch: Stretch) -> None:
    """Corrects and takes back what was entered wrongly and is found out in this stretch."""
    due = [mistake for mistake in world.later if mistake[0] < stretch.end]
    world.later = [mistake for mistake in world.later if mistake[0] >= stretch.end]
    for (_, what, whom), day in zip(due, stretch.days(world.rng, len(due)), strict=True):
        if what == "education":
            n, education = whom
            given = PersonAsWas(subject=world.key[n], row=TO_BE_FOUND, education=education)
            world.tell("register.correct_person", given, day)
        elif what == "day":
            n, told, true = whom
            if world.since[n] == told and world.state[n] == PRACTISING and world.busy[n] < stretch.number:
                on = date.fromordinal(true)
                given_day = EngagementAsWas(subject=world.key[n], row=TO_BE_FOUND, valid_from=on)
                world.tell("register.correct_engagement", given_day, day)
                world.since[n], world.busy[n] = true, stretch.number
        else:
            world.busy[whom] = stretch.number
            world.tell("kernel.reverse", Reversed(entry=TO_BE_FOUND, subject=world.key[whom]), day)
