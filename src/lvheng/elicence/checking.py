"""Verifying on line: the state as of now by place or number, the checkpoint that it stands under, and counting who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lvheng.elicence.choices import TITLES, Status, Way
from lvheng.elicence.models import ElectronicLicence
from lvheng.elicence.places import LIST_SIZE
from lvheng.elicence.record import Record, record_of, state_of
from lvheng.elicence.selectors import current_issue, holder_of, issue_at
from lvheng.elicence.types import OPEN, Item
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.logs import ACTS
from lvheng.kernel.ledger.proving import checkpoints
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import legal_day

REISSUED = "已换发新证"
ANYBODY = "公众"


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
    holder = holder_of(number)
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
