"""Performing acts: policy → locks → facts → rules → rows → ledger entry, all in one transaction, for many at once.

Nothing else in the product writes a register (a statement trigger refuses it, `guard.py`).
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from lvheng.kernel.access.models import SensitiveValue, SubjectKey
from lvheng.kernel.access.sensitive import Sealed
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, Place, Written
from lvheng.kernel.acts.allowed import kept_from
from lvheng.kernel.acts.attached import committed, refused_files, take
from lvheng.kernel.acts.consequences import Happened, follow
from lvheng.kernel.acts.copy import copy_in, copy_models, next_ids, write_together
from lvheng.kernel.acts.erasing import erase
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.found import find_by
from lvheng.kernel.acts.performed import performed
from lvheng.kernel.acts.settled import ACTS_LOCK, settled_instant
from lvheng.kernel.documents.files import uploads
from lvheng.kernel.documents.models import Upload
from lvheng.kernel.ledger.entry import SECRET_BYTES, body_and_opening, leaf_hash
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening
from lvheng.kernel.rows import Row, uuid_array
from lvheng.kernel.subjects.models import Subject

NAMES_LOCK = 0x4C56_4E41  # acts that give names or numbers take turns: whose is free is asked and taken as one
LARGEST_SET = 2_000
BULK = "kernel.bulk"  # the kind of the parent of many
TRIES = 3
MICROSECOND = timedelta(microseconds=1)


class ActRefused(Exception):
    """An act that may not be; `refusals` say why, each with its article."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = list(refusals)
        super().__init__("；".join(str(refusal) for refusal in refusals))


class Outdated(ActRefused):
    """Somebody has acted on the subject since what the actor saw; `register/since.py` tells the difference."""

    def __init__(self, subject: UUID, seen: int, version: int) -> None:
        self.subject, self.seen, self.version = subject, seen, version
        told = f"您看到的是第 {seen} 版，现在登记到第 {version} 版"
        why = "其间又办理过别的行为，请看过变化再决定是否办理" if seen < version else "请重新打开记录再办理"
        super().__init__([Refusal(f"{told}：{why}", "expected_version")])


