"""撤回: an act that was wrong is taken back; what it replaced is believed again, and both beliefs stay on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act, act_of
from lvheng.kernel.acts.fields import Key, Refusal, Whole
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import CURRENT, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    entry: Annotated[int, Whole(label="被撤回的行为", most=2**62)]
    subject: Annotated[UUID, Key(label="对象")]


@dataclass(frozen=True, slots=True)
class Facts:
    line: ActLine | None
    opened: Sequence[Row]
    closed: Sequence[Row]
    reversed_by: int | None


def consequences(entry: int) -> tuple[list[Row], list[Row]]:
    """What the act opened and what it closed, over all registers: two queries a table of the act.

    They name the act's instant too, for which there are indexes: without it they read whole registers."""
    opened: list[Row] = []
    closed: list[Row] = []
    if line := ActLine.objects.filter(pk=entry).first():
        for model in act_of(line.kind).tables or Row.everyone():
            opened += model.rows.filter(opened_by=entry, known_from=line.at)
            closed += model.rows.filter(~CURRENT, closed_by=entry, known_to=line.at)
    return opened, closed


def standing(row: Row) -> Row:
    """The row as it stands now: where the act that closed it was itself taken back, the row that this restored."""
    while row.closed_by is not None:
        said = {name: getattr(row, name) for name in ("valid_from", "valid_to", *row.told())}
        back = ActLine.objects.filter(reverses=row.closed_by).first()
        restored = type(row).rows.filter(opened_by=back.pk, known_from=back.at, **said).first() if back else None
        if restored is None:
            break
        row = restored
    return row


@act
class Reverse(Act[Reversed, Facts]):
    kind = "kernel.reverse"
    title = "撤回"
    law = ("APL-SELF",)
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = Reversed
    asks_day = "撤回日期"

    @classmethod
    def touches(cls, given: Reversed) -> Iterable[UUID]:
        return (given.subject,)

    @classmethod
    def facts(cls, many: Sequence[Reversed], days: Sequence[date]) -> list[Facts]:
        found = []
        for given in many:
            line = ActLine.objects.filter(pk=given.entry, subject=given.subject).first()
            opened, closed = consequences(given.entry)
            by = ActLine.objects.filter(reverses=given.entry).values_list("id", flat=True).first()
            found.append(Facts(line, [standing(row) for row in opened], closed, by))
        return found

    @classmethod
    def place(cls, given: Reversed, fact: Facts) -> Place:
        return Place(fact.line.district if fact.line else "", given.subject)

    @classmethod
    def rules(cls, given: Reversed, fact: Facts, on: date) -> list[Refusal]:
        if fact.line is None:
            return [Refusal("没有找到这一行为", "entry")]
        if fact.reversed_by is not None:
            return [Refusal(f"这一行为已被第 {fact.reversed_by} 号行为撤回", "entry", already=True)]
        if fact.line.kind == cls.kind:
            return [Refusal("撤回本身不能再撤回,请重新办理原来的行为", "entry")]
        later = sorted({row.closed_by for row in fact.opened if row.closed_by is not None})
        if later:
            numbers = "、".join(str(number) for number in later)
            return [Refusal(f"其后的行为(第 {numbers} 号)以它为前提,应先撤回后者", "entry")]
        return []

    @classmethod
    def rows(cls, given: Reversed, fact: Facts, on: date) -> Written:
        return Written(given.subject, [row.again() for row in fact.closed], list(fact.opened), reverses=given.entry)
