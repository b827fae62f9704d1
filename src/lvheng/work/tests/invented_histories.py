"""Histories of registers of this shape: random acts, drawn from what each act asks for; what is refused did not happen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Amount, Choice, Day, Field, Listed, Reference, Text, Whole
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.subjects.models import Organisation, OrganisationKind
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.register.tests.invented import BASIS, CHAOYANG, HAIDIAN, SYSTEM, firm, instant, lawyer, proposer_of, unit
from lvheng.work.acts import ROW, SUBJECT
from lvheng.work.registers import acts_by_verb
from lvheng.work.registry import of_table
from lvheng.work.shape import YEAR, Register

BEFORE = date(2017, 2, 6)
DAYS = [date(year, month, 14) for year in range(2019, 2023) for month in (3, 9)]
LEFT_OUT = 0.3  # of what need not be said


class History:
    """Some people and organisations of two districts, and what the registers come to say of them."""

    def __init__(self, random: Random, registers: list[Register]) -> None:
        self.random, self.registers = random, registers
        firms = [firm(district=district, on=BEFORE) for district in (CHAOYANG, CHAOYANG, HAIDIAN)]
        organs = [unit(district=CHAOYANG, on=BEFORE), unit(district=HAIDIAN, on=BEFORE)]
        self.people = [lawyer(random.choice(firms[:2]), date(2017, 9, 4)) for _ in range(7)]
        self.people += [
            lawyer(organ, date(2017, 9, 4), kind=kind) for organ in organs for kind in ("public", "company")
        ]
        seeded = Organisation.rows.current().exclude(kind__in=(OrganisationKind.FIRM, OrganisationKind.ORGAN))
        self.organisations: dict[str, list[UUID]] = {OrganisationKind.FIRM: firms, OrganisationKind.ORGAN: organs}
        for kind, key in seeded.order_by("subject").values_list("kind", "subject"):
            self.organisations.setdefault(kind, []).append(key)
        self.done = self.refused = 0
        self.instants: list[datetime | None] = []

    def play(self, acts: int) -> None:
        for _ in range(acts):
            register = self.random.choice(self.registers)
            offered = acts_by_verb(register)
            verb = "enter" if self.random.random() < 0.5 else self.random.choice(sorted(offered))
            self._do(register, verb, offered[verb])
        with connection.cursor() as cursor:  # what a deferred constraint would say at the end is said now
            cursor.execute("set constraints all immediate")

    def _do(self, register: Register, verb: str, act: AnyAct) -> None:
        day = self.random.choice(DAYS)
        given = self._given(register, verb, act)
        if given is None:
            return
        try:
            with transaction.atomic():
                perform(
                    act,
                    act.Input(**given),
                    actor=SYSTEM,
                    effective_on=day,
                    basis=BASIS,
                    proposer=proposer_of(act),
                )
        except ActRefused:
            self.refused += 1
            return
        self.done += 1
        if self.random.random() < 0.2:
            self.instants.append(instant())

    def _given(self, register: Register, verb: str, act: AnyAct) -> dict[str, Any] | None:
        """What is told: of a row that stands where the act is about one; None where there is nothing to name."""
        meant: Mapping[str, Any] = {}
        if verb != "enter":
            rows = [row for row in register.model.rows.current().order_by("id") if register.has(row)]
            if not rows:
                return None
            row = self.random.choice(rows)
            told = {name: getattr(row, name) for name in (*row.THREAD, *([YEAR] if hasattr(row, YEAR) else []))}
            meant = {SUBJECT: row.thread[0], ROW: row.pk} | ({} if verb == "correct" else told)
        found = {}
        for name, asked in act.fields().items():
            value = meant[name] if name in meant else self._value(register, name, asked)
            if value is None and asked.required:
                return None
            found[name] = value
        return found

    def _value(self, register: Register, name: str, asked: Field) -> Any:
        if not asked.required and self.random.random() < LEFT_OUT:
            return None
        match asked:
            case Reference():
                return self._named(register, name, asked)
            case Choice():
                return self.random.choice(asked.choices.values)
            case Listed():
                options = sorted(asked.options())
                return self.random.choice(options) if options else None
            case Day():
                return self.random.choice(DAYS)
            case Whole():
                years = (2018, 2021) if name == YEAR else (asked.least, min(asked.most, asked.least + 100))
                return self.random.randint(*years)
            case Amount():
                return Decimal(self.random.randint(1, 16)) / 2
            case Text():
                return f"某{self.random.choice('甲乙丙丁戊己庚辛')}、某{self.random.choice('子丑寅卯')}"
        raise TypeError(f"no value for {asked!r}")

    def _named(self, register: Register, name: str, asked: Reference) -> UUID | None:
        if asked.of == PERSON:
            return self.random.choice(self.people)
        if asked.of == ORGANISATION:
            kinds = register.kinds.get(name, (OrganisationKind.FIRM,))
            able = [key for kind in kinds for key in self.organisations.get(kind, [])]
            return self.random.choice(able) if able else None
        things = sorted(of_table(asked.of).model.rows.current().values_list("subject", flat=True).distinct())
        return self.random.choice(things) if things else None