@dataclass(frozen=True, slots=True)
class Item:
    """One act of a set: its input, the legal day of its effect, and where in its source it stands.

    `expected_version`: how many acts its first subject had had when the actor looked; None if that does not matter."""

    given: Any
    on: date
    line: int | None = None
    basis: str = ""
    expected_version: int | None = None
    proposer: Viewer | None = None  # who proposed it, where another approves
    attached: tuple[UUID, ...] = ()  # uploads, in the order in which they are to stand


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was performed: `version` is how many the subject has had with it, `leaf` that of its entry, in hex."""

    entry: int
    subject: UUID
    version: int = 0
    leaf: str = ""


Result = Done | list[Refusal]
R = TypeVar("R")


@dataclass(slots=True)
class _Set:
    """What one wave shares while it is performed."""

    act: AnyAct
    actor: Viewer
    basis: str
    parent: int | None
    at: datetime | None
    cursor: CursorWrapper
    last_at: datetime | None = field(default=None)
    uploads: Mapping[UUID, Upload] = field(default_factory=dict)
    settled: datetime | None = None


def perform(
    act: AnyAct,
    given: Any,
    *,
    actor: Viewer,
    effective_on: date,
    basis: str,
    expected_version: int | None = None,
    proposer: Viewer | None = None,
    attached: Sequence[UUID] = (),
) -> Done:
    """Performs one act. Raises `ActRefused`, and `Outdated` if another came between."""
    item = Item(given, effective_on, expected_version=expected_version, proposer=proposer, attached=tuple(attached))
    [result] = perform_set(act, [item], actor=actor, basis=basis)
    if isinstance(result, list):
        raise ActRefused(result)
    return result


def perform_set(
    act: AnyAct,
    items: Sequence[Item],
    *,
    actor: Viewer,
    basis: str,
    parent: int | None = None,
    at: datetime | None = None,
) -> list[Result]:
    """Performs up to 2,000 acts of one kind in one transaction: each is done or refused, in the order given.

    `at` replays a past instant and is refused by the database to all but the demonstration generator's role.
    """
    if len(items) > LARGEST_SET:
        raise ValueError(f"一批最多 {LARGEST_SET} 条")
    if not basis.strip():
        raise ActRefused([Refusal("每一行为都须写明依据", "basis")])
    results: list[Result] = [[] for _ in items]
    settled = settled_instant() if act.looks_back else None  # before its own transaction: nobody waits while it reads
    with garbage_left(), transaction.atomic(), connection.cursor() as cursor:
        brought = uploads({key for item in items for key in item.attached})
        wanted = _Set(act, actor, basis.strip(), parent, at, cursor, uploads=brought, settled=settled)
        _retried(lambda: _lock(act, items, cursor, replaying=at is not None))
        for wave in _waves(act, items):
            for number, result in zip(wave, _performed(wanted, [items[n] for n in wave]), strict=True):
                results[number] = result
        _tell_after_commit(act, actor, results)
    return results


def _tell_after_commit(act: AnyAct, actor: Viewer, results: Sequence[Result]) -> None:
    if entries := [result.entry for result in results if isinstance(result, Done)]:
        told = {"kind": act.kind, "entries": entries, "actor": actor.id}
        transaction.on_commit(lambda: performed.send_robust(act, **told), robust=True)


@contextmanager
def garbage_left() -> Iterator[None]:
    """Puts off the search for cyclic garbage: over the rows of a set it took a quarter of the time and found nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def rehearse_set(act: AnyAct, items: Sequence[Item], *, actor: Viewer) -> list[list[Refusal]]:
    """What would be refused, and why; nothing is locked or written. The performance itself checks all of it again."""
    with transaction.atomic():
        facts = act.facts([item.given for item in items], [item.on for item in items])
        found = []
        for item, fact in zip(items, facts, strict=True):
            refused = kept_from(act, actor, act.place(item.given, fact), item.proposer)
            told = [] if any(not refusal.shared for refusal in refused) else act.rules(item.given, fact, item.on)
            found.append([*refused, *told])
        return found


def _waves(act: AnyAct, items: Sequence[Item]) -> list[list[int]]:
    """The places of `items`, so parted that within one wave no subject is touched and no name given twice; order is kept."""
    next_wave: dict[object, int] = {}
    waves: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        touched: list[object] = [*act.touches(item.given), *_names(act, item.given)]
        wave = max((next_wave.get(subject, 0) for subject in touched), default=0)
        next_wave.update(dict.fromkeys(touched, wave + 1))
        waves[wave].append(number)
    return [waves[wave] for wave in sorted(waves)]


def _names(act: AnyAct, given: Any) -> list[tuple[str, object]]:
    """The names and numbers that the act gives and nobody else may have."""
    values = [(name, getattr(given, name)) for name in act.alone]
    return [(name, value) for name, value in values if value is not None]


def _performed(wanted: _Set, items: Sequence[Item]) -> list[Result]:
    try:
        return _retried(lambda: _wave(wanted, items))
    except IntegrityError as violation:
        return _halved(wanted, items, violation)


def _retried(step: Callable[[], R]) -> R:
    """Takes a step in a savepoint, again if the database broke a deadlock by refusing it."""
    for remaining in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return step()
        except OperationalError as failure:
            if getattr(failure.__cause__, "sqlstate", "") != "40P01" or not remaining:
                raise
    raise AssertionError("unreachable")


def _halved(wanted: _Set, items: Sequence[Item], violation: DatabaseError) -> list[Result]:
    """The database found what the rules did not (two acts at once, mostly): halve until the one row is found."""
    if len(items) == 1:
        return [[Refusal(_violated(violation))]]
    middle = len(items) // 2
    return _performed(wanted, items[:middle]) + _performed(wanted, items[middle:])


