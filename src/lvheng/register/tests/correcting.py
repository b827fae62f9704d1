"""What is promised of every correction, and the samples that it is tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.rows import Row
from lvheng.register.acts.corrections import Correction
from lvheng.register.tests.invented import do, instant
from lvheng.register.tests.who_may import ON, Stage, WhoMay


@dataclass(frozen=True, slots=True)
class Sample:
    """What a correction is tried on: whose row (entered by `subject` if there is none yet), what should always have
    stood there, and who may."""

    act: type[Correction]
    subject: Callable[[Stage], UUID]
    changed: dict[str, Any]
    allowed: tuple[str, ...] = ("city", "district")

    def given(self, stage: Stage) -> Any:
        return given(self.act, self.subject(stage), **self.changed)


def given(act: type[Correction], subject: UUID, on: Any = None, **changed: Any) -> Any:
    """The input that corrects the row of a subject: the one of a day, or the only one."""
    rows: Any = act.model.rows.current() if on is None else act.model.rows.on(on)
    return act.Input(subject=subject, row=rows.get(**{act.model.THREAD[0]: subject}).pk, **changed)


def correct(act: type[Correction], subject: UUID, on: Any = None, **changed: Any) -> Any:
    return perform_given(act, given(act, subject, on, **changed))


def perform_given(act: type[Correction], wanted: Any) -> Any:
    return do(act, ON, **{name: getattr(wanted, name) for name in wanted.__dataclass_fields__})


class OfSample(WhoMay):
    sampled: ClassVar[Sample]
    twice = "已被他人取代"
    already = False

    def sample(self, stage: Stage) -> Any:
        return self.sampled.given(stage)

    def test_belief_changes_from_now_on_and_not_before(self, stage: Stage) -> None:
        act, changed, wanted = self.sampled.act, self.sampled.changed, self.sampled.given(stage)
        rows = act.model.rows.filter(**{act.model.THREAD[0]: wanted.subject})
        old = rows.current().get()
        before = instant()
        perform_given(act, wanted)
        now = rows.on(old.valid_from).get()
        then = rows.on(old.valid_from, before).get()
        assert {name: getattr(now, name) for name in changed} == changed
        assert {n: getattr(then, n) for n in type(then).told()} == {n: getattr(old, n) for n in type(old).told()}
        assert (now.valid_from, now.valid_to) == (
            changed.get("valid_from", old.valid_from),
            changed.get("valid_to", old.valid_to),
        )

    def test_saying_what_stands_there_already_is_told(self, stage: Stage) -> None:
        wanted = self.sampled.given(stage)
        row: Row = self.sampled.act.model.rows.get(pk=wanted.row)
        same = {name: getattr(row, name) for name in self.sampled.changed}
        with pytest.raises(ActRefused, match="没有需要更正的内容") as refused:
            do(self.sampled.act, ON, subject=wanted.subject, row=row.pk, **same)
        assert refused.value.refusals[0].already


def classes(samples: Iterable[Sample], module: str) -> dict[str, type[OfSample]]:
    """A class of tests for each sample, for the module to take over by name."""
    found = {}
    for each in samples:
        name = f"TestWhoMay{each.act.__name__}"
        told = {"act": each.act, "sampled": each, "allowed": each.allowed, "__module__": module}
        found[name] = type(name, (OfSample,), told)
    return found
