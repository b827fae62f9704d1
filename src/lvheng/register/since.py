"""What has come between: the acts on a subject since somebody looked at it, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Field

from lvheng.kernel.access.viewer import Viewer, viewer_of
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.reverse import consequences
from lvheng.kernel.acts.told import told_of
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import OPEN_DAY, legal_day
from lvheng.register.telling import names_told
from lvheng.register.words import words_for

MOST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a register that an act changed, in words; '' stands for what was not there."""

    table: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.table}的{self.label}由“{self.before or '空'}”变为“{self.after or '空'}”"


@dataclass(frozen=True, slots=True)
class ActSince:
    """An act, by which post it was performed (never by whom), and what it changed."""

    entry: int
    kind: str
    title: str
    at: datetime
    effective_on: date
    by: str
    changes: Sequence[Change]

    def __str__(self) -> str:
        changed = "；".join(map(str, self.changes))
        told = f"№ {self.entry} {self.by}于 {legal_day(self.at)} 办理“{self.title}”，{self.effective_on} 生效"
        return f"{told}：{changed}" if changed else told


def version_of(subject: UUID) -> int:
    """How many acts the subject has had."""
    return ActLine.objects.filter(subject=subject).count()


def acts_since(viewer: Viewer, subject: UUID, version: int) -> list[ActSince]:
    """The acts on `subject` after its first `version`, of the first 20 those that `viewer` may know of. Whether the subject
    is in reach is the caller's policy."""
    titles = {kind: act.title for kind, act in all_acts().items()}
    lines = ActLine.objects.filter(subject=subject).order_by("id")[version : version + MOST]
    return [
        ActSince(
            line.pk,
            line.kind,
            titles.get(line.kind, "批量登记"),
            line.at,
            line.effective_on,
            by_whom(line),
            _changes(line),
        )
        for line in told_of(viewer, lines)
    ]


def by_whom(line: ActLine) -> str:
    """By which organisation's post an act was performed: the post held that day, never the name."""
    account = Account.objects.filter(pk=line.actor).first()
    if account is None:
        return "系统"
    viewer = viewer_of(account, legal_day(line.at))
    return f"{viewer.organisation}{'、'.join(viewer.titles)}" or "已无职务的账号"


def _changes(line: ActLine) -> list[Change]:
    opened, closed = consequences(line.pk)
    threads = {(type(row), row.thread): None for row in [*closed, *opened]}
    pairs = [(_last(closed, thread), _last(opened, thread)) for thread in threads]
    names = names_told([row for pair in pairs for row in pair if row is not None])
    return [change for before, after in pairs for change in _between(before, after, names)]


def _last(rows: Sequence[Row], thread: tuple[type[Row], tuple[Any, ...]]) -> Row | None:
    same = [row for row in rows if (type(row), row.thread) == thread]
    return max(same, key=lambda row: row.valid_from, default=None)


def _told_fields(model: type[Row]) -> list[Field[Any, Any]]:
    """The columns that have a Chinese name: keys and sorting aids have none."""
    names = {*model.told(), "valid_from", "valid_to"}
    fields = [field for field in model._meta.concrete_fields if field.attname in names]
    return [field for field in fields if not str(field.verbose_name).isascii()]


def _between(before: Row | None, after: Row | None, names: Mapping[UUID, str]) -> Iterable[Change]:
    model = type(before or after)
    assert issubclass(model, Row)
    for field in _told_fields(model):
        old, new = (_word(row, field.attname, names) for row in (before, after))
        if old != new:
            yield Change(model.TITLE, str(field.verbose_name), old, new)


def _word(row: Row | None, name: str, names: Mapping[UUID, str]) -> str:
    value = None if row is None else getattr(row, name)
    if row is None or value in (None, ""):
        return ""
    if value == OPEN_DAY:
        return "长期"
    if isinstance(value, UUID):
        return names.get(value, "")
    titles = words_for(type(row), name)
    return titles().get(value, str(value)) if titles else str(value)