def _violated(violation: DatabaseError) -> str:
    diagnosis = getattr(violation.__cause__, "diag", None)
    name = str(getattr(diagnosis, "constraint_name", "") or "")
    for model in Row.everyone():
        if name == f"{model._meta.db_table}_one_truth":
            return f"与现有“{model.TITLE}”记录的期间重叠，可能有人刚刚登记过，请刷新后再试"
    if name == "kernel_sensitive_value_blind":
        return "该证件号码已登记在另一人名下"
    if name == "kernel_act_reversed_once":
        return "这一行为已被撤回过"
    if name == "kernel_act_once_a_line":
        return "来源文件的这一行已经登记过"
    return f"与现有记录冲突（{name}）"


def _wave(wanted: _Set, items: Sequence[Item]) -> list[Result]:
    act = wanted.act
    at = _instant(wanted)
    facts = act.facts_at([item.given for item in items], [item.on for item in items], wanted.settled)
    results: list[Result] = []
    written: list[tuple[int, Written, Place]] = []
    for number, (item, fact) in enumerate(zip(items, facts, strict=True)):
        place = act.place(item.given, fact)
        refused = kept_from(act, wanted.actor, place, item.proposer)
        refused = refused or refused_files(item.attached, wanted.uploads, (item.proposer or wanted.actor).id)
        if not refused:
            _stop_if_outdated(act, item)
            refused = act.rules(item.given, fact, item.on)
        results.append(refused)
        if not refused:
            written.append((number, act.rows(item.given, fact, item.on), place))
    if written:
        done = _write(wanted, [(items[n], what, place) for n, what, place in written], at)
        for (number, _, _), each in zip(written, done, strict=True):
            results[number] = each
    return results


def _stop_if_outdated(act: AnyAct, item: Item) -> None:
    """Under the lock of its first subject: no act on it has come since the actor looked. Raises `Outdated`."""
    subject = next(iter(act.touches(item.given)), None)
    if item.expected_version is not None and subject is not None:
        version = ActLine.objects.filter(subject=subject).count()
        if version != item.expected_version:
            raise Outdated(subject, item.expected_version, version)


def _lock(act: AnyAct, items: Sequence[Item], cursor: CursorWrapper, *, replaying: bool) -> None:
    """Locks all that the whole set rests on, in one order: two sets never wait for each other in a ring of waves.

    The regions of a demonstration, which draw their names apart, take the names' lock beside each other."""
    cursor.execute(f"select pg_advisory_xact_lock{'' if act.freezes else '_shared'}(%s)", [ACTS_LOCK])
    if act.alone:
        cursor.execute(f"select pg_advisory_xact_lock{'_shared' if replaying else ''}(%s)", [NAMES_LOCK])
    touched = {subject for item in items for subject in act.touches(item.given)}
    read = {subject for item in items for subject in act.reads(item.given)} - touched
    for subjects, strength in ((touched, "update"), (read, "share")):
        if subjects:
            cursor.execute(
                f"select id from kernel_subject where id = any(%s::uuid[]) order by id for {strength}",
                [uuid_array(subjects)],
            )


def _instant(wanted: _Set) -> datetime:
    """The act's instant: the database's clock, read after the locks, and later than that of the wave before."""
    if wanted.at is not None:
        at = wanted.at
    else:
        wanted.cursor.execute("select clock_timestamp()")
        at = wanted.cursor.fetchone()[0]
    if wanted.last_at is not None and at <= wanted.last_at:
        at = wanted.last_at + MICROSECOND
    wanted.last_at = at
    return at


