"""Looking at sensitive values: written down before they leave, shown to the person and to the security administrator.

The entry is committed on a second connection (`kernel.md` §1.11): an answer that fails afterwards cannot take it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from lvheng.kernel.access.models import Viewing
from lvheng.kernel.access.posts import AUDIT_ADMINISTRATOR, CITY_STAFF, DISTRICT_STAFF, SECURITY_ADMINISTRATOR
from lvheng.kernel.access.sensitive import opened
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.ledger.entry import SECRET_BYTES, entry_body, leaf_hash
from lvheng.kernel.time.days import SHANGHAI

KIND = "kernel.view_sensitive"
LEAST_PURPOSE, MOST_PURPOSE = 4, 200  # signs
VOLUME = 30
"""Viewings by one account within an hour above which the security administrator is alerted."""
ATTACHMENT = "attachment"
"""Stands in the log as the field for a sensitive file of an act."""
MARKS = {"own": "看本人", "surname": "同姓，核对是否亲属"}


class ViewRefused(Exception):
    """Nothing is shown; its text is the Chinese sentence why."""


VIEWERS = (CITY_STAFF.code, DISTRICT_STAFF.code)


def as_viewing(viewer: Viewer, subject: UUID) -> Viewer:
    """The viewer as whom a record must be open to look at its sensitive values: by the posts that may alone."""
    return viewer if viewer.person == subject else viewer.holding(VIEWERS)


def may_view(viewer: Viewer, subject: UUID | None = None) -> bool:
    """Whether the viewer's posts allow it, or it is the person; whether the record is in reach is the room's policy."""
    own = subject is not None and viewer.person == subject
    return own or bool(viewer.posts & set(VIEWERS))


def reveal(viewer: Viewer, subject: UUID, name: str, fields: tuple[str, ...], purpose: str) -> dict[str, str]:
    """The values of `fields` in clear, after the viewing is committed. `name`: the subject's. Raises `ViewRefused`."""
    return reveal_many(viewer, {subject: name}, fields, purpose)[subject]


def reveal_many(
    viewer: Viewer, names: Mapping[UUID, str], fields: tuple[str, ...], purpose: str
) -> dict[UUID, dict[str, str]]:
    """The same of many subjects, by their names: every viewing is committed before the first value is opened."""
    note_viewings(viewer, names, fields, purpose)
    return {subject: opened(subject, fields) for subject in names}


def note_viewings(viewer: Viewer, names: Mapping[UUID, str], fields: tuple[str, ...], purpose: str) -> None:
    """Commits that somebody is about to look at something sensitive of subjects, and why. Raises `ViewRefused`."""
    purpose = " ".join(purpose.split())
    if not all(may_view(viewer, subject) for subject in names):
        raise ViewRefused("敏感信息由市局、区局工作人员因公查看，或由本人查看")
    if not LEAST_PURPOSE <= len(purpose) <= MOST_PURPOSE:
        raise ViewRefused(f"请写明用途，{LEAST_PURPOSE} 至 {MOST_PURPOSE} 个字；它与您的职务一起给被查看的人看")
    with _second_connection() as cursor:
        for subject, name in names.items():
            _write(cursor, viewer, subject, fields, purpose, _mark(viewer, subject, name))


def _mark(viewer: Viewer, subject: UUID, name: str) -> str:
    if viewer.person == subject:
        return "own"
    return "surname" if name[:1] and name[:1] == viewer.name[:1] else ""


