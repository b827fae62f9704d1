"""Single transfers through `perform`, and beside them the same rows written by hand-written SQL, one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lvheng.benchmarks.measured import Measured, percentiles, seconds
from lvheng.kernel.access.viewer import Viewer, viewer_of
from lvheng.kernel.acts.perform import LARGEST_SET, Item, perform, rehearse_set
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import Transfer, Transferred

COUNT, BEFORE = 300, 20  # so many are measured, after so many that are not
GOAL = 25  # milliseconds, 95th percentile
BASIS = "测量"
CANDIDATES = """
  with firms as (
    select o.subject, row_number() over (order by o.subject) n from kernel_organisation o
    join register_firm_licence f on f.organisation = o.subject and f.state = 'practising'
      and f.valid_from <= %(day0)s and f.valid_to > %(day0)s and f.known_to = %(known0)s
    where o.kind = 'firm' and o.valid_from <= %(day0)s and o.valid_to > %(day0)s and o.known_to = %(known0)s
  ), lawyers as (
    select e.lawyer, e.organisation, row_number() over (order by md5(e.lawyer::text)) n from register_engagement e
    join register_practising_licence l on l.person = e.lawyer and l.state = 'practising' and l.kind = 'full_time'
      and l.valid_from <= %(day0)s and l.valid_to > %(day0)s and l.known_to = %(known0)s
    where e.role = 'employed' and e.valid_from < %(day0)s and e.valid_to > %(day0)s and e.known_to = %(known0)s
  )
  select l.lawyer, f.subject from lawyers l join firms f on f.n = 1 + l.n %% (select count(*) from firms)
  where l.organisation <> f.subject order by l.n limit %(most)s
"""
"""Employed lawyers in an order that is always the same and follows nothing, each with a firm to go to."""

BY_HAND = (
    "select pg_advisory_xact_lock_shared(1)",
    "select id from kernel_subject where id = %(lawyer)s for update",
    "select set_config('lvheng.act', 'performing', true)",
    "insert into kernel_ledger_entry (body, leaf, at) values (%(body)s, %(leaf)s, clock_timestamp())",
    "insert into kernel_ledger_opening (entry_id, secret, text)"
    " values (currval(pg_get_serial_sequence('kernel_ledger_entry', 'id')), %(leaf)s, %(text)s)",
    "insert into kernel_act (id, kind, subject, actor, effective_on, at, basis, district) values"
    " (currval(pg_get_serial_sequence('kernel_ledger_entry', 'id')), 'register.transfer', %(lawyer)s, %(actor)s,"
    " %(day)s, clock_timestamp(), %(basis)s, '110105')",
    "update register_engagement set known_to = clock_timestamp(),"
    " closed_by = currval(pg_get_serial_sequence('kernel_ledger_entry', 'id')) where id = %(row)s",
    "insert into register_engagement"
    " (lawyer, organisation, role, valid_from, valid_to, known_from, known_to, opened_by)"
    " select lawyer, case when later then %(firm)s else organisation end, role,"
    " case when later then %(day)s else valid_from end, case when later then valid_to else %(day)s end,"
    " clock_timestamp(), '9999-01-01Z', currval(pg_get_serial_sequence('kernel_ledger_entry', 'id'))"
    " from register_engagement, (values (false), (true)) v(later) where id = %(row)s",
)
"""A transfer as somebody would write it who knows that it may be: the rows of entry, opening, act and engagements."""


@dataclass(frozen=True, slots=True)
class Move:
    """A lawyer and the firm to go to."""

    lawyer: UUID
    firm: UUID


def measure(size: str) -> list[Measured]:
    """The time of a transfer, policy and rules and ledger entry included."""
    return [transfers(COUNT, BEFORE)]


def transfers(count: int, before: int) -> Measured:
    """Performs `count` transfers one by one after `before` that are not measured, and writes as many by hand."""
    on = today()
    actor = viewer_of(Account.objects.get(login="demo-city"), on)
    moves = admissible(actor, on)[: before + 2 * count]
    if len(moves) < before + 2 * count:
        raise ValueError(f"只有 {len(moves)} 名律师可以转所")
    times = [seconds(_transfer, move, actor, on) for move in moves[: before + count]]
    others = moves[before + count :]
    rows = current_rows([move.lawyer for move in others], on)
    floor = [seconds(_by_hand, move, rows[move.lawyer], actor, on) for move in others]
    return percentiles("act", "办理一件转所", times[before:], floor, GOAL)


def admissible(actor: Viewer, on: date) -> list[Move]:
    """Transfers that the rules allow."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, Moment(on, tag="0").parameters() | {"most": LARGEST_SET})
        moves = [Move(lawyer, firm) for lawyer, firm in cursor.fetchall()]
    refusals = rehearse_set(Transfer, [Item(_given(move), on) for move in moves], actor=actor)
    return [move for move, refused in zip(moves, refusals, strict=True) if not refused]


def _given(move: Move) -> Transferred:
    return Transferred(lawyer=move.lawyer, organisation=move.firm)


def _transfer(move: Move, actor: Viewer, on: date) -> None:
    perform(Transfer, _given(move), actor=actor, effective_on=on, basis=BASIS)


def current_rows(lawyers: Sequence[UUID], on: date) -> dict[UUID, int]:
    """The key of each lawyer's engagement on the day."""
    m = Moment(on)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select lawyer, id from register_engagement where {m.where()} and lawyer = any(%(lawyers)s)",
            m.parameters() | {"lawyers": list(lawyers)},
        )
        return dict(cursor.fetchall())


def _by_hand(move: Move, row: int, actor: Viewer, on: date) -> None:
    given: dict[str, Any] = {
        "lawyer": move.lawyer,
        "firm": move.firm,
        "row": row,
        "actor": actor.id,
        "day": on,
        "basis": BASIS,
    }
    written = {"body": token_bytes(700), "leaf": token_bytes(32), "text": "一" * 150}  # as large as a transfer's are
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in BY_HAND:
            cursor.execute(statement, given | written)