def _write(wanted: _Set, acts: Sequence[tuple[Item, Written, Place]], at: datetime) -> list[Done]:
    cursor = wanted.cursor
    _only_named(wanted.act, acts)
    ids = next_ids(cursor, LedgerEntry, len(acts))
    done = _write_entries(wanted, acts, ids, at)
    cursor.execute("select set_config('lvheng.act', 'performing', true)")
    _write_subjects(cursor, [what for _, what, _ in acts], ids)
    _forget(cursor, [what.reverses for _, what, _ in acts if what.reverses is not None])
    erase(cursor, [subject for _, what, _ in acts for subject in what.erases], ids)
    _close(cursor, acts, ids, at)
    _open(cursor, acts, ids, at)
    follow(cursor, at, [Happened(entry, item.on, what) for (item, what, _), entry in zip(acts, ids, strict=True)])
    take(((entry, item.attached) for (item, _, _), entry in zip(acts, ids, strict=True)), wanted.uploads)
    cursor.execute("select set_config('lvheng.act', '', true)")
    find_by(cursor, [what for _, what, _ in acts])
    return done


def _write_entries(
    wanted: _Set, acts: Sequence[tuple[Item, Written, Place]], ids: Sequence[int], at: datetime
) -> list[Done]:
    before = _before(wanted.cursor, acts)
    entries, openings, lines, done = [], [], [], []
    for (item, what, place), entry in zip(acts, ids, strict=True):
        version, prev = before.get(what.subject, (0, ""))
        basis = item.basis or wanted.basis
        fields: dict[str, object] = {
            "kind": wanted.act.kind,
            "subject": str(what.subject),
            "actor": str(wanted.actor.id),
            "effective_on": item.on.isoformat(),
            "basis": basis,
            "district": place.district,
            "version": version + 1,
            "prev": prev,
            **wanted.act.told(item.given),
            **what.finds,
            **committed(item.attached, wanted.uploads),
        }
        if wanted.parent is not None:
            fields |= {"parent": wanted.parent, "line": item.line or 0}
        if what.reverses is not None:
            fields["reverses"] = what.reverses
        if item.proposer is not None:
            fields["proposer"] = str(item.proposer.id)
        secret = token_bytes(SECRET_BYTES)
        body, text = body_and_opening(secret, at, fields)
        leaf = leaf_hash(body)
        done.append(Done(entry, what.subject, version + 1, leaf.hex()))
        entries.append((entry, body, leaf, at))
        openings.append((entry, secret, text))
        told = (entry, wanted.act.kind, what.subject, wanted.actor.id, item.on, at, basis, place.district)
        lines.append((*told, wanted.parent, item.line, what.reverses))
    names = [f.column for f in ActLine._meta.concrete_fields if f.column]
    write_together(
        wanted.cursor,
        [
            (LedgerEntry._meta.db_table, ("id", "body", "leaf", "at"), entries),
            (LedgerOpening._meta.db_table, ("entry_id", "secret", "text"), openings),
            (ActLine._meta.db_table, names, lines),
        ],
    )
    return done


def _before(cursor: CursorWrapper, acts: Sequence[tuple[Item, Written, Place]]) -> dict[UUID, tuple[int, str]]:
    """How many acts each subject has had, and the leaf of its last one: the order of one file."""
    made = {subject for _, what, _ in acts for subject, _ in what.makes}
    known = {what.subject for _, what, _ in acts} - made
    if not known:
        return {}
    cursor.execute(
        "select a.subject, a.n, encode(e.leaf, 'hex') from (select subject, count(*) n, max(id) last from kernel_act"
        " where subject = any(%s::uuid[]) group by subject) a join kernel_ledger_entry e on e.id = a.last",
        [uuid_array(known)],
    )
    return {subject: (count, leaf) for subject, count, leaf in cursor.fetchall()}


def _write_subjects(cursor: CursorWrapper, many: Sequence[Written], ids: Sequence[int]) -> None:
    made = [(subject, kind.value) for what in many for subject, kind in what.makes]
    if made:
        copy_in(cursor, Subject._meta.db_table, ("id", "kind"), made)
    seals = [(sealed, entry) for what, entry in zip(many, ids, strict=True) for sealed in what.seals]
    if seals:
        keys = {sealed.subject: sealed.wrapped for sealed, _ in seals}
        cursor.execute(
            f"insert into {SubjectKey._meta.db_table} (subject, wrapped)"
            " select * from unnest(%s::uuid[], %s::bytea[]) on conflict do nothing",
            [uuid_array(keys), list(keys.values())],
        )
        # PostgreSQL refuses COPY into a table with row-level security.
        cursor.execute(
            f"insert into {SensitiveValue._meta.db_table} (subject, field, ciphertext, blind, opened_by)"
            " select * from unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[], %s::bigint[])",
            [list(column) for column in zip(*_sealed(seals), strict=True)],
        )