@contextmanager
def _second_connection() -> Iterator[CursorWrapper]:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def _write(
    cursor: CursorWrapper, viewer: Viewer, subject: UUID, fields: tuple[str, ...], purpose: str, mark: str
) -> None:
    cursor.execute("select nextval(pg_get_serial_sequence('kernel_view', 'id')), clock_timestamp()")
    key, at = cursor.fetchone()
    told = {"organisation": viewer.organisation, "post": "、".join(viewer.titles) or "本人", "purpose": purpose}
    committed = {"kind": KIND, "actor": str(viewer.id), "subject": str(subject), "fields": list(fields), **told}
    secret = token_bytes(SECRET_BYTES)
    body = entry_body(secret, at, committed)
    row: dict[str, Any] = {"id": key, "at": at, "actor": viewer.id, "subject": subject, "fields": list(fields), **told}
    row |= {"mark": mark, "body": body, "leaf": leaf_hash(body), "secret": secret}
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    cursor.execute(f"insert into kernel_view ({columns}) values ({places})", list(row.values()))


@contextmanager
def _shown(whose: str) -> Iterator[None]:
    """Opens the log for one subject, or `*` for all of it, until the block ends (row-level security, `guard.py`)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('lvheng.views', %s, true)", [whose])
        yield
        cursor.execute("select set_config('lvheng.views', '', true)")


def viewings_of(viewer: Viewer, most: int = 100) -> list[Viewing]:
    """Who looked at the viewer's own sensitive values, newest first."""
    if viewer.person is None:
        return []
    with _shown(str(viewer.person)):
        return list(Viewing.objects.filter(subject=viewer.person).order_by("-id")[:most])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the security administrator asks the log: days (both included), whose viewings, and only what stands out."""

    since: date | None = None
    until: date | None = None
    actor: UUID | None = None
    standing_out: bool = False

    def where(self) -> tuple[str, dict[str, Any]]:
        """An SQL condition over the log with its parameters."""
        found: list[tuple[str, str, Any]] = [
            ("at >= %(since)s", "since", self.since and _midnight(self.since)),
            ("at < %(until)s", "until", self.until and _midnight(self.until + timedelta(days=1))),
            ("actor = %(actor)s", "actor", self.actor),
        ]
        told = [(sql, name, value) for sql, name, value in found if value is not None]
        conditions = [sql for sql, _, _ in told]
        if self.standing_out:
            conditions.append(f"(mark <> '' or within > {VOLUME})")
        return " and ".join(conditions) or "true", {name: value for _, name, value in told}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def may_read_log(viewer: Viewer) -> bool:
    return bool(viewer.posts & {SECURITY_ADMINISTRATOR.code, AUDIT_ADMINISTRATOR.code})


_LOG = """(select *, count(*) over (partition by actor order by at
           range between interval '1 hour' preceding and current row) as within from kernel_view) v"""


def count_viewings(viewer: Viewer, asked: Asked) -> int:
    condition, parameters = asked.where()
    with _log_open(viewer), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {_LOG} where {condition}", parameters)
        return int(cursor.fetchone()[0])


def viewings(viewer: Viewer, asked: Asked, offset: int = 0, most: int = 50) -> list[Viewing]:
    """The log, newest first; each bears `within`: how many of the same account's lie in the hour that it ends."""
    condition, parameters = asked.where()
    with _log_open(viewer):
        return list(
            Viewing.objects.raw(
                f"select * from {_LOG} where {condition} order by id desc limit %(most)s offset %(offset)s",
                parameters | {"most": most, "offset": offset},
            )
        )


def loud_accounts(viewer: Viewer, asked: Asked) -> dict[UUID, int]:
    """Accounts that looked more than `VOLUME` times within some hour, with the most they did."""
    condition, parameters = asked.where()
    with _log_open(viewer), connection.cursor() as cursor:
        cursor.execute(
            f"select actor, max(within) from {_LOG} where {condition} group by 1 having max(within) > {VOLUME} order by 2",
            parameters,
        )
        return dict(cursor.fetchall())


def actors_logged(viewer: Viewer) -> list[UUID]:
    """Every account that is in the log."""
    with _log_open(viewer):
        return list(Viewing.objects.values_list("actor", flat=True).distinct())


@contextmanager
def _log_open(viewer: Viewer) -> Iterator[None]:
    if not may_read_log(viewer):
        raise PermissionError("查看记录由安全管理员、审计管理员查阅")
    with _shown("*"):
        yield
