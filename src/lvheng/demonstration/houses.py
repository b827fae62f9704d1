"""Firms, branches and in-house units as they come into being, and the lawyers entered into them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from lvheng.demonstration.marginals import TABLE, draw
from lvheng.demonstration.world import House, Rows, World
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_identity_number, demo_licence_number
from lvheng.kernel.places.districts import BEIJING
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.engagements import Transferred
from lvheng.register.acts.enter_lawyer import Given
from lvheng.register.acts.firms import NewFirm
from lvheng.register.acts.posts import OnePost
from lvheng.register.acts.units import NewUnit
from lvheng.register.choices import EngagementRole, LawyerKind
from lvheng.register.posts import HEAD

XIONGAN = "133100"
CREDIT_CODES, IDENTITY_NUMBERS = 200_000, 1_000_000  # numbers set apart for one region
_NO_IDENTITY_NUMBER = ("hongkong", "macau", "taiwan")
_UNITS = {
    "public": "{district}第{number}演示机关",
    "company": "{province}{own}演示集团有限公司",
    "legal_aid": "{district}第{number}演示法律援助中心",
    "military": "驻{province}第{number}演示部队",
}


def found_firm(world: World, form: str, founded: int, rank: float, shares: str = "districts") -> int:
    """A firm of that form; it is entered as founded on that day. Returns its number."""
    district, area, address = world.place(shares)
    name = f"{world.province(district)}{next(world.names)}律师事务所"
    firm = House(world.new_key(), OrganisationKind.FIRM, name, district, founded, form, area, rank)
    firm.quality = float(world.rng.lognormal(0, 0.35))
    return _enter(world, firm, address)


def found_branch(world: World, parent: int, founded: int, wanted: int) -> int:
    """A branch of `parent` for `wanted` lawyers, mostly in the areas that the plan names."""
    firm = world.houses[parent]
    district, area, address = world.place("districts_branches")
    place = world.province(district) if world.region.provinces else address[:2]
    place = "雄安" if district == XIONGAN else {"subcentre": "城市副中心"}.get(area, place)
    taken = sum(house.parent == parent for house in world.houses)
    name = f"{firm.name}{place}{'第' + '二三四五六'[taken - 1] if 0 < taken < 6 else ''}分所"
    branch = House(world.new_key(), OrganisationKind.BRANCH, name, district, founded, firm.form, area, parent=parent)
    branch.wanted = wanted
    firm.fixed = True
    return _enter(world, branch, address)


def _enter(world: World, house: House, address: str) -> int:
    number = len(world.houses)
    parent = world.houses[house.parent].key if house.parent >= 0 else None
    world.tell(
        "register.enter_firm/branch" if parent else "register.enter_firm",
        NewFirm(
            name=house.name,
            credit_code=demo_credit_code(CREDIT_CODES * world.region.order + number),
            form=house.form,
            district=house.district,
            area=house.area or None,
            address=address,
            parent=parent,
            subject=house.key,
        ),
        house.founded,
    )
    world.houses.append(house)
    return number


def found_unit(world: World, kind: str, founded: int) -> int:
    """An in-house unit for lawyers of that kind. Returns its number."""
    district, _, _ = world.place()
    number = len(world.houses)
    title = place_titles()[district]
    name = _UNITS[kind].format(
        district=f"北京市{title}" if district.startswith(BEIJING) else title,
        number=number,
        own=next(world.names) if kind == "company" else "",
        province="京" if kind == "military" and district.startswith(BEIJING) else world.province(district),
    )
    unit = House(world.new_key(), OrganisationKind.ORGAN, name, district, founded, form=kind)
    world.tell("register.enter_unit", NewUnit(name=name, district=district, subject=unit.key), founded)
    world.houses.append(unit)
    return number


def enter_lawyers(world: World, places: Rows, wrong: float) -> None:
    """Tells of the lawyers at `places`, whose house, day and role are set; a share `wrong` with a wrong education."""
    people = world.people
    mistaken = world.rng.random(len(places)) < wrong
    for n, mistake in zip(places.tolist(), mistaken, strict=True):
        education = str(people.education[n])
        if mistake and education in ("master", "bachelor"):
            due = int(world.since[n]) + int(world.rng.integers(70, 240))
            world.later.append((due, "education", (n, education)))
            education = "bachelor" if education == "master" else "master"
        given = given_of(world, n, education, world.trained.get(n))
        world.tell("register.enter_lawyer", given, int(people.first[n]))


def given_of(world: World, n: int, education: str, trainee: UUID | None = None) -> Given:
    """What is entered of lawyer `n` with that education, as the world stands."""
    people, at = world.people, int(world.house[n])
    house = world.houses[at] if at >= 0 else None
    sex: Any = "female" if people.woman[n] else "male"
    first, born = date.fromordinal(int(people.first[n])), date.fromordinal(int(people.born[n]))
    kind = str(people.kind[n])
    district = house.district if house and house.district != XIONGAN else world.home
    engaged = date.fromordinal(int(world.since[n])) if house else None
    return Given(
        name=people.name[n],
        sex=sex,
        number=demo_licence_number(district, first.year, LawyerKind(kind).digit, sex, n),
        kind=kind,
        identity_number=None
        if kind in _NO_IDENTITY_NUMBER
        else demo_identity_number(born, sex, IDENTITY_NUMBERS * world.region.order + n),
        born_on=born,
        ethnicity=people.ethnicity[n],
        political_status=people.party[n] or None,
        education=education or None,
        qualification_number=f"A{first.year}1199{n:06}",
        organisation=house.key if house else None,
        role=world.role[n] if house else None,
        engaged_on=engaged if engaged and engaged > first else None,
        trainee=trainee,
        subject=world.key[n],
    )


def transfer(world: World, n: int, to: int, day: int, role: str = EngagementRole.EMPLOYED) -> None:
    """Lawyer `n` moves to house `to`."""
    given = Transferred(lawyer=world.key[n], organisation=world.houses[to].key, role=role)
    world.tell("register.transfer", given, day)
    world.house[n], world.since[n], world.role[n] = to, day, role


def appoint(world: World, house: int, n: int, day: int, post: str = HEAD.code) -> None:
    """Lawyer `n` takes a post in a house, as its head if no other post is named."""
    given = OnePost(firm=world.houses[house].key, lawyer=world.key[n], post=post)
    world.tell("register.appoint_post", given, day)
    world.post[n] = True
    if post == HEAD.code:
        world.houses[house].head = n
    else:
        world.houses[house].managed = True


def form_drawn(world: World, table: str) -> str:
    return str(draw(world.rng, TABLE[table], 1)[0])
