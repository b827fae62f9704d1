"""撤回: an act that was wrong is taken back; what it replaced is believed again, and both beliefs stay on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_PARTY_STAFF, DISTRICT_STAFF, PARTY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act, act_of, all_acts
from lvheng.kernel.acts.fields import Key, Refusal, Whole
from lvheng.kernel.acts.whereabouts import present_place
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import CURRENT, Row
from lvheng.kernel.time.days import OPEN_INSTANT


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
    now: Place | None = None  # where the subject is today
    named: Sequence[tuple[str, int]] = ()  # what other acts say of a subject that this one made: title, how many rows


def consequences(entry: int) -> tuple[list[Row], list[Row]]:
    """What the act opened and what it closed, over all registers: two queries a table of the act. The parent of many
    acts (no declared act itself) wrote no row.

    They name the act's instant too, for which there are indexes: without it they read whole registers."""
    opened: list[Row] = []
    closed: list[Row] = []
    line = ActLine.objects.filter(pk=entry).first()
    if line and (done := all_acts().get(line.kind)):
        for model in done.tables or Row.everyone():
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


def _made(line: ActLine) -> bool:
    """Whether the act was the first on its subject: taken back, there is no such subject any more."""
    return not ActLine.objects.filter(subject=line.subject, id__lt=line.pk).exists()


def still_named(subject: UUID, entry: int) -> list[tuple[str, int]]:
    """What other acts say that names the subject, as now believed: title of the table, and how many rows. One query."""
    parts: list[str] = []
    for model in Row.everyone():
        keys = [f.column for f in model._meta.concrete_fields if isinstance(f, UUIDField)]
        named = " or ".join(f"{column} = %(subject)s" for column in keys) or "false"
        parts.append(
            f"select %(n{len(parts)})s::text title, count(*) n from {model._meta.db_table}"
            f" where known_to = %(open)s and opened_by <> %(entry)s and ({named})"
        )
    titles = {f"n{number}": model.TITLE for number, model in enumerate(Row.everyone())}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select title, n from ({' union all '.join(parts)}) x where n > 0 order by title",
            {"subject": subject, "entry": entry, "open": OPEN_INSTANT, **titles},
        )
        return [(str(title), int(count)) for title, count in cursor.fetchall()]


@act
class Reverse(Act[Reversed, Facts]):
    kind = "kernel.reverse"
    title = "撤回"
    law = ("APL-SELF",)
    who = (CITY_STAFF, DISTRICT_STAFF, PARTY_STAFF, DISTRICT_PARTY_STAFF)
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
            named = still_named(given.subject, given.entry) if line and _made(line) else []
            stand = [standing(row) for row in opened]
            found.append(Facts(line, stand, closed, by, present_place(given.subject), named))
        return found

    @classmethod
    def place(cls, given: Reversed, fact: Facts) -> Place:
        """Where the act was performed, and where its subject is now; for those who might have performed it."""
        if fact.line is None:
            return Place("", given.subject)
        undone = act_of(fact.line.kind)
        return Place(
            fact.line.district,
            given.subject,
            beside=(fact.now,) if fact.now else (),
            who=tuple(kind for kind in undone.who if kind in cls.who),
            needs_second=undone.needs_second,
        )

    @classmethod
    def rules(cls, given: Reversed, fact: Facts, on: date) -> list[Refusal]:
        if fact.line is None:
            return [Refusal("没有找到这一行为", "entry")]
        if fact.reversed_by is not None:
            return [Refusal(f"这一行为已被第 {fact.reversed_by} 号行为撤回", "entry", already=True)]
        if fact.line.kind == cls.kind:
            return [Refusal("撤回本身不能再撤回，请重新办理原来的行为", "entry")]
        if act_of(fact.line.kind).final:
            return [Refusal(f"“{act_of(fact.line.kind).title}”不能撤回：销毁的已不存在", "entry")]
        later = sorted({row.closed_by for row in fact.opened if row.closed_by is not None})
        if later:
            numbers = "、".join(str(number) for number in later)
            return [Refusal(f"其后的行为（第 {numbers} 号）以它为前提，应先撤回后者", "entry")]
        if fact.named:
            rest = "、".join(f"{count} 条“{title}”" for title, count in fact.named)
            return [Refusal(f"登记簿里还有 {rest}的记录以它为前提，应先撤回或更正那些记录", "entry")]
        return []

    @classmethod
    def rows(cls, given: Reversed, fact: Facts, on: date) -> Written:
        return Written(given.subject, [row.again() for row in fact.closed], list(fact.opened), reverses=given.entry)
