"""A file comes in: read, dry run, acceptance. It may be stopped, killed and brought again; no line is written twice.

intake = bring_in(content, name, actor=…, basis=…, on=…)     raises TableRefused
check(intake, actor)                                         the dry run; nothing is written
accept(intake, actor)                                        good lines become acts; the rest is told
start_check, start                                           the same, in the worker where there are many lines
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.guard import analyse
from lvheng.kernel.acts.perform import Done, Item, Result, garbage_left, open_parent, perform_set, rehearse_set
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.tables.batch import BASIS_LENGTH, Line, SoFar, batches, compare, ledger_line, note_made, read, waits
from lvheng.kernel.tables.matching import Part, match
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.report import PartReport, Report
from lvheng.kernel.tables.sheet import TableRefused, open_table
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today

AT_ONCE = 500  # more lines than this are accepted by the worker
REHEARSED_WHOLE = (
    2_000  # up to so many lines a dry run performs everything and takes it back; more it leaves to the worker
)

ABANDONED_AFTER = timedelta(minutes=10)  # a batch takes seconds
WAITING = (IntakeState.READ, IntakeState.CHECKED, IntakeState.STOPPED)
RUNNING = (IntakeState.CHECKING, IntakeState.ACCEPTING, IntakeState.STOPPING)
UNCHECKED = (IntakeState.READ, IntakeState.CHECKED)

Progress = Callable[[int, int], None]
_ALREADY = [Refusal("来源文件的这一行已经登记过", already=True)]


def bring_in(
    content: bytes, name: str, *, actor: Viewer, basis: str = "", on: date | None = None, act: str = ""
) -> Intake:
    """Keeps a file that can be read and is for known acts. Raises `TableRefused`."""
    basis = " ".join(basis.split())
    if len(basis) > BASIS_LENGTH:
        raise TableRefused(f"依据不得超过 {BASIS_LENGTH} 个字，此处有 {len(basis)} 个字。")
    with open_table(content, name) as table:
        parts, left = match(table.sheets, on=on, kind=act)
        report = Report([PartReport.of(part) for part in parts], [*left, *table.aside])
        total = sum(part.sheet.height - (part.header - part.sheet.first + 1) for part in parts)
    intake = Intake(
        account=actor.id,
        name=name[-200:],
        digest=_digest(content, act, on),
        basis=basis,
        on=on,
        act=act,
        report=report.as_json(),
        total=total,
    )
    intake.lock_content(content)
    intake.save(force_insert=True)
    return intake


def _digest(content: bytes, act: str, on: date | None) -> str:
    source = hashlib.sha256(content).hexdigest()
    return hashlib.sha256(f"{source}\n{act}\n{on or ''}".encode()).hexdigest()


def check(intake: Intake, actor: Viewer, progress: Progress | None = None) -> Report:
    """The dry run. A file of up to 2,000 lines is performed whole and taken back, so that lines that rest on others of
    the file are checked too; in a larger one such lines count as doubtful, and it may be stopped: then it is as if only
    read, with what has been found so far."""
    if intake.total > REHEARSED_WHOLE:
        return _check_watched(intake, actor, progress)
    with transaction.atomic():
        report = _Run(intake, actor, progress, performs=True).through()
        transaction.set_rollback(True)
    if intake.state in UNCHECKED:
        _move(intake, IntakeState.CHECKED, report)
    return report


def _check_watched(intake: Intake, actor: Viewer, progress: Progress | None) -> Report:
    own = Intake.objects.filter(pk=intake.pk)
    own.filter(state__in=UNCHECKED).update(state=IntakeState.CHECKING, done=0, moved_at=now())
    running = own.filter(state__in=(IntakeState.CHECKING, IntakeState.STOPPING))
    run = _Run(intake, actor, progress, performs=False, watched=True)
    try:
        report = run.through()
    except BaseException as failure:
        told = Report([], [], refusal=str(failure)) if isinstance(failure, TableRefused) else None
        with suppress(Exception):  # whatever broke it is told; that it is not checked is told if it still can be
            running.update(state=IntakeState.READ, **({"report": told.as_json()} if told else {}))
        raise
    running.update(state=IntakeState.READ if run.stopped else IntakeState.CHECKED, report=report.as_json())
    intake.refresh_from_db(fields=["state", "report"])
    return report


def accept(intake: Intake, actor: Viewer, progress: Progress | None = None) -> Report:
    """Writes the good lines. Called again after a stop or a kill, it goes on; called for a file accepted before, it
    finds every line already written."""
    begun = Intake.objects.filter(pk=intake.pk).exclude(state=IntakeState.STOPPING)
    begun.update(state=IntakeState.ACCEPTING, moved_at=now())
    run = _Run(intake, actor, progress, performs=True, watched=True)
    try:
        report = run.through()
    except BaseException:
        with suppress(Exception):  # whatever broke it is told; that it stopped is told if it still can be
            Intake.objects.filter(pk=intake.pk).update(state=IntakeState.STOPPED)
        raise
    if sum(part.good for part in report.parts) > AT_ONCE:
        analyse()
    _move(intake, IntakeState.STOPPED if run.stopped else IntakeState.DONE, report)
    return report


def request_stop(intake: Intake) -> None:
    """Asks the dry run or acceptance to end after the batch it is at."""
    Intake.objects.filter(pk=intake.pk, state__in=RUNNING).update(state=IntakeState.STOPPING)


def give_up(intake: Intake) -> None:
    """Ends an intake with which nobody will go on; what was accepted of it stands, the file itself is forgotten."""
    waiting = Intake.objects.filter(pk=intake.pk, state__in=WAITING)
    waiting.update(state=IntakeState.GIVEN_UP, content=b"")


def end_abandoned() -> int:
    """What no program is at any more (it was killed, and no job will go on) counts as stopped: so that whoever began
    sees it and goes on. Says how many."""
    stalled = Intake.objects.filter(state__in=RUNNING, moved_at__lt=now() - ABANDONED_AFTER)
    with connection.cursor() as cursor:
        cursor.execute(
            "select args->>'intake' from procrastinate_jobs"
            " where task_name in ('kernel.tables.check', 'kernel.tables.accept') and status in ('todo', 'doing')"
        )
        stalled = stalled.exclude(pk__in=[row[0] for row in cursor.fetchall()])
    checks = stalled.filter(state=IntakeState.CHECKING).update(state=IntakeState.READ)
    return checks + stalled.exclude(state=IntakeState.READ).update(state=IntakeState.STOPPED)


def start_check(intake: Intake, actor: Viewer) -> Report | None:
    """Checks a small file at once; leaves a larger one to the worker and answers None."""
    if intake.total <= REHEARSED_WHOLE:
        return check(intake, actor)
    from lvheng.kernel.tables.tasks import check_in_worker

    begun = Intake.objects.filter(pk=intake.pk, state__in=UNCHECKED)
    if begun.update(state=IntakeState.CHECKING, done=0, moved_at=now()):
        check_in_worker.defer(intake=str(intake.pk))
    return None


def start(intake: Intake, actor: Viewer) -> Report | None:
    """Accepts a small file at once; leaves a larger one to the worker and answers None, as for one that is at work."""
    if intake.state in RUNNING:
        return None
    if intake.total <= AT_ONCE:
        return accept(intake, actor)
    from lvheng.kernel.tables.tasks import accept_in_worker

    Intake.objects.filter(pk=intake.pk).update(state=IntakeState.ACCEPTING, done=0, moved_at=now())
    accept_in_worker.defer(intake=str(intake.pk))
    return None


def _move(intake: Intake, state: IntakeState, report: Report) -> None:
    intake.state, intake.report = state, report.as_json()
    changed = ["state", "report"]
    if state is IntakeState.DONE and not intake.report["refused"]:
        intake.content = b""  # every line is in the register: nobody needs the file's copy, which holds personal data
        changed.append("content")
    intake.save(update_fields=changed)


@dataclass(slots=True)
class _Run:
    """One way through a file's lines: they are performed or only rehearsed, and `watched` from a page that may stop it."""

    intake: Intake
    actor: Viewer
    progress: Progress | None
    performs: bool
    watched: bool = False
    stopped: bool = False
    so_far: SoFar = field(default_factory=SoFar)

    def through(self) -> Report:
        intake, done = self.intake, 0
        with open_table(intake.open_content(), intake.name) as table:
            parts, left = match(table.sheets, on=intake.on, kind=intake.act)
            report = Report([PartReport.of(part) for part in parts], [*left, *table.aside])
            for part, told in zip(parts, report.parts, strict=True):
                for batch in batches(table, part, told):
                    if self._must_stop():
                        report.rest = max(intake.total - done, 0)
                        return report
                    with garbage_left():
                        self._batch(part, told, batch)
                    done += len(batch)
                    self._tell(done, report)
        self._tell(intake.total, report)
        return report

    def _must_stop(self) -> bool:
        if self.watched:
            self.stopped = Intake.objects.filter(pk=self.intake.pk, state=IntakeState.STOPPING).exists()
        return self.stopped

    def _tell(self, done: int, report: Report) -> None:
        if self.watched:
            found = report.as_json(lines=False)
            Intake.objects.filter(pk=self.intake.pk).update(done=done, moved_at=now(), report=found)
        if self.progress:
            self.progress(min(done, self.intake.total), self.intake.total)

    def _batch(self, part: Part, told: PartReport, batch: Sequence[Line]) -> None:
        """Takes the lines of a batch; those that name what others of it make come after these."""
        pending = batch
        while pending:
            read(part, pending, self.intake.on, self.intake.basis)
            if pending is batch:
                compare(part, pending, self.so_far)
            ready = [line for line in pending if line.item is not None]
            results = (self._perform if self.performs else self._rehearse)(part, ready) if ready else []
            stands = [line for line, result in zip(ready, results, strict=True) if _tally(part, told, line, result)]
            note_made(part, stands, self.so_far)
            waiting = []
            for line in pending:
                if line.item is not None:
                    continue
                if not waits(part, line, self.so_far) or (self.performs and not ready):
                    told.refuse(part, line.number, line.row, line.refusals)
                elif self.performs:
                    waiting.append(line)
                else:
                    told.doubtful += 1
                    note_made(part, [line], self.so_far)
            pending = waiting

    def _rehearse(self, part: Part, lines: Sequence[Line]) -> list[Result]:
        """What would come of the lines, each for itself. 0 stands for the entry that is not written."""
        refusals = rehearse_set(part.importable.act, _items(lines), actor=self.actor)
        return [refused or Done(0, self.actor.id) for refused in refusals]

    def _perform(self, part: Part, lines: Sequence[Line]) -> list[Result]:
        """Performs the lines that have not been, under the parent of their source, in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [self.intake.digest])
            parent = self._parent()
            numbers = [ledger_line(part, line) for line in lines]
            written = set(ActLine.objects.filter(parent=parent, line__in=numbers).values_list("line", flat=True))
            new = [line for line, number in zip(lines, numbers, strict=True) if number not in written]
            act, basis = part.importable.act, self._basis
            results = iter(perform_set(act, _items(new), actor=self.actor, basis=basis, parent=parent) if new else ())
            return [_ALREADY if number in written else next(results) for number in numbers]

    @property
    def _basis(self) -> str:
        return self.intake.basis or f"依据见各行（{self.intake.name[-160:]}）"

    def _parent(self) -> int:
        """The entry of this source; brought again, a file has the one that it had."""
        same = Intake.objects.filter(digest=self.intake.digest)
        known = same.filter(parent__isnull=False).values_list("parent", flat=True).first()
        if known is None:
            fields: dict[str, object] = {
                "digest": self.intake.digest,
                "name": self.intake.name,
                "count": self.intake.total,
            }
            on = self.intake.on or today()
            known = open_parent(actor=self.actor, on=on, basis=self._basis, fields=fields)
        same.filter(pk=self.intake.pk, parent__isnull=True).update(parent=known)
        return known


def _items(lines: Sequence[Line]) -> list[Item]:
    return [line.item for line in lines if line.item is not None]


def _tally(part: Part, told: PartReport, line: Line, result: Result) -> bool:
    """Counts a line; whether what it says stands in the register, now or before."""
    if isinstance(result, Done):
        told.good += 1
    elif all(refusal.already for refusal in result):
        told.already += 1
    else:
        told.refuse(part, line.number, line.row, result)
        return False
    return True
