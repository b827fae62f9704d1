"""The status of every issue, out of the register: set anew, signed, and entered in the ledger when it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from lvheng.elicence.choices import Status
from lvheng.elicence.faces import status_list
from lvheng.elicence.models import StatusList
from lvheng.elicence.places import LIST_SIZE
from lvheng.elicence.record import STATUS_OF
from lvheng.elicence.selectors import acted, current_lists, last_act
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.perform import open_parent
from lvheng.kernel.rows import Moment
from lvheng.kernel.signing.signer import keyring
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import legal_day
from lvheng.register.models import FirmLicence, PractisingLicence

KIND = "elicence.status_list"
SIGNED_AGAIN = timedelta(seconds=status_list.LIVES / 2)
"""A list that has not changed is signed again when half of its life is over."""
LIST_BYTES = LIST_SIZE * status_list.BITS // 8
UNISSUED = b"\0" * LIST_BYTES


def publish() -> int:
    """Signs the lists anew if anything has happened since, or they grow old; answers how many. One program at a time."""
    at = now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [KIND])
        if not cursor.fetchone()[0]:
            return 0
        act = last_act()
        kept = {each.number: each for each in current_lists()}
        if kept and all(_still_good(each, act, at) for each in kept.values()):
            return 0
        [signer, *_] = keyring(Path(settings.HOME)).signers("licence")
        lists = bitmaps(at)
        for number, bits in lists.items():
            digest = hashlib.sha256(bits).hexdigest()
            before = kept.get(number)
            entry = before.entry if before and before.digest == digest else _logged(number, digest, at)
            token = status_list.write(number, bits, int(at.timestamp()), settings.ADDRESS, signer)
            told = {"bits": bits, "digest": digest, "entry": entry, "act": act, "signed_at": at, "token": token}
            StatusList.objects.update_or_create(number=number, defaults=told)
    return len(lists)


def _still_good(kept: StatusList, act: int, at: datetime) -> bool:
    """Nothing was done since but our own entries, it is still the same day, and the token is young."""
    same_day = legal_day(kept.signed_at) == legal_day(at)
    return same_day and at - kept.signed_at < SIGNED_AGAIN and not acted(kept.act, act, but=KIND)


def _logged(number: int, digest: str, at: datetime) -> int:
    fields: dict[str, object] = {"list": number, "digest": digest}
    return open_parent(actor=SYSTEM_VIEWER, on=legal_day(at), basis="电子证照状态名单", fields=fields, kind=KIND)


def bitmaps(at: datetime) -> dict[int, bytes]:
    """Every list's bits on the day of `at`; there is always a first list."""
    found: dict[int, bytearray] = {0: bytearray(UNISSUED)}
    for place, status in _statuses(Moment(legal_day(at))):
        bits = found.setdefault(place // LIST_SIZE, bytearray(UNISSUED))
        index = place % LIST_SIZE
        bits[index // 4] |= status << index % 4 * status_list.BITS
    return {number: bytes(bits) for number, bits in sorted(found.items())}


def _statuses(moment: Moment) -> Iterator[tuple[int, int]]:
    """Place and status of all that are not plainly valid: an issue that awaits its day, or has a later one, is cancelled."""
    cases = " ".join(f"when '{state}' then {int(status)}" for state, status in STATUS_OF.items())
    cancelled = int(Status.CANCELLED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with last as (select distinct on (holder) id from elicence_issue where day <= %(day)s order by holder, id desc),
            told as (
              select i.place, case when last.id is null then {cancelled} else coalesce(
                case coalesce(l.state, f.state) {cases} end, {cancelled}) end as status
              from elicence_issue i left join last using (id)
              left join {moment.asof(PractisingLicence)} l on l.person = i.holder
              left join {moment.asof(FirmLicence)} f on f.organisation = i.holder)
            select place, status from told where status <> 0""",
            moment.parameters(),
        )
        yield from cursor.fetchall()
