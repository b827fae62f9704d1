"""抹除: after the time of keeping, what is sealed of a person and whatever opens the person's entries is destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.clocks.clock import clock_of, last_day
from lvheng.kernel.clocks.limits import limit_on
from lvheng.kernel.ledger.selectors import openable
from lvheng.kernel.time.days import OPEN_DAY, today
from lvheng.register.choices import LicenceState
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.models import Traineeship
from lvheng.register.references import person_field
from lvheng.register.rules_retention import ended_on, may_erase

KEPT = "retention.person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    person: Annotated[UUID, person_field()]


@dataclass(frozen=True, slots=True)
class Facts:
    licensed: LawyerFacts
    trained: Sequence[Traineeship]
    openable: bool  # whether any entry of the person's can still be opened

    @property
    def ended(self) -> date | None:
        """When the last licence or training ended."""
        licences = [(r.valid_from, r.valid_to, not LicenceState(r.state).ends_practice) for r in self.licensed.licences]
        return ended_on([*licences, *((row.valid_from, row.valid_to, True) for row in self.trained)])

    @property
    def kept_until(self) -> date | None:
        """The last day on which the archive must be kept."""
        limit = limit_on(KEPT, self.ended) if self.ended else None
        if limit is None or self.ended is None:
            return None
        end = last_day(clock_of(limit, [("running", self.ended, OPEN_DAY)]))
        return end.day if end else None


@act
class ErasePerson(Act[Erased, Facts]):
    """Register rows stay: they are the authority's archive. What is sealed, and the openings of entries, do not."""

    kind = "register.erase_person"
    title = "抹除"
    law = ("PIPL-47", "ARCHIVE-TERM")
    who = (CITY_STAFF,)
    Input = Erased
    grave = True
    final = True
    needs_second = True
    asks_day = "抹除日期"

    @classmethod
    def touches(cls, given: Erased) -> Iterable[UUID]:
        return (given.person,)

    @classmethod
    def facts(cls, many: Sequence[Erased], days: Sequence[date]) -> list[Facts]:
        keys = [given.person for given in many]
        trained, opening = rows_by(Traineeship, "person", keys), openable(keys, cls.kind)
        licensed = lawyers(keys, days)
        return [Facts(facts, trained[key], key in opening) for key, facts in zip(keys, licensed, strict=True)]

    @classmethod
    def place(cls, given: Erased, fact: Facts) -> Place:
        return Place(fact.licensed.last.district(date.max), None, given.person)

    @classmethod
    def rules(cls, given: Erased, fact: Facts, on: date) -> list[Refusal]:
        if not fact.openable:
            return [Refusal("已抹除", "person", already=True)]
        return may_erase(fact.ended, fact.kept_until, on, today())

    @classmethod
    def rows(cls, given: Erased, fact: Facts, on: date) -> Written:
        return Written(given.person, erases=[given.person])
