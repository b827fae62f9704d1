"""合并重复人员: two records are one person. Nothing is re-pointed; `kernel.reverse` takes it back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Refusal
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.models import Person, PersonAlias, PractisingLicence, Traineeship
from lvheng.register.references import person_field


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    duplicate: Annotated[UUID, person_field("重复记录")]
    kept: Annotated[UUID, person_field("保留记录")]


@dataclass(frozen=True, slots=True)
class Facts:
    duplicate: Sequence[Person]
    kept: Sequence[Person]
    aliases: Sequence[PersonAlias]
    licensed: LawyerFacts
    trained: Sequence[Traineeship]

    @property
    def number(self) -> str:
        """By which number the duplicate is known."""
        rows: list[Traineeship | PractisingLicence] = [*self.trained, *self.licensed.licences]
        return rows[-1].number if rows else ""


@act
class MergePersons(Act[OnePerson, Facts]):
    kind = "register.merge_persons"
    title = "合并重复人员"
    law = ("MERGE-PERSONS",)
    who = (CITY_STAFF,)
    Input = OnePerson
    tables = (PersonAlias,)
    grave = True
    asks_day = "核实日期"

    @classmethod
    def touches(cls, given: OnePerson) -> Iterable[UUID]:
        return (given.kept, given.duplicate)

    @classmethod
    def facts(cls, many: Sequence[OnePerson], days: Sequence[date]) -> list[Facts]:
        both = [key for given in many for key in (given.duplicate, given.kept)]
        persons = rows_by(Person, "subject", both)
        as_duplicate, as_kept = rows_by(PersonAlias, "duplicate", both), rows_by(PersonAlias, "kept", both)
        licensed = lawyers([given.duplicate for given in many], days)
        trained = rows_by(Traineeship, "person", (given.duplicate for given in many))
        return [
            Facts(
                persons[given.duplicate],
                persons[given.kept],
                [*as_duplicate[given.duplicate], *as_kept[given.duplicate], *as_duplicate[given.kept]],
                facts,
                trained[given.duplicate],
            )
            for given, facts in zip(many, licensed, strict=True)
        ]

    @classmethod
    def place(cls, given: OnePerson, fact: Facts) -> Place:
        return Place(fact.licensed.here.district(date.max), None, given.kept)

    @classmethod
    def rules(cls, given: OnePerson, fact: Facts, on: date) -> list[Refusal]:
        if given.kept == given.duplicate:
            return [Refusal("重复记录与保留记录是同一条", "duplicate")]
        if not fact.kept or not fact.duplicate:
            return [Refusal("没有这条人员记录", "duplicate" if fact.kept else "kept")]
        if any((row.duplicate, row.kept) == (given.duplicate, given.kept) for row in fact.aliases):
            return [Refusal("这两条记录已合并", "duplicate", already=True)]
        if fact.aliases:
            return [Refusal("其中一条记录已与别的记录合并，应先撤回那次合并，或改选其保留记录", "duplicate")]
        if fact.kept[-1].sex != fact.duplicate[-1].sex:
            return [Refusal("两条记录的性别不同；确为同一人的，应先更正", "duplicate")]
        return []

    @classmethod
    def rows(cls, given: OnePerson, fact: Facts, on: date) -> Written:
        """The alias holds on all days on which there was a duplicate: it was one person from the beginning."""
        name, first = fact.duplicate[-1].name, min(row.valid_from for row in fact.duplicate)
        alias = PersonAlias(
            duplicate=given.duplicate, kept=given.kept, name=name, number=fact.number, valid_from=min(first, on)
        )
        return Written(given.kept, [alias])
