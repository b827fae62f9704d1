"""Performing for many at once: order, waves, refusals, and the one row that the database alone finds wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError

from lvheng.kernel.access.viewer import PUBLIC, SYSTEM_VIEWER
from lvheng.kernel.acts.act import Act, Place, Written, all_acts
from lvheng.kernel.acts.copy import FEW
from lvheng.kernel.acts.fields import Key, Refusal, Text
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.acts.perform import LARGEST_SET, ActRefused, Done, Item, Result, perform, perform_set, rehearse_set
from lvheng.kernel.ledger.entry import leaf_hash, opens
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.subjects.models import Organisation, Seat

pytestmark = pytest.mark.django_db

ON = date(2020, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somewhere:
    organisation: Annotated[UUID, Key(label="机构")]
    address: Annotated[str, Text(label="地址")] = ""


class CarelessSeat(Act[Somewhere, None]):
    """Opens a seat without looking whether there is one: what it does wrong, the database alone can find."""

    kind = "test.careless_seat"
    title = "不看就写的住所"
    Input = Somewhere
    tables = (Seat,)

    @classmethod
    def facts(cls, many: Sequence[Somewhere], days: Sequence[date]) -> list[None]:
        return [None] * len(many)

    @classmethod
    def place(cls, given: Somewhere, fact: None) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: Somewhere, fact: None, on: date) -> list[Refusal]:
        return [Refusal("地址不对", "address")] if given.address == "错" else []

    @classmethod
    def rows(cls, given: Somewhere, fact: None, on: date) -> Written:
        row = Seat(organisation=given.organisation, district="110105", address=given.address, valid_from=on)
        return Written(given.organisation, [row])


class CarefulSeat(CarelessSeat):
    """The same, but it says whom it touches: two of one set come one after the other."""

    kind = "test.careful_seat"

    @classmethod
    def touches(cls, given: Somewhere) -> Sequence[UUID]:
        return (given.organisation,)


def act_on(act: type[CarelessSeat], givens: Sequence[Somewhere]) -> list[Result]:
    return perform_set(act, [Item(given, ON) for given in givens], actor=SYSTEM_VIEWER, basis="测试")


def new(name: str = "北京市测试局", subject: UUID | None = None) -> NewOrganisation:
    return NewOrganisation(name=name, kind="organ", district="110105", subject=subject)


def test_each_is_done_or_refused_in_the_order_given() -> None:
    keys = [uuid4() for _ in range(6)]
    givens = [Somewhere(organisation=key, address="错" if n in (1, 4) else "") for n, key in enumerate(keys)]
    results = act_on(CarelessSeat, givens)
    assert [isinstance(result, Done) for result in results] == [True, False, True, True, False, True]
    assert [result.subject for result in results if isinstance(result, Done)] == [keys[n] for n in (0, 2, 3, 5)]
    entries = [result.entry for result in results if isinstance(result, Done)]
    assert entries == sorted(entries)
    assert Seat.rows.filter(organisation__in=keys).count() == 4


@pytest.mark.parametrize("size", [2, 7, 32])
def test_a_violation_is_halved_down_to_the_one_row(size: int) -> None:
    keys = [uuid4() for _ in range(size)]
    before = LedgerEntry.objects.count()
    results = act_on(CarelessSeat, [Somewhere(organisation=key) for key in (*keys, keys[0])])
    *good, bad = results
    assert all(isinstance(result, Done) for result in good)
    assert isinstance(bad, list)
    assert str(bad[0]) == "与现有“住所”记录的期间重叠，可能有人刚刚登记过，请刷新后再试"
    assert LedgerEntry.objects.count() == before + size, "what was refused has no entry"
    assert Seat.rows.filter(organisation__in=keys).count() == size


def test_acts_on_one_subject_in_one_set_come_in_waves_with_later_instants() -> None:
    key, other = uuid4(), uuid4()
    first, aside, second = act_on(CarefulSeat, [Somewhere(organisation=k) for k in (key, other, key)])
    assert isinstance(first, Done)
    assert isinstance(aside, Done)
    assert isinstance(second, list), "the second wave meets what the first has written"


def test_every_set_is_all_of_one_transaction() -> None:
    """A broken act leaves nothing behind: neither rows nor entries nor lines."""

    class Broken(CarelessSeat):
        @classmethod
        def rows(cls, given: Somewhere, fact: None, on: date) -> Written:
            if given.address == "断":
                raise DatabaseError("the line is cut")
            return super().rows(given, fact, on)

    key, before = uuid4(), LedgerEntry.objects.count()
    with pytest.raises(DatabaseError, match="the line is cut"):
        act_on(Broken, [Somewhere(organisation=key), Somewhere(organisation=uuid4(), address="断")])
    assert not Seat.rows.filter(organisation=key).exists()
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("count", [1, 2 * FEW])
def test_few_and_many_are_written_alike_and_answered_with_what_was_written(count: int) -> None:
    """Few in one statement, many by COPY."""
    items = [Item(new(f"北京市测试{number}局"), ON) for number in range(count)]
    results = perform_set(EnterOrganisation, items, actor=SYSTEM_VIEWER, basis="测试")
    for number, done in enumerate(results):
        assert isinstance(done, Done)
        evidence, line = evidence_of(done.entry), ActLine.objects.get(pk=done.entry)
        assert (done.version, done.leaf) == (1, evidence.leaf)
        assert leaf_hash(evidence.body.encode()).hex() == evidence.leaf
        assert evidence.fields["input.name"] == f"北京市测试{number}局"
        assert opens(evidence.body.encode(), evidence.secret, "basis", "测试")
        assert (line.kind, line.subject, line.effective_on) == (EnterOrganisation.kind, done.subject, ON)


def test_the_same_again_is_told_and_writes_nothing() -> None:
    key = uuid4()
    perform(EnterOrganisation, new(subject=key), actor=SYSTEM_VIEWER, effective_on=ON, basis="测试")
    before = (LedgerEntry.objects.count(), Organisation.rows.count())
    with pytest.raises(ActRefused, match="“北京市测试局”已在册") as refused:
        perform(EnterOrganisation, new(subject=key), actor=SYSTEM_VIEWER, effective_on=ON, basis="测试")
    assert [refusal.already for refusal in refused.value.refusals] == [True]
    assert (LedgerEntry.objects.count(), Organisation.rows.count()) == before


def test_an_act_that_names_nobody_is_the_system_s_alone() -> None:
    with pytest.raises(ActRefused, match="“登记机构”由系统办理，您的职务不能办理"):
        perform(EnterOrganisation, new(), actor=PUBLIC, effective_on=ON, basis="测试")


def test_a_line_of_a_source_is_performed_once() -> None:
    items = [Item(Somewhere(organisation=uuid4()), ON, line=n) for n in (1, 2, 1)]
    results = perform_set(CarelessSeat, items, actor=SYSTEM_VIEWER, basis="测试", parent=1)
    assert [isinstance(result, Done) for result in results] == [True, True, False]
    [refusal] = results[2] if isinstance(results[2], list) else []
    assert refusal.sentence == "来源文件的这一行已经登记过"
    assert list(ActLine.objects.filter(parent=1).order_by("line").values_list("line", flat=True)) == [1, 2]


def test_sets_have_a_largest_size_and_a_basis() -> None:
    too_many = [Item(Somewhere(organisation=uuid4()), ON)] * (LARGEST_SET + 1)
    with pytest.raises(ValueError, match="一批最多 2000 条"):
        perform_set(CarelessSeat, too_many, actor=SYSTEM_VIEWER, basis="测试")
    with pytest.raises(ActRefused, match="每一行为都须写明依据"):
        perform_set(CarelessSeat, too_many[:1], actor=SYSTEM_VIEWER, basis="  ")


def test_a_rehearsal_refuses_the_same_and_writes_nothing() -> None:
    before = (LedgerEntry.objects.count(), Seat.rows.count())
    givens = [Somewhere(organisation=uuid4(), address=address) for address in ("", "错")]
    refusals = rehearse_set(CarelessSeat, [Item(given, ON) for given in givens], actor=SYSTEM_VIEWER)
    assert [[str(refusal) for refusal in each] for each in refusals] == [[], ["地址不对"]]
    assert (LedgerEntry.objects.count(), Seat.rows.count()) == before


def test_every_act_of_the_product_says_what_a_page_needs() -> None:
    for kind, act in all_acts().items():
        assert kind == act.kind
        assert len(kind) <= 48
        assert act.title
        assert act.asks_day
        for name in act.alone:
            assert name in act.fields(), f"{kind} says that {name} stands once, but asks for none"
