"""What happens to lawyers in one stretch of time: entering, moving, leaving, pausing, penalties, and the end of practice."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.beginning import IN_HOUSE, settle_in_house
from lvheng.demonstration.firm_life import leave
from lvheng.demonstration.houses import enter_lawyers, transfer
from lvheng.demonstration.marginals import RATES, TABLE, by_limit, draw
from lvheng.demonstration.people import YEAR, new_people
from lvheng.demonstration.training import Training
from lvheng.demonstration.world import (
    BARRED,
    GONE,
    NOWHERE,
    ON_LEAVE,
    PRACTISING,
    SUSPENDED,
    UNATTACHED,
    Rows,
    Stretch,
    World,
)
from lvheng.register.acts.engagements import Engaged, NewRole
from lvheng.register.acts.licences import OneLawyer, Suspended

_ENGAGED_AGAIN = 0.82


def live(world: World, stretch: Stretch, training: Training) -> None:
    """Everything that happens to lawyers of themselves; at most one thing to each."""
    _pauses_end(world, stretch)
    _ends(world, stretch)
    _pauses(world, stretch)
    _leave(world, stretch)
    practising = int((world.state == PRACTISING).sum())
    wanted = round(world.region.level("lawyers", stretch.end))
    share = sum(world.region.level(kind, stretch.end) for kind in IN_HOUSE)
    world.plan_sizes(stretch.end, round(wanted * (1 - share)))
    _engage_again(world, stretch)
    _transfers(world, stretch)
    _promotions(world, stretch)
    enter_new(world, stretch, wanted - practising, training)


def _chosen(world: World, stretch: Stretch, rate: str | NDArray[np.float64], among: NDArray[np.bool_]) -> Rows:
    chance = RATES[rate] if isinstance(rate, str) else rate
    found = np.flatnonzero(among & (world.rng.random(len(world.key)) < chance * stretch.years))
    world.busy[found] = stretch.number
    return found


def _pauses_end(world: World, stretch: Stretch) -> None:
    """Penalties run out by themselves; the others resume by an act."""
    over = world.until < stretch.start
    world.state[over & (world.state == SUSPENDED)] = PRACTISING
    again = np.flatnonzero(over & np.isin(world.state, (ON_LEAVE, BARRED)) & (world.busy < stretch.number))
    for n, day in zip(again.tolist(), stretch.days(world.rng, len(again)), strict=True):
        world.tell("register.resume_licence", OneLawyer(lawyer=world.key[n]), day)
    world.state[again], world.busy[again] = PRACTISING, stretch.number


def _ends(world: World, stretch: Stretch) -> None:
    age = (stretch.start - world.people.born) / YEAR
    retiring = _chosen(world, stretch, by_limit(TABLE["cancelled"], age), world.free(stretch))
    struck = _chosen(world, stretch, "revoked", world.free(stretch) & world.in_firms())
    for kind, places in (("register.cancel_licence", retiring), ("register.revoke_licence", struck)):
        for n, day in zip(places.tolist(), stretch.days(world.rng, len(places)), strict=True):
            world.tell(kind, OneLawyer(lawyer=world.key[n]), day)
        world.state[places], world.house[places] = GONE, NOWHERE


def _pauses(world: World, stretch: Stretch) -> None:
    resting = _chosen(world, stretch, "on_leave", world.free(stretch) & world.in_firms())
    for n, day in zip(resting.tolist(), stretch.days(world.rng, len(resting)), strict=True):
        world.tell("register.leave_of_absence", OneLawyer(lawyer=world.key[n]), day)
        world.until[n] = day + int(world.rng.integers(60, 420))
    world.state[resting] = ON_LEAVE
    punished = _chosen(world, stretch, "suspended", world.free(stretch) & world.in_firms())
    for n, day in zip(punished.tolist(), stretch.days(world.rng, len(punished)), strict=True):
        until = day + int(world.rng.choice([91, 122, 183, 274, 365]))
        by_itself = world.rng.random() < 0.8
        given = Suspended(lawyer=world.key[n], until=date.fromordinal(until) if by_itself else None)
        world.tell("register.suspend_licence", given, day)
        world.until[n], world.state[n] = until, SUSPENDED if by_itself else BARRED
        world.barred[n] = until + int(4 * YEAR)  # longer than 律师法第五十三条 asks, however it ends


def _leave(world: World, stretch: Stretch) -> None:
    leaving = _chosen(world, stretch, "leave", world.free(stretch) & world.in_firms() & (world.role != "partner"))
    for n, day in zip(leaving.tolist(), stretch.days(world.rng, len(leaving)), strict=True):
        leave(world, n, day)


def _engage_again(world: World, stretch: Stretch) -> None:
    due = np.flatnonzero((world.state == UNATTACHED) & (world.until < stretch.start) & (world.busy < stretch.number))
    again = world.rng.random(len(due)) < _ENGAGED_AGAIN
    places = world.openings(int(again.sum()), stretch.start)
    world.busy[due] = stretch.number
    for n, day, back in zip(due.tolist(), stretch.days(world.rng, len(due)), again, strict=True):
        if back:
            to = places.pop()
            given = Engaged(lawyer=world.key[n], organisation=world.houses[to].key, role="employed")
            world.tell("register.engage", given, day)
            world.house[n], world.state[n], world.since[n], world.role[n] = to, PRACTISING, day, "employed"
        else:
            world.tell("register.cancel_licence", OneLawyer(lawyer=world.key[n]), day)
            world.state[n] = GONE


def _transfers(world: World, stretch: Stretch) -> None:
    """Transfers; a few are entered with a day that is wrong, a few for the wrong lawyer, and mended later."""
    rate = RATES["transfer"] * np.where(world.role == "partner", 0.4, 1.15)
    movers = _chosen(world, stretch, rate, world.free(stretch) & world.in_firms())
    before = world.house[movers].copy()
    world.house[movers] = NOWHERE
    places = world.openings(len(movers) + 1, stretch.start)
    world.house[movers] = before
    spare = places.pop()
    wrong = world.rng.random(len(movers)) < RATES["wrong_entry"]
    days = stretch.days(world.rng, len(movers))
    for n, to, day, mistake in zip(movers.tolist(), places, days, wrong, strict=True):
        to = spare if to == world.house[n] else to
        if to == world.house[n]:
            continue
        told = min(day + int(world.rng.integers(3, 20)), stretch.end - 1) if mistake else day
        transfer(world, n, to, told)
        if told > day:
            world.later.append((told + int(world.rng.integers(80, 260)), "day", (n, told, day)))
    mixed_up = _chosen(world, stretch, "reversed", world.free(stretch) & world.in_firms())
    for n, day in zip(mixed_up.tolist(), stretch.days(world.rng, len(mixed_up)), strict=True):
        if world.house[n] != spare:
            truth = world.house[n], world.since[n], world.role[n]
            transfer(world, n, spare, day)
            world.house[n], world.since[n], world.role[n] = truth
            world.later.append((stretch.end + int(world.rng.integers(2, 15)), "reverse", n))


def _promotions(world: World, stretch: Stretch) -> None:
    """Employed lawyers of partnerships become partners after five years and more."""
    joint = np.array([h.form in ("partnership", "special_partnership") for h in world.houses] + [False])
    able = world.free(stretch) & joint[world.house] & (world.role == "employed")
    able &= (world.people.first < stretch.start - 5.1 * YEAR) & (world.since < stretch.start)
    able &= (world.barred < stretch.start) & (world.people.kind == "full_time")
    places = _chosen(world, stretch, "promoted", able)
    for n, day in zip(places.tolist(), stretch.days(world.rng, len(places)), strict=True):
        world.tell("register.change_role", NewRole(lawyer=world.key[n], role="partner"), day)
        world.since[n] = day
    world.role[places] = "partner"


def enter_new(world: World, stretch: Stretch, missing: int, training: Training) -> None:
    """Enters as many new lawyers as are missing, in-house ones up to their shares."""
    wanted = world.region.level("lawyers", stretch.end)
    held = {kind: int(((world.people.kind == kind) & (world.state == PRACTISING)).sum()) for kind in IN_HOUSE}
    kinds: list[str] = []
    for kind in IN_HOUSE:
        lacking = round(wanted * world.region.level(kind, stretch.end)) - held[kind]
        kinds += [kind] * max(min(lacking, missing - len(kinds)), 0)
    rest = max(missing - len(kinds), 0)
    kinds += draw(world.rng, TABLE["kinds_in_firms"], rest).tolist()
    if not kinds:
        return
    first = np.array(stretch.days(world.rng, len(kinds)))
    world.people = world.people + new_people(world.rng, first, np.array(kinds, dtype=object))
    places = world.admit(len(kinds))
    world.since[places], world.busy[places] = first, stretch.number
    in_house = len(kinds) - rest
    _promote(world, places[in_house:], training)
    world.house[places[in_house:]] = world.openings(rest, stretch.start)
    settle_in_house(world, places[:in_house])
    enter_lawyers(world, places, RATES["wrong_entry"])


def _promote(world: World, places: Rows, training: Training) -> None:
    """Full-time lawyers among the new ones are, as far as there are any, those who have passed their training."""
    for n in places[world.people.kind[places] == "full_time"].tolist():
        trainee = training.promoted(int(world.people.first[n]))
        if trainee is None:
            return
        given = trainee.given
        assert given.subject is not None
        assert given.born_on is not None
        world.people.name[n], world.people.woman[n] = given.name, given.sex == "female"
        world.people.born[n] = given.born_on.toordinal()
        world.key[n] = world.trained[n] = given.subject
