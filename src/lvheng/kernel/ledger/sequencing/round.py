"""One round for one log: number, publish, count again, sign, publish the checkpoint; or say what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg

from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.logs import Log
from lvheng.kernel.ledger.note import NoteKey, parts
from lvheng.kernel.ledger.sequencing.heads import Signed, WillNotSign, last_signed, refuse_smaller, sign_head
from lvheng.kernel.ledger.sequencing.numbering import Numbering, bodies, stored_tile, stored_tiles
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.tiles import BadTile, over_tiles
from lvheng.kernel.ledger.tree import root
from lvheng.kernel.ledger.witnessing.asking import Cosigning
from lvheng.kernel.signing.signer import Signer

CONFIRM_EVERY = 5.0  # seconds; an alarm rings when it is 60


@dataclass
class Round:
    """The work on one log. `signers` gives whoever signs now.

    `name`: what the log shall be called, '' for the name that it has; a log without one is called `otherwise()`."""

    log: Log
    files: Files
    signers: Callable[[], Sequence[Signer]]
    name: str
    otherwise: Callable[[], str]
    cosigning: Cosigning | None = None
    numbering: Numbering = field(init=False)
    note: str = ""
    aside: str = ""  # what is wrong besides, to be told with the rest
    _confirmed: float = float("-inf")

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.log)

    def forget(self) -> None:
        """After an error: nothing that is only remembered is relied on."""
        self.numbering.forget()
        self._confirmed = float("-inf")

    def go(self, connection: psycopg.Connection) -> bool:
        """Does what there is to do; whether there is more at once. Raises `WillNotSign`."""
        taken, size = self.numbering.take(connection)
        idle = time.monotonic() - self._confirmed < CONFIRM_EVERY
        if taken or not idle:
            self._publish(connection, size)
            self._confirmed = time.monotonic()
            self._confirm(connection)
        self._cosign(connection)
        return not self.numbering.is_drained

    def _publish(self, connection: psycopg.Connection, size: int) -> None:
        origin, (kept, in_database) = self.called(connection), self._kept(connection)
        published = self.files.checkpoint()
        last = last_signed([kept, in_database, published], origin)
        refuse_smaller(last, size)
        signers = self.signers()
        if last.size == size and kept == published and kept and _signed_by(kept, signers):
            self.note = kept
            return
        unread = self.files.size()
        with connection.transaction():
            self.files.put(
                unread,
                size,
                lambda wanted: stored_tiles(connection, self.log, wanted),
                lambda first, end: bodies(connection, self.log, first, end),
            )
            counted = self._root(connection, size)
        self._sign(connection, sign_head(self.files, unread, last, size, counted, signers))

    def _root(self, connection: psycopg.Connection, size: int) -> bytes:
        try:
            return root(size, over_tiles(lambda level, number: stored_tile(connection, self.log, level, number)))
        except BadTile as wrong:
            raise WillNotSign(f"数据库里的散列块不全：{wrong}。") from None

    def called(self, connection: psycopg.Connection) -> str:
        """The log's name, given now if it has none. Raises `WillNotSign`."""
        named = connection.execute("select origin from kernel_log_head where log = %s", [self.log.code]).fetchone()
        if named and named[0]:
            if self.name not in ("", named[0]):
                raise WillNotSign(f"日志已经叫“{named[0]}”，设置却要它叫“{self.name}”：同一份日志不能改名。")
            return str(named[0])
        origin = self.name or self.otherwise()
        connection.execute(
            "insert into kernel_log_head (log, origin, size, checkpoint, cosigned, trouble) values (%s, %s, 0, '', '', '')"
            " on conflict (log) do update set origin = excluded.origin",
            [self.log.code, origin],
        )
        return origin

    def _kept(self, connection: psycopg.Connection) -> tuple[str, str]:
        """The note last published, and the last that was signed."""
        [[published, signed]] = connection.execute(
            "select h.checkpoint, coalesce((select c.note from kernel_log_checkpoint c where c.log = h.log"
            " order by c.size desc, c.id desc limit 1), '') from kernel_log_head h where h.log = %s",
            [self.log.code],
        )
        return published, signed

    def _sign(self, connection: psycopg.Connection, signed: Signed) -> None:
        """Keeps what was signed before anybody else sees it."""
        with connection.transaction():
            connection.execute(
                "insert into kernel_log_checkpoint (log, size, root, note, at) values (%s, %s, %s, %s, clock_timestamp())",
                [self.log.code, signed.head.size, signed.head.root, signed.note],
            )
            connection.execute(
                "update kernel_log_head set checkpoint = %s where log = %s", [signed.note, self.log.code]
            )
        self.files.put_checkpoint(signed.note)
        self.note = signed.note

    def _cosign(self, connection: psycopg.Connection) -> None:
        """Publishes what witnesses have signed since, if it is still the newest head, and keeps what is enough for proofs."""
        if self.cosigning is None or not self.note:
            return
        self.cosigning.offer(self.note)
        if not (found := self.cosigning.found()):
            return
        if self.cosigning.is_enough(found):
            connection.execute("update kernel_log_head set cosigned = %s where log = %s", [found, self.log.code])
        if head_of(found) == head_of(self.note):
            connection.execute("update kernel_log_head set checkpoint = %s where log = %s", [found, self.log.code])
            self.files.put_checkpoint(found)
            self.note = found

    def _confirm(self, connection: psycopg.Connection) -> None:
        besides = self.aside or (self.cosigning.trouble() if self.cosigning else "")
        wrong = "、".join(str(key) for key in sorted(self.numbering.damaged)[:10])
        trouble = f"{self.log.title}第 {wrong} 条的叶与字节不符，没有编号。" if wrong else besides
        connection.execute(
            "update kernel_log_head set confirmed_at = clock_timestamp(), trouble = %s,"
            " drained_at = case when %s then clock_timestamp() else drained_at end, witnessed = %s where log = %s",
            [trouble, self.numbering.is_drained, self.cosigning and len(self.cosigning.lately()), self.log.code],
        )

    def complain(self, connection: psycopg.Connection, trouble: str) -> None:
        """Leaves a sentence for whoever looks at the state of things, and tries again after a while."""
        self._confirmed = time.monotonic()
        connection.execute("update kernel_log_head set trouble = %s where log = %s", [trouble, self.log.code])


def _signed_by(note: str, signers: Sequence[Signer]) -> bool:
    """Whether the note has as many lines of ours as there are signers, by their very keys."""
    text, lines = parts(note)
    name = text.partition("\n")[0]
    ids = {key_id for signed, key_id, _ in lines if signed == name}
    return ids == {NoteKey(name, signer.algorithm, signer.public).id for signer in signers}
