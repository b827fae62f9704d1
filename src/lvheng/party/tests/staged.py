"""Who does Party work in tests, and what a test of this room's registers is made of."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_PARTY_STAFF, PARTY_STAFF
from lvheng.kernel.access.viewer import EVERYTHING, Scope, Viewer
from lvheng.party.choices import OrganisationForm
from lvheng.party.registers.members import MEMBERS
from lvheng.party.registers.organisations import ORGANISATIONS
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, _viewer, do
from lvheng.register.tests.who_may import EVERYBODY, ON, Stage
from lvheng.work.registers import acts_by_verb
from lvheng.work.shape import Register
from lvheng.work.tests.declared import Declared

PARTY_OFFICER = _viewer(21, "市律师行业党委", EVERYTHING, PARTY_STAFF)
BOTH = _viewer(22, "市局兼党委", EVERYTHING, CITY_STAFF, PARTY_STAFF)


def party_officer(district: str = CHAOYANG) -> Viewer:
    """Somebody of the Party organisation of a district's trade."""
    return _viewer(23, "区律师行业党组织", Scope(districts=frozenset({district})), DISTRICT_PARTY_STAFF)


class PartyDeclared(Declared):
    """The inherited promises, with the Party's own staff among those who try; the rest is done by one of them."""

    everybody: ClassVar[tuple[str, ...]] = (*EVERYBODY, "party", "district_party")
    allowed: ClassVar[tuple[str, ...]] = ("party", "district_party")
    actor: ClassVar[Viewer] = PARTY_OFFICER

    def viewer(self, stage: Stage, who: str) -> Viewer:
        more = {
            "party": PARTY_OFFICER,
            "district_party": party_officer(),
            "other_district": party_officer(HAIDIAN),
        }
        return more.get(who) or stage.viewer(who)


def enter(register: Register, on: date, **given: Any) -> UUID:
    """The subject of a new row."""
    return do(acts_by_verb(register)["enter"], on, actor=PARTY_OFFICER, **given).subject


def end(register: Register, on: date, **given: Any) -> None:
    do(acts_by_verb(register)["end"], on, actor=PARTY_OFFICER, **given)


def organisation(firm: UUID | None, name: str, on: date = ON, form: str = "independent_branch", **more: Any) -> UUID:
    """A new Party organisation of a firm, or of a district's trade."""
    given = {"district": None} | more
    return enter(ORGANISATIONS, on, name=name, form=OrganisationForm(form).value, firm=firm, **given)


def member(lawyer: UUID, branch: UUID, on: date = ON, status: str = "formal") -> None:
    """The lawyer belongs to the organisation from a day on."""
    enter(MEMBERS, on, lawyer=lawyer, organisation=branch, status=status)
