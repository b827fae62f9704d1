"""Verifying on line: the state as of now by place or number, the checkpoint that it stands under, and counting who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from lvheng.elicence.choices import TITLES, Status, Way
from lvheng.elicence.models import Check, ElectronicLicence
from lvheng.elicence.places import LIST_SIZE
from lvheng.elicence.record import Record, current_issue, issue_at, record_of, state_of
from lvheng.elicence.types import OPEN, Item
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.logs import ACTS
from lvheng.kernel.ledger.proving import checkpoints
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import legal_day
from lvheng.register.models import FirmLicence, PractisingLicence

REISSUED = "已换发新证"
ANYBODY = "公众"
COUNTED_FOR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says now of one issue: its status, the register's word, and under which checkpoint."""

    record: Record
    status: Status
    word: str
    at: datetime
    origin: str = ""
    size: int = 0

    @property
    def title(self) -> str:
        return TITLES[self.status]

    @property
    def items(self) -> list[tuple[Item, str]]:
        """The items that a licence always shows."""
        return [
            (item, self.record.items[item.name])
            for item in self.record.of.items
            if item.shown == OPEN and item.name in self.record.items
        ]


def by_place(list_number: int, index: int) -> Answer | None:
    """The state of the issue at that place; None if there is none."""
    issue = issue_at(list_number * LIST_SIZE + index) if 0 <= index < LIST_SIZE else None
    return _answer(issue) if issue else None


def by_number(number: str) -> Answer | None:
    """The state of the licence of that number, past numbers included; None if the register has none."""
    lawyer = PractisingLicence.rows.current().filter(number=number).order_by("-valid_from")
    firm = FirmLicence.rows.current().filter(credit_code=number).order_by("-valid_from")
    holder = lawyer.values_list("person", flat=True).first() or firm.values_list("organisation", flat=True).first()
    issue = current_issue(holder, legal_day(now())) if holder else None
    return _answer(issue) if issue else None


def _answer(issue: ElectronicLicence) -> Answer | None:
    at = now()
    record, last = record_of(issue), current_issue(issue.holder, legal_day(at))
    if record is None:
        return None
    status, word = state_of(issue.holder, legal_day(at))
    if last is None or last.pk != issue.pk:
        status, word = Status.CANCELLED, REISSUED
    heads = [head_of(head.checkpoint) for head in checkpoints() if head.log == ACTS.code]
    return (
        Answer(record, status, word, at, heads[0].origin, heads[0].size) if heads else Answer(record, status, word, at)
    )


def count(answer: Answer, way: str, viewer: Viewer) -> None:
    """Counts one verification; who looks at the own licence is not counted."""
    if viewer.person == answer.record.holder or answer.record.holder in viewer.offices:
        return
    who = ANYBODY if viewer.is_public else (viewer.titles[0] if viewer.titles else viewer.name)
    chosen = way if way in Way.values else Way.PROGRAM.value
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into elicence_check (holder, day, way, who, count) values (%s, %s, %s, %s, 1)"
            " on conflict (holder, day, way, who) do update set count = elicence_check.count + 1",
            [str(answer.record.holder), legal_day(answer.at).isoformat(), chosen, who[:40]],
        )


def checks_of(holder: UUID, day: date) -> Sequence[Check]:
    """By whom and how the licence was verified within a year before `day`; newest first."""
    return list(Check.objects.filter(holder=holder, day__gt=day - COUNTED_FOR).order_by("-day", "way", "who"))
