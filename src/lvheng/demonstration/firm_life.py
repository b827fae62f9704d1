"""What happens to firms in one stretch of time: founding, branches, changes, moves, mergers, ends, heads, those who manage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.firm_parts import divided
from lvheng.demonstration.houses import appoint, form_drawn, found_branch, found_firm, transfer
from lvheng.demonstration.marginals import RATES
from lvheng.demonstration.people import YEAR
from lvheng.demonstration.sizes import LARGE, SMALLER
from lvheng.demonstration.world import BARRED, GONE, NOWHERE, PRACTISING, SUSPENDED, UNATTACHED, Rows, Stretch, World
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.engagements import Leaving
from lvheng.register.acts.firms import Ended, Merged, Moved, Renamed
from lvheng.register.acts.licences import OneLawyer
from lvheng.register.acts.posts import OnePost
from lvheng.register.posts import ADMINISTRATOR, COMMITTEE_MEMBER, HEAD, MANAGING_PARTNER

_OLD = 70 * YEAR
_NEW_RANK = 0.85  # firms founded since 2016 do not reach the size of the oldest
_PARTNERSHIP = ("partnership", "special_partnership")


def live(world: World, stretch: Stretch) -> None:
    """Everything that happens to firms in this stretch; before the lawyers move by themselves."""
    _ends(world, stretch)
    _mergers(world, stretch)
    _foundings(world, stretch)
    _branches(world, stretch)
    _changes(world, stretch)
    _heads(world, stretch)
    _managers(world, stretch)


def _settled(world: World, stretch: Stretch) -> list[int]:
    """Firms in practice since before this stretch."""
    return [n for n in world.alive(OrganisationKind.FIRM) if world.houses[n].founded < stretch.start]


def _happens(world: World, stretch: Stretch, among: list[int], rate: str, times: float = 1.0) -> list[int]:
    drawn = world.rng.random(len(among)) < RATES[rate] * stretch.years * times
    return [n for n, yes in zip(among, drawn, strict=True) if yes]


def _may_empty(world: World, stretch: Stretch, house: int) -> Rows | None:
    """The lawyers of a firm, if each of them may go today."""
    members = world.members(house)
    stuck = np.isin(world.state[members], (SUSPENDED, BARRED)) | (world.busy[members] >= stretch.number)
    return None if stuck.any() else members


def _ends(world: World, stretch: Stretch) -> None:
    small = [n for n in _settled(world, stretch) if world.houses[n].wanted < 25 and not world.houses[n].fixed]
    ending = []
    for number in _happens(world, stretch, small, "dissolved"):
        members = _may_empty(world, stretch, number)
        if members is not None:
            ending.append((number, members))
            world.houses[number].ended = stretch.days(world.rng, 1)[0]
    hiring = world.hiring(stretch.start)
    for number, members in ending:
        day = world.houses[number].ended
        world.busy[members], world.post[members] = stretch.number, False
        places = world.openings(len(members), stretch.start, hiring)
        for n, to in zip(members.tolist(), places, strict=True):
            if day - world.people.born[n] > _OLD:
                world.tell("register.cancel_licence", OneLawyer(lawyer=world.key[n]), day)
                world.house[n], world.state[n] = NOWHERE, GONE
            elif world.state[n] == PRACTISING and world.rng.random() < 0.12:
                leave(world, n, day)
            else:
                transfer(world, n, to, day)
        world.tell("register.dissolve_firm", Ended(firm=world.houses[number].key), day)


def leave(world: World, n: int, day: int) -> None:
    """Lawyer `n` leaves the firm and is without one for a while."""
    world.tell("register.leave_firm", Leaving(lawyer=world.key[n]), day)
    world.house[n], world.state[n], world.role[n] = NOWHERE, UNATTACHED, "employed"
    world.until[n] = day + int(world.rng.integers(30, 600))


def _mergers(world: World, stretch: Stretch) -> None:
    firms = _settled(world, stretch)
    able = [n for n in firms if 3 <= world.houses[n].wanted < 40 and not world.houses[n].fixed]
    for number in _happens(world, stretch, able, "merged"):
        members = _may_empty(world, stretch, number)
        if members is None:
            continue
        most = SMALLER - 8 - len(members)
        heirs = [
            n for n in firms if n != number and (world.houses[n].wanted > LARGE or 15 < world.houses[n].wanted < most)
        ]
        heirs = [n for n in heirs if world.houses[n].ended > stretch.end]
        if not heirs or world.houses[number].ended <= stretch.end:
            continue
        heir, day = int(world.rng.choice(heirs)), stretch.days(world.rng, 1)[0]
        world.houses[number].ended = day
        world.busy[members], world.post[members] = stretch.number, False
        for n in members.tolist():
            transfer(world, n, heir, day, str(world.role[n]))
        given = Merged(firm=world.houses[number].key, successor=world.houses[heir].key)
        world.tell("register.merge_firm", given, day)


def _founders(world: World, stretch: Stretch) -> Rows:
    """Lawyers of five years and more in firms that can spare them, in random order."""
    staff = world.staff()
    spare = np.array([s > 4 for s in staff] + [False])[world.house]
    able = world.free(stretch) & spare & (world.people.kind == "full_time")
    able &= (world.people.first < stretch.start - 5.1 * YEAR) & (world.barred < stretch.start)
    found = np.flatnonzero(able)
    world.rng.shuffle(found)
    return found


def _foundings(world: World, stretch: Stretch) -> None:
    missing = round(world.region.level("firms", stretch.end)) - len(world.alive(OrganisationKind.FIRM))
    founders = iter(_founders(world, stretch).tolist())
    for day in stretch.days(world.rng, max(missing, 0)):
        form = form_drawn(world, "forms_new")
        group = [n for _, n in zip(range(1 if form == "sole" else 3), founders, strict=False)]
        if not group:
            return
        firm = found_firm(world, form, day, float(world.rng.random()) * _NEW_RANK)
        left = int(world.house[group[0]])
        for n in group:
            transfer(world, n, firm, day, "partner")
            world.busy[n] = stretch.number
        appoint(world, firm, group[0], day)
        if form in _PARTNERSHIP:
            divided(world, left, firm, day)


def open_branch(world: World, day: int, free: NDArray[np.bool_]) -> tuple[int, Rows]:
    """A branch of a partnership that had three lawyers and more to spare, and those who are posted there."""
    staff = world.staff()
    firms = [(n, world.houses[n]) for n in world.alive(OrganisationKind.FIRM) if staff[n] > 14]
    parents = [
        n
        for n, firm in firms
        if firm.form in _PARTNERSHIP and not SMALLER - 12 < firm.wanted < LARGE and firm.founded < day
    ]
    parent = int(world.rng.choice(parents))
    able = np.flatnonzero(free & (world.house == parent) & (world.people.first < day - 3 * YEAR))
    count = min(int(world.rng.integers(3, 8)), len(able))
    branch = found_branch(world, parent, day, count)
    return branch, world.rng.choice(able, count, replace=False)


def _branches(world: World, stretch: Stretch) -> None:
    missing = round(world.region.level("branches", stretch.end)) - len(world.alive(OrganisationKind.BRANCH))
    for day in stretch.days(world.rng, max(missing, 0)):
        free = world.free(stretch) & (world.since < stretch.start) & (world.barred < stretch.start)
        branch, posted = open_branch(world, day, free)
        for n in posted.tolist():
            transfer(world, n, branch, day, "seconded")
            world.busy[n] = stretch.number
        if len(posted):
            appoint(world, branch, int(posted[0]), day)


def _changes(world: World, stretch: Stretch) -> None:
    """New names, partnerships of firms that were none, and new seats; at most one a firm."""
    firms = _settled(world, stretch)
    staff = world.staff()
    alone = [n for n in firms if world.houses[n].form in ("sole", "state") and staff[n] >= 3]
    turned = _happens(world, stretch, alone, "turned_partnership", times=2.0)
    renamed = _happens(world, stretch, [n for n in firms if not world.houses[n].fixed and n not in turned], "renamed")
    for number, day in zip(turned, stretch.days(world.rng, len(turned)), strict=True):
        firm = world.houses[number]
        firm.form = "partnership"
        world.tell("register.change_firm", Renamed(firm=firm.key, form=firm.form), day)
    for number, day in zip(renamed, stretch.days(world.rng, len(renamed)), strict=True):
        firm = world.houses[number]
        firm.name = f"{world.province(firm.district)}{next(world.names)}律师事务所"
        world.tell("register.change_firm", Renamed(firm=firm.key, name=firm.name), day)
    moving = _happens(world, stretch, firms, "moved")
    for number, day in zip(moving, stretch.days(world.rng, len(moving)), strict=True):
        firm = world.houses[number]
        firm.district, firm.area, address = world.place("districts_large" if firm.wanted > LARGE else "districts")
        given = Moved(firm=firm.key, district=firm.district, area=firm.area or None, address=address)
        world.tell("register.move_seat", given, day)


def _colleagues(world: World, stretch: Stretch, house: int, role: str) -> list[int]:
    """Lawyers of a house in that standing to whom nothing else happens in this stretch."""
    members = world.members(house)
    able = world.free(stretch)[members] & (world.role[members] == role) & (world.since[members] < stretch.start)
    return [int(n) for n in members[able]]


def _heads(world: World, stretch: Stretch) -> None:
    firms = [n for n in _settled(world, stretch) if world.houses[n].form in _PARTNERSHIP]
    due = set(_happens(world, stretch, firms, "head_replaced"))
    aged = {n for n in firms if stretch.start - world.people.born[world.houses[n].head] > _OLD}
    due |= set(_happens(world, stretch, sorted(aged), "head_replaced", times=10.0))
    for number in sorted(due):
        others = _colleagues(world, stretch, number, "partner")
        if not others or world.houses[number].head == NOWHERE:
            continue
        before, day = world.houses[number].head, stretch.days(world.rng, 1)[0]
        given = OnePost(firm=world.houses[number].key, lawyer=world.key[before], post=HEAD.code)
        world.tell("register.end_post", given, day)
        after = others[0] if stretch.start - world.people.born[others[0]] < _OLD else others[-1]
        world.post[before] = False
        world.busy[[before, after]] = stretch.number
        appoint(world, number, after, day)


def _managers(world: World, stretch: Stretch) -> None:
    """More and more firms, the larger ones first, give somebody the task of managing."""
    firms = _settled(world, stretch)
    managed = sum(world.houses[n].managed for n in firms)
    missing = round(len(firms) * world.region.level("managed_share", stretch.end)) - managed
    free = [n for n in firms if not world.houses[n].managed and world.houses[n].wanted > 8]
    weights = np.array([world.houses[n].wanted for n in free])
    if missing <= 0 or not free:
        return
    chosen = world.rng.choice(free, min(missing, len(free)), replace=False, p=weights / weights.sum())
    for number, day in zip(chosen.tolist(), stretch.days(world.rng, len(chosen)), strict=True):
        kind = world.rng.choice([MANAGING_PARTNER.code, COMMITTEE_MEMBER.code, ADMINISTRATOR.code])
        role = "employed" if kind == ADMINISTRATOR.code else "partner"
        able = _colleagues(world, stretch, number, role)[: 3 if kind == COMMITTEE_MEMBER.code else 1]
        for n in able:
            world.busy[n] = stretch.number
            appoint(world, number, n, day, str(kind))
