"""Files on their way in and out: checked by content, kept once by digest, encrypted, opened only through a policy.

upload = receive(content, name, account, sensitive=False)      raises FileRefused
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from unicodedata import category, normalize
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet, Sum

from lvheng.kernel.access.sensitive import KEY_BYTES, derived, locked, unlocked
from lvheng.kernel.documents.checking import BROKEN, TAKEN
from lvheng.kernel.documents.kinds import ENDINGS, Kind
from lvheng.kernel.documents.models import Attachment, StoredFile, Upload
from lvheng.kernel.time.clock import now

LARGEST = 20 << 20  # bytes of one file
MOST_WAITING = 200 << 20  # bytes that one account may have brought within a day
KEPT = timedelta(hours=24)
LONGEST_NAME = 120
_CHECKER = "lvheng.kernel.documents.checking"
_SOURCE = str(Path(__file__).resolve().parents[3])
_UNREAD = ("content", "wrapped")


class FileRefused(ValueError):
    """A file that is not taken; its text is a Chinese sentence with a way out."""


class FileChanged(RuntimeError):
    """The stored bytes are no longer those that the digest was taken of."""


def receive(content: bytes, name: str, account: UUID, *, sensitive: bool = False) -> Upload:
    """Keeps a file that an act may take within a day. Raises `FileRefused`."""
    name = _plain(name)
    if not content:
        raise FileRefused(f"“{name}”是空的。{TAKEN}")
    if len(content) > LARGEST:
        raise FileRefused(
            f"“{name}”有 {len(content) / (1 << 20):.1f} MB，超过 {LARGEST >> 20} MB 的上限。请压缩或拆分。"
        )
    waiting = Upload.objects.filter(account=account).aggregate(bytes=Sum("file__size"))["bytes"] or 0
    if waiting + len(content) > MOST_WAITING:
        raise FileRefused(
            f"您一天内上传的文件已有 {waiting >> 20} MB，超过 {MOST_WAITING >> 20} MB 的上限。请明天再传。"
        )
    kind = _kind(content, name)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        _keep(content, digest, kind)
        return Upload.objects.create(
            account=account, file_id=digest, name=name, sensitive=sensitive, until=now() + KEPT
        )


def _plain(name: str) -> str:
    """The last part of a name, without what does not show; as long as a name may be, its ending kept."""
    shown = "".join(sign for sign in normalize("NFC", name) if category(sign)[0] not in "CZ" or sign == " ")
    last = shown.replace("\\", "/").rpartition("/")[2].strip(" .") or "文件"
    stem, dot, ending = last.rpartition(".")
    return (
        last if len(last) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]
    )


def _kind(content: bytes, name: str) -> Kind:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", _CHECKER],
        input=content,
        env={"PYTHONPATH": _SOURCE},
        capture_output=True,
        check=False,
    )
    told = json.loads(done.stdout) if done.returncode == 0 else {"refused": BROKEN}
    if refused := told.get("refused"):
        raise FileRefused(f"“{name}”没有收下：{refused}")
    kind = Kind(told["kind"])
    claimed = ENDINGS.get(name.rpartition(".")[2].lower())
    if claimed not in (kind, None):
        raise FileRefused(
            f"“{name}”的名字说是 {claimed}，内容却是 {kind}。请核对是不是拿错了文件，改正文件名后再附上。"
        )
    return kind


def _keep(content: bytes, digest: str, kind: Kind) -> None:
    """Writes the bytes unless they are there already."""
    key, bound = os.urandom(KEY_BYTES), bytes.fromhex(digest)
    StoredFile.objects.bulk_create(
        [
            StoredFile(
                digest=digest,
                kind=kind,
                size=len(content),
                wrapped=locked(derived("wrap:file"), key, bound),
                content=locked(key, content, bound),
                made_at=now(),
            )
        ],
        ignore_conflicts=True,
    )


def content_of(digest: str) -> bytes:
    """The bytes again. Raises `FileChanged`, and `StoredFile.DoesNotExist`."""
    stored, bound = StoredFile.objects.get(pk=digest), bytes.fromhex(digest)
    content = unlocked(unlocked(derived("wrap:file"), bytes(stored.wrapped), bound), bytes(stored.content), bound)
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileChanged(digest)
    return content


def uploads(keys: Iterable[UUID]) -> dict[UUID, Upload]:
    """Those of the uploads that there still are; no query for none."""
    wanted = list(keys)
    return {each.id: each for each in _light(Upload.objects.filter(pk__in=wanted))} if wanted else {}


def attachments_of(entries: Sequence[int]) -> Mapping[int, list[Attachment]]:
    """The files of each entry that has any, in their order; one query."""
    found = defaultdict[int, list[Attachment]](list)
    for each in _light(Attachment.objects.filter(entry__in=entries).order_by("entry", "place")):
        found[each.entry].append(each)
    return found


def attachment(entry: int, place: int) -> Attachment | None:
    return _light(Attachment.objects.filter(entry=entry, place=place)).first()


def _light(found: QuerySet[Upload] | QuerySet[Attachment]) -> QuerySet:  # type: ignore[type-arg]  # of the same
    """With what is known of the file, without its bytes."""
    return found.select_related("file").defer(*(f"file__{name}" for name in _UNREAD))


def hold(keys: Iterable[UUID], until: datetime) -> None:
    """Keeps uploads until then: a proposal that names them waits for somebody's decision."""
    Upload.objects.filter(pk__in=list(keys)).update(until=until)


def hand_over(keys: Iterable[UUID], account: UUID) -> None:
    """Lets another account's act take uploads: a colleague goes on with what somebody of the same office brought."""
    Upload.objects.filter(pk__in=list(keys)).update(account=account)


def forget_unused() -> int:
    """Forgets uploads whose time is over and files that neither an upload nor an act names; says how many files."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from kernel_upload where until < %s", [now()])
        return forget_unnamed(cursor)


def forget_unnamed(cursor: CursorWrapper, digests: Collection[str] | None = None) -> int:
    """Forgets the files, all or of these, that neither an upload nor an act names; says how many."""
    if digests is not None and not digests:
        return 0
    cursor.execute("lock table kernel_file in share row exclusive mode")  # nobody brings the same file meanwhile
    cursor.execute(
        "delete from kernel_file f where not exists (select from kernel_upload u where u.digest = f.digest)"
        " and not exists (select from kernel_attachment a where a.digest = f.digest)"
        + ("" if digests is None else " and f.digest = any(%s)"),
        [] if digests is None else [list(digests)],
    )
    return int(cursor.rowcount)