def _sealed(seals: Sequence[tuple[Sealed, int]]) -> Iterator[tuple[UUID, str, bytes, bytes, int]]:
    return ((s.subject, s.field, s.ciphertext, s.blind, entry) for s, entry in seals)


def _only_named(act: AnyAct, acts: Sequence[tuple[Item, Written, Place]]) -> None:
    """An act writes only the tables that it names: kept readings and reversals rest on it."""
    if not act.tables:
        return
    touched = {type(row) for _, what, _ in acts for row in (*what.opens, *what.closes)}
    if strange := touched - set(act.tables):
        raise TypeError(f"{act.kind} writes tables that it does not name: {sorted(m.__name__ for m in strange)}")


def _forget(cursor: CursorWrapper, reversed_entries: Sequence[int]) -> None:
    """Sensitive values stand outside the two-time rows: what a reversed act sealed goes with it."""
    if reversed_entries:
        cursor.execute("delete from kernel_sensitive_value where opened_by = any(%s)", [list(reversed_entries)])


def _close(
    cursor: CursorWrapper, acts: Sequence[tuple[Item, Written, Place]], ids: Sequence[int], at: datetime
) -> None:
    closed: dict[type[Row], list[tuple[int, int]]] = defaultdict(list)
    for (_, what, _), entry in zip(acts, ids, strict=True):
        for row in what.closes:
            closed[type(row)].append((row.pk, entry))
    for model, pairs in closed.items():
        cursor.execute(
            f"update {model._meta.db_table} r set known_to = %s, closed_by = c.entry"
            " from unnest(%s::bigint[], %s::bigint[]) c(id, entry) where r.id = c.id and r.closed_by is null"
            " returning r.known_from < %s",
            [at, [pk for pk, _ in pairs], [entry for _, entry in pairs], at],
        )
        in_order = [row[0] for row in cursor.fetchall()]
        if not all(in_order):
            raise OperationalError("系统时钟倒退：被取代的记录晚于本次行为的时刻")
        if len(in_order) != len(pairs):
            raise IntegrityError("有记录已被他人取代")


def _open(cursor: CursorWrapper, acts: Sequence[tuple[Item, Written, Place]], ids: Sequence[int], at: datetime) -> None:
    opened: dict[type[Row], list[Row]] = defaultdict(list)
    for (_, what, _), entry in zip(acts, ids, strict=True):
        for row in what.opens:
            row.known_from, row.opened_by = at, entry
            opened[type(row)].append(row)
    for model, rows in opened.items():
        for row, pk in zip(rows, next_ids(cursor, model, len(rows)), strict=True):
            row.pk = pk
        copy_models(cursor, model, rows)


def open_parent(*, actor: Viewer, on: date, basis: str, fields: dict[str, object], kind: str = BULK) -> int:
    """The parent entry of a bulk act: its count, source and digest. The acts themselves name it and their line."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s), clock_timestamp()", [ACTS_LOCK])
        at = cursor.fetchone()[1]
        [entry] = next_ids(cursor, LedgerEntry, 1)
        told = {
            "kind": kind,
            "actor": str(actor.id),
            "effective_on": on.isoformat(),
            "basis": basis,
            **{f"input.{name}": value for name, value in fields.items()},
        }
        secret = token_bytes(SECRET_BYTES)
        body, text = body_and_opening(secret, at, told)
        LedgerEntry.objects.create(id=entry, body=body, leaf=leaf_hash(body), at=at)
        LedgerOpening.objects.create(entry=entry, secret=secret, text=text)
        ActLine.objects.create(id=entry, kind=kind, actor=actor.id, effective_on=on, at=at, basis=basis)
    return entry
