"""Single acts: three hundred transfers, each in a transaction of its own, against the same rows written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from secrets import token_bytes
from time import perf_counter
from uuid import UUID

from django.db import connection, transaction

from lvheng.benchmarks.measured import Measured, quantile
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.ledger.entry import entry_body, leaf_hash
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import Transfer, Transferred
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence

TIMES = 300
BY_HAND = """
with closed as (
  update register_engagement set known_to = %(at)s, closed_by = %(entry)s
  where lawyer = %(lawyer)s and closed_by is null and valid_from <= %(on)s and valid_to > %(on)s returning *
)
insert into register_engagement (lawyer, organisation, role, valid_from, valid_to, known_from, known_to, opened_by)
select lawyer, organisation, role, valid_from, %(on)s, %(at)s, '9999-01-01Z'::timestamptz, %(entry)s from closed
union all
select lawyer, %(firm)s, role, %(on)s, valid_to, %(at)s, '9999-01-01Z'::timestamptz, %(entry)s from closed"""


@dataclass(frozen=True, slots=True)
class Move:
    lawyer: UUID
    firm: UUID


def acting(size: str) -> Measured:
    moves = _moves(2 * TIMES)
    seconds = []
    for move in moves[:TIMES]:
        began = perf_counter()
        given = Transferred(lawyer=move.lawyer, organisation=move.firm)
        perform(Transfer, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测速")
        seconds.append(perf_counter() - began)
    by_hand = []
    for move in moves[TIMES:]:
        began = perf_counter()
        _by_hand(move)
        by_hand.append(perf_counter() - began)
    return Measured(
        name="act",
        title=f"单项行为(转所 {TIMES} 次)p95",
        unit="毫秒",
        found=quantile(seconds, 0.95),
        goal=25,
        floor=quantile(by_hand, 0.95),
        floor_title="手写 SQL 写同样的行,一个事务",
        more={"p50": quantile(seconds, 0.5), "手写 p50": quantile(by_hand, 0.5)},
    )


def _moves(count: int) -> list[Move]:
    """Lawyers who practise in a firm since before today, each with another firm that practises."""
    moment, random = Moment(today()), Random(1)  # noqa: S311 - which lawyers move need not be secret
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select e.lawyer, e.organisation from {moment.asof(Engagement)} e
                join {moment.asof(PractisingLicence)} l on l.person = e.lawyer and l.state = 'practising'
                join {moment.asof(FirmLicence)} f on f.organisation = e.organisation
                where e.valid_from < %(day)s order by e.lawyer""",
            moment.parameters(),
        )
        engaged = cursor.fetchall()
        cursor.execute(
            f"select organisation from {moment.asof(FirmLicence)} f where state = 'practising' order by 1",
            moment.parameters(),
        )
        firms = [row[0] for row in cursor.fetchall()]
    chosen = random.sample(engaged, count)
    return [Move(lawyer, next(f for f in random.sample(firms, 2) if f != here)) for lawyer, here in chosen]


def _by_hand(move: Move) -> None:
    """Entry, opening, line, one row closed and two opened: what a transfer leaves, without asking anything."""
    secret, at = token_bytes(32), now()
    body = entry_body(secret, at, {"kind": "by_hand", "subject": str(move.lawyer)})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('kernel_ledger_entry', 'id'))")
        [entry] = cursor.fetchone()
        given = {"entry": entry, "at": at, "on": today(), "lawyer": move.lawyer, "firm": move.firm}
        cursor.execute(
            "insert into kernel_ledger_entry (id, body, leaf, at) values (%s, %s, %s, %s)",
            [entry, body, leaf_hash(body), at],
        )
        cursor.execute("insert into kernel_ledger_opening values (%s, %s, '{}')", [entry, secret])
        cursor.execute(
            "insert into kernel_act (id, kind, subject, actor, effective_on, at, basis, district)"
            " values (%(entry)s, 'by_hand', %(lawyer)s, %(lawyer)s, %(on)s, %(at)s, '', '')",
            given,
        )
        cursor.execute("select set_config('lvheng.act', 'performing', true)")
        cursor.execute(BY_HAND, given)
