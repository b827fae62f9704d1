"""The figures of electronic licences: how many lawyers have one in force, and how often one is verified (measure 12.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lvheng.elicence.models import Check, ElectronicLicence
from lvheng.kernel.figures.figure import Face, Figure, Measure, declare
from lvheng.kernel.figures.standing import Beside, Standing, Sweep
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register import sets
from lvheng.register.models import Engagement, Person, PersonAlias, PractisingLicence


@dataclass(frozen=True, slots=True)
class Issued:
    """Who has been issued an electronic licence by a day: once issued, only the state of the register tells of its force."""

    def only(self, m: Moment, columns: Collection[str]) -> str:
        return f"select distinct holder from {_table(ElectronicLicence)} where day <= {m.day_sql}{_issued_by(m)}"

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        since = f"width_bucket(min(day) - 1, {s.array})"
        return (
            f"select * from (select holder, {since} since, {len(s.days)} until from {_table(ElectronicLicence)}"
            f" where true{_issued_by(s.moment)} group by holder) i where since < until"
        )


@dataclass(frozen=True, slots=True)
class CheckedThisYear:
    """How often each holder's licence was verified in the year so far, with the rows that say so.

    A count is of its own day: it is not believed anew later, and nobody whose licence was not verified stands here."""

    def only(self, m: Moment, columns: Collection[str]) -> str:
        year = f"extract(year from {m.day_sql})"
        return (
            f"select holder, sum(count) as count, array_agg(id order by id) ids from {_table(Check)}"
            f" where day <= {m.day_sql} and extract(year from day) = {year}{_counted_by(m)} group by holder"
        )

    def swept(self, s: Sweep, columns: Collection[str]) -> str:
        ends = "make_date(extract(year from day)::int + 1, 1, 1)"
        return (
            f"with c as (select holder, count, width_bucket(day - 1, {s.array}) since,"
            f" width_bucket({ends} - 1, {s.array}) until from {_table(Check)} where true{_counted_by(s.moment)})"
            f" select holder, count, since, until from (select holder, n as since, sum(sum(more)) over w as count,"
            f" lead(n, 1, {len(s.days)}) over w as until from (select holder, since n, count more from c"
            " union all select holder, until, -count from c) e"
            " group by holder, n window w as (partition by holder order by n)) g where count > 0"
        )


def _table(model: type[ElectronicLicence | Check]) -> str:
    return model._meta.db_table


def _issued_by(m: Moment) -> str:
    return f" and at <= %(known{m.tag})s" if m.known_at else ""


def _counted_by(m: Moment) -> str:
    return f" and day <= (%(known{m.tag})s at time zone 'Asia/Shanghai')::date" if m.known_at else ""


IN_FORCE = Standing(
    of=sets.PRACTISING,
    alias="x",
    beside=(Beside(Issued(), "c", "holder", "x.subject", needed=True),),
    subject="x.subject",
    organisation="x.organisation",
    district="x.district",
    versions="x.versions",
    more={name: f"x.{name}" for name in sets.PRACTISING.more},
)
VERIFIED = Standing(
    of=CheckedThisYear(),
    alias="t",
    beside=(
        Beside(PersonAlias, "a", "duplicate", "t.holder"),
        Beside(sets.lawyers(), "x", "subject", "coalesce(a.kept, t.holder)", needed=True),
    ),
    subject="x.subject",
    organisation="x.organisation",
    district="x.district",
    value="t.count::numeric",
    versions="x.versions || t.ids",
    more={name: f"x.{name}" for name in sets.PRACTISING.more},
)
"""Whose licence was verified on line in the year so far, with how often."""
PEOPLE = (PractisingLicence, Engagement, PersonAlias, Seat)

declare(
    Figure(
        code="licensing.ecertificates_valid",
        title="有效的律师电子执业证",
        unit="份",
        rows=IN_FORCE,
        sources=(*PEOPLE, Person, Organisation),
        definition="当日执业证处于“执业”状态、且已签发电子执业证的律师，每人一份；电子证随执业证停止、注销、吊销而失效。",
        listing="lawyers",
        face=Face.TOTAL,
    ),
    Figure(
        code="licensing.ecertificate_checks",
        title="律师电子执业证当年被核验次数",
        unit="次",
        rows=VERIFIED,
        sources=(*PEOPLE, Check),
        definition="当年至当日，律师的电子执业证被联网核验的次数，按持证人计；本人查看自己的不计，脱机核验不经过本系统，无从计数。",
        listing="lawyers",
        measure=Measure.SUM,
        several=True,
        face=Face.TOTAL,
    ),
)
