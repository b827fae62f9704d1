"""What is promised of every act: who may do it and who may not, and that doing it twice is told and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import pytest

from lvheng.kernel.access.posts import PostKind
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.perform import ActRefused, Done, perform
from lvheng.kernel.law import legal_bases
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.register.tests.invented import (
    ASSOCIATION,
    BASIS,
    CHAOYANG,
    CITY,
    HAIDIAN,
    NOBODY,
    SYSTEM,
    head_of,
    lawyer_as,
    officer,
    proposer_of,
)

ON = date(2020, 5, 6)
EVERYBODY = ("system", "city", "district", "association", "head", "lawyer", "nobody")


@dataclass(frozen=True, slots=True)
class Stage:
    """A firm of 朝阳区 with a lawyer, and a second firm there."""

    firm: UUID
    lawyer: UUID
    other: UUID

    def viewer(self, who: str) -> Viewer:
        people = {
            "system": SYSTEM,
            "city": CITY,
            "district": officer(CHAOYANG),
            "other_district": officer(HAIDIAN),
            "association": ASSOCIATION,
            "head": head_of(self.firm),
            "lawyer": lawyer_as(self.lawyer),
            "nobody": NOBODY,
        }
        return people[who]


class WhoMay:
    """The tests that every act inherits; a subclass names the act, a sample of its input and who may."""

    act: ClassVar[AnyAct]
    allowed: ClassVar[tuple[str, ...]]
    on: ClassVar[date] = ON
    named: ClassVar[tuple[PostKind, ...]] = ()  # whom a refusal names, where not all who may do such an act
    twice: ClassVar[str]  # what is said the second time
    already: ClassVar[bool] = True  # whether the second time is told to be done already, or refused

    def sample(self, stage: Stage) -> Any:
        """An input by which the act can be done on `on`."""
        raise NotImplementedError

    def perform(self, given: Any, actor: Viewer) -> Done:
        by = proposer_of(self.act)
        return perform(self.act, given, actor=actor, effective_on=self.on, basis=BASIS, proposer=by)

    @pytest.mark.parametrize("who", EVERYBODY)
    def test_only_those_named_may(self, stage: Stage, who: str) -> None:
        given, before = self.sample(stage), LedgerEntry.objects.count()
        if who in (*self.allowed, "system"):
            done = self.perform(given, stage.viewer(who))
            line = ActLine.objects.get(pk=done.entry)
            assert (line.kind, line.actor, line.effective_on) == (self.act.kind, stage.viewer(who).id, self.on)
            return
        with pytest.raises(ActRefused) as refused:
            self.perform(given, stage.viewer(who))
        said = str(refused.value)
        assert said.startswith(f"“{self.act.title}”由")
        assert "您的职务不能办理" in said
        assert all(kind.title in said for kind in self.named or self.act.who)
        assert LedgerEntry.objects.count() == before

    def test_an_officer_of_another_district_may_not(self, stage: Stage) -> None:
        given, before = self.sample(stage), LedgerEntry.objects.count()
        with pytest.raises(ActRefused, match=r"不在您的管辖范围内|您的职务不能办理"):
            self.perform(given, stage.viewer("other_district"))
        assert LedgerEntry.objects.count() == before

    def test_twice_is_told_and_writes_nothing(self, stage: Stage) -> None:
        given = self.sample(stage)
        self.perform(given, CITY)
        before = LedgerEntry.objects.count()
        with pytest.raises(ActRefused, match=self.twice) as refused:
            self.perform(given, CITY)
        assert {refusal.already for refusal in refused.value.refusals} == {self.already}
        assert LedgerEntry.objects.count() == before

    def test_nothing_is_done_without_a_basis(self, stage: Stage) -> None:
        given = self.sample(stage)
        with pytest.raises(ActRefused, match="须写明依据"):
            perform(self.act, given, actor=CITY, effective_on=self.on, basis=" ")

    def test_its_law_stands_in_the_table(self) -> None:
        assert legal_bases(self.act.law), "an act of the register names its law"
        assert self.act.asks_day
