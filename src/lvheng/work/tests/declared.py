"""What is promised of every declared register: who may do each of its acts, what they write, where the rows are shown.

A subclass names the register and a row to try; every test below is inherited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import transaction

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Reference
from lvheng.kernel.acts.perform import ActRefused, Done, perform
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.listing import Question, listing_of, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.law import legal_bases
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.rows import Moment
from lvheng.kernel.tables.importable import BASIS as BASIS_COLUMN
from lvheng.kernel.tables.importable import ON as DAY_COLUMN
from lvheng.kernel.tables.importable import all_importables
from lvheng.register.tests.invented import BASIS, CITY, proposer_of
from lvheng.register.tests.who_may import EVERYBODY, ON, Stage
from lvheng.work.record import said_of, thing_record
from lvheng.work.registers import acts_by_verb
from lvheng.work.shape import YEAR, Register, Span

LATER = date(2021, 3, 8)


class Declared:
    """The tests that every register inherits. `allowed` tells who may, of `everybody`; `allowed_of` where an act differs.

    `changed`: what a change says, for a register that has one. `corrected`: what a correction says; of itself it moves the
    first day by one, which a register of years has not. `ended`: what is told at the end. `actor`: who does the rest."""

    register: ClassVar[Register]
    allowed: ClassVar[tuple[str, ...]]
    allowed_of: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    changed: ClassVar[Mapping[str, Any]] = {}
    corrected: ClassVar[Mapping[str, Any]] = {}
    ended: ClassVar[Mapping[str, Any]] = {}
    everybody: ClassVar[tuple[str, ...]] = EVERYBODY
    actor: ClassVar[Viewer] = CITY
    on: ClassVar[date] = ON
    later: ClassVar[date] = LATER

    def sample(self, stage: Stage) -> dict[str, Any]:
        """What is entered, by column: a row that may be, on `on`."""
        raise NotImplementedError

    def viewer(self, stage: Stage, who: str) -> Viewer:
        """Whoever is called so."""
        return stage.viewer(who)

    # -- what the tests are made of

    def act(self, verb: str) -> AnyAct:
        return acts_by_verb(self.register)[verb]

    def perform(self, verb: str, given: Any, on: date, actor: Viewer | None = None) -> Done:
        act = self.act(verb)
        actor = actor or self.actor
        return perform(act, given, actor=actor, effective_on=on, basis=BASIS, proposer=proposer_of(act))

    def entered(self, stage: Stage) -> tuple[Done, Any]:
        """The row of the sample, entered."""
        done = self.perform("enter", self.act("enter").Input(**self.sample(stage)), self.on)
        return done, self.register.model.rows.current().filter(opened_by=done.entry).latest("valid_from")

    def given(self, verb: str, stage: Stage) -> Any:
        """The input of an act on the sample, entered before if the act is about what stands."""
        if verb == "enter":
            return self.act(verb).Input(**self.sample(stage))
        _, row = self.entered(stage)
        said = {"change": self.changed, "end": self.ended, "correct": self.correction(row)}[verb]
        return self.act(verb).Input(**self.whose(verb, row), **said)

    def correction(self, row: Any) -> Mapping[str, Any]:
        return self.corrected or {"valid_from": row.valid_from + timedelta(days=1)}

    def whose(self, verb: str, row: Any) -> dict[str, Any]:
        if verb == "correct":
            return {"subject": row.thread[0], "row": row.pk}
        if self.register.is_thing:
            return {"subject": row.thread[0]}
        if self.register.several:
            return {self.register.about: row.thread[0], "row": row.pk}
        year = {YEAR: row.year} if self.register.span is Span.YEAR else {}
        return {name: getattr(row, name) for name in self.register.model.THREAD} | year

    def day(self, verb: str) -> date:
        return self.on if verb == "enter" else self.later

    def tried(self) -> Iterator[str]:
        """The acts of the register. One that changes must be told how."""
        assert self.changed or "change" not in acts_by_verb(self.register), "say what a change says"
        assert self.corrected or self.register.span is not Span.YEAR, "say what a correction says"
        yield from acts_by_verb(self.register)

    @contextmanager
    def tried_out(self) -> Iterator[None]:
        """A block of which nothing remains."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def listed(self, on: date) -> list[UUID]:
        listing = listing_of(self.register.list_code)
        question = Question(
            listing=listing, moment=Moment(on), narrowing=Narrowing(self.actor.scope), columns=listing.columns
        )
        return [line.subject for line in page(question, 0, 10_000)]

    # -- the promises

    def test_only_those_named_may(self, stage: Stage) -> None:
        for verb in self.tried():
            allowed = (*self.allowed_of.get(verb, self.allowed), "system")
            for who in self.everybody:
                with self.tried_out():
                    given, before = self.given(verb, stage), LedgerEntry.objects.count()
                    if who in allowed:
                        done = self.perform(verb, given, self.day(verb), self.viewer(stage, who))
                        assert ActLine.objects.get(pk=done.entry).kind == self.act(verb).kind
                        continue
                    with pytest.raises(ActRefused, match="您的职务不能办理"):
                        self.perform(verb, given, self.day(verb), self.viewer(stage, who))
                    assert LedgerEntry.objects.count() == before, (verb, who)

    def test_an_officer_of_another_district_may_not(self, stage: Stage) -> None:
        for verb in self.tried():
            with self.tried_out():
                given = self.given(verb, stage)
                with pytest.raises(ActRefused, match=r"不在您的管辖范围内|您的职务不能办理"):
                    self.perform(verb, given, self.day(verb), self.viewer(stage, "other_district"))

    def test_twice_is_told_and_writes_nothing(self, stage: Stage) -> None:
        for verb in self.tried():
            if verb == "correct" or (verb == "end" and self.register.several):
                continue  # the row is gone, which is told
            with self.tried_out():
                given = self.given(verb, stage)
                self.perform(verb, given, self.day(verb))
                before = LedgerEntry.objects.count()
                if verb == "enter" and self.register.is_thing:
                    given = self.act(verb).Input(**self.sample(stage))
                with pytest.raises(ActRefused) as refused:
                    self.perform(verb, given, self.day(verb))
                assert {refusal.already for refusal in refused.value.refusals} == {True}, (verb, refused.value)
                assert LedgerEntry.objects.count() == before

    def test_a_row_is_listed_while_it_holds(self, stage: Stage) -> None:
        with self.tried_out():
            done, row = self.entered(stage)
            held = row.valid_from if self.register.span is Span.OPEN else max(self.on, row.valid_from)
            assert done.subject in self.listed(held)
            if "end" in acts_by_verb(self.register):
                times = self.listed(self.later).count(done.subject)
                self.perform("end", self.act("end").Input(**self.whose("end", row), **self.ended), self.later)
                assert self.listed(self.later).count(done.subject) == times - 1

    def test_it_stands_on_the_record_of_whom_it_names(self, stage: Stage) -> None:
        with self.tried_out():
            _, row = self.entered(stage)
            moment = Moment(max(self.on, row.valid_from))
            for name, asked in self.register.references.items():
                if getattr(row, name) is None:
                    continue
                said = said_of([getattr(row, name)], asked.of, moment, self.actor)
                shown = [line.row.pk for section in said.sections for line in section.lines]
                assert row.pk in shown, name
                assert any(event.row.pk == row.pk and event.title for event in said.events), name
            if self.register.is_thing:
                found = thing_record(self.register, row.thread[0], moment, self.actor)
                assert found is not None
                assert found[0].events
                assert found[0].acts

    def test_a_correction_keeps_what_was_believed(self, stage: Stage) -> None:
        if "correct" not in acts_by_verb(self.register):
            pytest.skip("the register is not corrected")
        with self.tried_out():
            given = self.given("correct", stage)
            done = self.perform("correct", given, self.later)
            old = self.register.model.rows.get(pk=given.row)
            new = self.register.model.rows.current().filter(opened_by=done.entry)
            said = self.correction(old)
            assert old.closed_by == done.entry
            assert any(all(getattr(row, name) == value for name, value in said.items()) for row in new)

    def test_it_can_be_taken_back(self, stage: Stage) -> None:
        with self.tried_out():
            done, row = self.entered(stage)
            given = Reverse.Input(entry=done.entry, subject=done.subject)
            perform(Reverse, given, actor=self.actor, effective_on=self.later, basis=BASIS)
            assert not self.register.model.rows.current().filter(pk=row.pk).exists()

    def test_its_acts_name_their_law_and_their_day(self) -> None:
        for act in acts_by_verb(self.register).values():
            assert legal_bases(act.law), act.kind
            assert act.asks_day, act.kind

    def test_its_example_row_can_be_read(self) -> None:
        """But for whom it names: they are invented."""
        kinds = {act.kind for act in acts_by_verb(self.register).values()}
        found = [each for each in all_importables() if each.act.kind in kinds]
        assert bool(found) == bool(self.register.example)
        for importable in found:
            for name, asked in importable.columns.items():
                word = importable.example.get(name)
                if name not in (DAY_COLUMN, BASIS_COLUMN) and not isinstance(asked, Reference):
                    assert asked.read(word) is not None or not asked.required, (importable.act.kind, name)
