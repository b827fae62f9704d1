"""What is left of a clock and why, in Chinese sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lvheng.kernel.clocks.clock import RUNNING, Clock, Reckoning, clock_of, reckon
from lvheng.kernel.clocks.limits import Limit, limit_on, pause_basis, pause_titles
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.clocks.writing import clock_from, clocks_from
from lvheng.kernel.law import LegalBasis, legal_bases
from lvheng.kernel.time.days import OPEN_DAY


@dataclass(frozen=True, slots=True)
class Told:
    """One clock on one day: what it is, what is left in a few words, and why."""

    title: str
    short: str
    why: str
    late: bool
    last_day: date | None
    done: bool


def tell_all(rows: Iterable[ClockInterval], day: date) -> list[Told]:
    """Every clock of which rows are given, as it stood on `day`: those that go on first, the most urgent before."""
    begun = clocks_from(row for row in rows if row.valid_from <= day)
    told = [tell(clock_from(thread), day) for thread in begun]
    return sorted(told, key=lambda each: (each.done, each.last_day or date.max))


def tell(clock: Clock, day: date) -> Told:
    """The clock on `day`. Raises ValueError if it had not started."""
    found = reckon(clock, day)
    why = "".join(f"{sentence}。" for sentence in _why(clock.as_of(day), found))
    return Told(clock.limit.title, _short(clock.limit, found), why, found.late, found.last_day, not found.state)


def tell_kept(limit: str, event: date, done: date) -> Told | None:
    """Whether what must follow an event within a limit was done in time; None if the law had no such limit then, or it
    was done before."""
    version = limit_on(limit, event)
    if version is None or done <= event:
        return None
    return tell(clock_of(version, [(RUNNING, event, done)]), done)


def _short(limit: Limit, found: Reckoning) -> str:
    days = limit.unit.days
    if not found.state:
        return f"已办，{_late(limit, found)}" if found.late else "已按期办"
    if found.late:
        return _late(limit, found)
    if found.last_day is None:
        return f"因{pause_titles()[found.state]}中止，还剩 {found.left} {days}"
    return f"还剩 {found.left} {days}，至 {found.last_day}" if found.left else f"今天到期（{found.last_day}）"


def _late(limit: Limit, found: Reckoning) -> str:
    return f"逾期 {-found.left} {limit.unit.days}" if found.left else f"逾期，不满 1 {limit.unit.days}"


def _why(clock: Clock, found: Reckoning) -> Iterator[str]:
    limit = clock.limit
    day = "当日" if limit.first_day_counts else "次日"
    yield f"{limit.title} {limit.span}，自 {clock.began} {limit.event}的{day}起算（{_cited(limit.basis)}）"
    if clock.extended and limit.extension:
        more = f"{clock.extended} {limit.unit.label}"
        yield f"经{limit.extension.by}延长 {more}（{limit.extension.basis.cited}）"
    for interval in clock.intervals:
        if interval.state != RUNNING:
            end = f"至 {interval.until} " if interval.until < OPEN_DAY else "起"
            reason, article = pause_titles()[interval.state], pause_basis(interval.state).cited
            yield f"{interval.since} {end}{reason}，所需时间不计算在内（{article}）"
    yield f"已用 {found.used} {limit.unit.days}"
    yield from _ending(clock, found)
    if limit.promised and found.state == RUNNING:
        yield f"本机关承诺 {limit.promised} {limit.unit.label}，法定期限不变"
    if not limit.certain:
        yield "天数未核对原文"


def _ending(clock: Clock, found: Reckoning) -> Iterator[str]:
    limit, days = clock.limit, clock.limit.unit.days
    if found.last_day is None:
        yield f"现中止计时，恢复后还剩 {found.left} {days}"
        return
    if found.moved_from:
        yield f"末日 {found.moved_from} 是休息日，顺延至 {found.last_day}（{_holiday_rule().cited}）"
    done = f"，{clock.stopped_on} 办" if clock.stopped_on else ""
    if found.late:
        yield f"已于 {found.last_day} 届满{done}，{_late(limit, found)}"
        if limit.missed:
            yield limit.missed
    elif clock.stopped_on:
        yield f"至 {found.last_day} 止{done}，没有逾期"
    else:
        yield f"至 {found.last_day} 止，还剩 {found.left} {days}"
    if found.provisional:
        yield "其间有年份的放假安排尚未公布，暂按周末推算"


def _holiday_rule() -> LegalBasis:
    return legal_bases(["CIVIL-203"])[0]


def _cited(basis: tuple[LegalBasis, ...]) -> str:
    """Articles, each law named once: 《行政许可法》第四十三条、第八十二条."""
    said: list[str] = []
    for number, each in enumerate(basis):
        again = number and basis[number - 1].law == each.law
        said.append(each.article if again else each.cited)
    return "、".join(said)
