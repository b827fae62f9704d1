"""What moved a figure from one moment to another: four sets, counted, listed and exported as every set is.

From (d1, k1) to (d2, k2) (`kernel.md` §1.7): corrected is what k2 believes of d1 otherwise than k1; joined, left and
changed are what k2 believes to have happened between the days. So the start, corrected, with those who joined and
without those who left, is the end; what does not add up is shown as the residual, which must be 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import connection

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.figures.figure import Face, Figure, Measure
from lvheng.kernel.figures.listing import Column, Listing, Question, Titles, listing_of
from lvheng.kernel.figures.reading import ALL, Narrowing, Reading, read
from lvheng.kernel.rows import Moment

NEW, ENDED, ELSEWHERE = "new", "ended", "elsewhere"
ADDED, REMOVED, REVALUED = "added", "removed", "revalued"


class Way(Enum):
    """How a subject moved; the value stands in addresses."""

    CORRECTED = "corrected"
    JOINED = "joined"
    LEFT = "left"
    CHANGED = "changed"

    @property
    def title(self) -> str:
        return {"corrected": "更正", "joined": "新进", "left": "退出", "changed": "数值变化"}[self.value]

    @property
    def note(self) -> str:
        return {
            "corrected": "对起始日的登记，后来作了更正或补登",
            "joined": "起始日不在其中，截止日在其中",
            "left": "起始日在其中，截止日不在其中",
            "changed": "前后都在其中，数值有变",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Flow:
    """Those who moved one way for one cause: how many, and by how much the figure's sum went up or down for it.

    `rows` is the number on the list; `change` what it adds to the number of rows of the figure."""

    way: Way
    cause: str
    title: str
    rows: int
    change: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """From `before` to `after`, of the part of the figure that `narrowing` leaves."""

    figure: Figure
    before: Moment
    after: Moment
    narrowing: Narrowing = ALL

    @property
    def then(self) -> Moment:
        """The first day, as believed at the end."""
        return replace(self.before, known_at=self.after.known_at)

    @property
    def ways(self) -> list[Way]:
        """What can have happened: nothing was corrected if both ends are of one belief, and heads do not change."""
        found = [Way.JOINED, Way.LEFT]
        if self.figure.measure is Measure.SUM:
            found.append(Way.CHANGED)
        return found if self.before.known_at == self.after.known_at else [Way.CORRECTED, *found]

    def question(self, way: Way, columns: Sequence[Column] | None = None) -> Question:
        """The list of those who moved that way, as of the day on which they were in the figure."""
        listing = self._listing(way)
        moment = self.after if way in (Way.JOINED, Way.CHANGED) else self.then
        told = self._told(way) if columns is not None else ()
        return Question(
            listing=listing,
            moment=moment,
            narrowing=self.narrowing,
            columns=listing.columns if columns is None else [*columns[:1], *told, *columns[1:]],
            parameters=self._parameters(),
            narrower=f"{self.figure.title}：{self.before.on} 至 {self.after.on} {way.title}",
        )

    def flows(self, *ways: Way) -> list[Flow]:
        """Those who moved these ways, by cause, in the order of ways and of their causes; one question."""
        condition, parameters = self.narrowing.where()
        told = " union all ".join(
            f"select '{way.value}', cause, count(*), count(after) - count(before),"
            f" coalesce(sum(after), 0) - coalesce(sum(before), 0) from ({self._rows(way)}) s where {condition} group by cause"
            for way in ways
        )
        with connection.cursor() as cursor:
            cursor.execute(told, parameters | self._parameters())
            answered = {(code, cause): numbers for code, cause, *numbers in cursor.fetchall()}
        return [
            Flow(way, cause, title, int(rows), int(change), Decimal(amount))
            for way in ways
            for cause, title in self._titles(way)().items()
            if (way.value, cause) in answered
            for rows, change, amount in [answered[way.value, cause]]
        ]

    def _listing(self, way: Way) -> Listing:
        listing = listing_of(self.figure.listing)
        columns = listing.columns
        return replace(
            listing,
            rows=lambda _: self._rows(way),
            columns=(*columns[:1], *self._told(way), *columns[1:]),
            standard={},
        )

    def _told(self, way: Way) -> list[Column]:
        """What a list of those who moved says of their movement."""
        kind = "money" if self.figure.scale > 1 else "number"
        titles = {"before": "此前", "after": "此后"}
        for never in {Way.JOINED: ["before"], Way.LEFT: ["after"]}.get(way, []):
            del titles[never]
        amounts = [
            Column(name=name, title=title, sql=f"s.{name}", kind=kind, field_class=FieldClass.INTERNAL)
            for name, title in titles.items()
        ]
        cause = Column(
            name="cause",
            title="缘由",
            sql="s.cause",
            titles=self._titles(way),
            filtered=True,
            field_class=FieldClass.INTERNAL,
        )
        return [*([] if way is Way.CHANGED else [cause]), *(amounts if self.figure.measure is Measure.SUM else [])]

    def _titles(self, way: Way) -> Titles:
        states = self.figure.states.titles() if self.figure.states else {}
        match way:
            case Way.JOINED:
                told = {NEW: "新登记", ELSEWHERE: "由他处转入"} | {code: f"原为{word}" for code, word in states.items()}
            case Way.LEFT:
                told = (
                    {ELSEWHERE: "转往他处"}
                    | {code: f"转为{word}" for code, word in states.items()}
                    | {ENDED: "登记终止"}
                )
            case Way.CORRECTED:
                told = {ADDED: "补入", REMOVED: "剔除", REVALUED: "改数"}
            case Way.CHANGED:
                told = {REVALUED: "数值变化"}
        return lambda: told

    def _parameters(self) -> dict[str, Any]:
        moments = self._tagged
        return {name: value for moment in moments for name, value in moment.parameters().items()}

    @property
    def _tagged(self) -> tuple[Moment, Moment, Moment]:
        return replace(self.before, tag="_a"), replace(self.then, tag="_t"), replace(self.after, tag="_b")

    def _rows(self, way: Way) -> str:
        """The set's SQL: rows of the figure with what they were worth before and after, and the cause."""
        before, then, after = self._tagged
        match way:
            case Way.JOINED:
                return self._only(after, then, "null::numeric as before, s.value as after", NEW)
            case Way.LEFT:
                return self._only(then, after, "s.value as before, null::numeric as after", ENDED)
            case Way.CHANGED:
                return self._revalued(after, then)
        told = f"'{ADDED}'", f"'{REMOVED}'"
        return (
            f"select s.*, null::numeric as before, s.value as after, {told[0]} as cause"
            f" from ({self._part(then)}) s where {self._absent(before)}"
            f" union all select s.*, s.value as before, null::numeric as after, {told[1]} as cause"
            f" from ({self._part(before)}) s where {self._absent(then)}"
            f" union all {self._revalued(then, before)}"
        )

    def _part(self, moment: Moment) -> str:
        """The figure's set at a moment, of the part asked for."""
        condition, _ = self.narrowing.where()
        turn = ", row_number() over (partition by subject order by versions) as turn" if self.figure.several else ""
        return f"select *{turn} from ({self.figure.rows(moment)}) x where {condition}"

    def _only(self, here: Moment, there: Moment, amounts: str, otherwise: str) -> str:
        """Who is in the set `here` and not in that of `there`, with what they are there instead."""
        joins, causes = "", []
        if self.narrowing.narrows and self.figure.face is not Face.NONE:  # else it would tell of rows out of sight
            joins += (
                f" left join (select distinct subject from ({self.figure.rows(there)}) x) w on w.subject = s.subject"
            )
            causes.append(f"case when w.subject is not null then '{ELSEWHERE}' end")
        if self.figure.states:
            joins += f" left join ({self.figure.states.rows(there)}) z on z.subject = s.subject"
            causes.append("z.state")
        causes.append(f"'{otherwise}'")
        return (
            f"select s.*, {amounts}, coalesce({', '.join(causes)}) as cause from ({self._part(here)}) s{joins}"
            f" where {self._absent(there)}"
        )

    def _revalued(self, here: Moment, there: Moment) -> str:
        return (
            f"select s.*, o.value as before, s.value as after, '{REVALUED}' as cause from ({self._part(here)}) s"
            f" join ({self._part(there)}) o on {self._same} where o.value <> s.value"
        )

    @property
    def _same(self) -> str:
        """That rows s and o are the same: of one subject, of several of it the first and the first, and so on."""
        return "o.subject = s.subject" + (" and o.turn = s.turn" if self.figure.several else "")

    def _absent(self, moment: Moment) -> str:
        return f"not exists (select 1 from ({self._part(moment)}) o where {self._same})"


@dataclass(frozen=True, slots=True)
class Account:
    """A movement as an account: where it began, what flowed, where it ended, and what does not add up."""

    first: Reading
    flows: Sequence[Flow]
    last: Reading

    @property
    def residual(self) -> int:
        """Rows at the end beyond those that the flows account for."""
        return self.last.rows - self.first.rows - sum(flow.change for flow in self.flows)

    @property
    def unexplained(self) -> Decimal:
        """The same of the sum of values."""
        return self.last.total - self.first.total - sum((flow.amount for flow in self.flows), Decimal(0))

    def of(self, way: Way) -> list[Flow]:
        return [flow for flow in self.flows if flow.way is way]

    def rows(self, way: Way) -> int:
        """How many moved that way: as many as its list has rows."""
        return sum(flow.rows for flow in self.of(way))


def account(movement: Movement) -> Account:
    """The movement's account; both ends are read for themselves, so that the residual is a test."""
    first, last = (read(movement.figure, moment, movement.narrowing) for moment in (movement.before, movement.after))
    return Account(first, movement.flows(*movement.ways), last)
