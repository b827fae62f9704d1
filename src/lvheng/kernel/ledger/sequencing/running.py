"""The sequencer: the loop, the lock by which one runs and others wait, and living through every error."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import psycopg

from lvheng.kernel.ledger.logs import LOGS, ledger_folder, log_name
from lvheng.kernel.ledger.note import NoteRefused
from lvheng.kernel.ledger.sequencing.heads import WillNotSign
from lvheng.kernel.ledger.sequencing.keys import own_trust, publish_keys, witnesses_of
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.sequencing.round import CONFIRM_EVERY, Round
from lvheng.kernel.ledger.trust import Trust
from lvheng.kernel.ledger.witnessing.asking import Cosigning
from lvheng.kernel.signing.signer import Keyring, keyring
from lvheng.kernel.signing.suites import Unavailable

LOCK = 0x4C56_5351  # held by the one that numbers; a spare waits for it
PAUSE = 0.5  # seconds between two rounds with nothing to do
AGAIN = 2.0  # seconds before a lost database, or the lock, is tried again
LOCAL = ("localhost", "127.0.0.1", "[::1]")
told = logging.getLogger("lvheng.sequencer")


@dataclass(frozen=True, slots=True)
class Sequencer:
    """Numbers, signs and publishes all logs of one installation."""

    conninfo: str
    rounds: tuple[Round, ...]
    published: Callable[[Mapping[str, str]], None] = lambda origins: None
    """Told the logs' names first and now and then, to publish whom to believe about them."""

    def run(self, stop: Event) -> None:
        """Works until `stop` is set. A lost database is waited for; what is wrong with a log is said and tried again."""
        for each in self.rounds:
            if each.cosigning:
                each.cosigning.start(stop)
        while not stop.is_set():
            try:
                with self._connected() as connection:
                    if self._holds(connection):
                        self._work(connection, stop)
            except psycopg.Error as error:
                told.warning("sequencer_lost_database", extra={"told": {"error": type(error).__name__}})
            for each in self.rounds:
                each.forget()
            stop.wait(AGAIN)

    def once(self) -> str:
        """Numbers and publishes what is there now; answers what is wrong, '' if nothing. Raises psycopg.Error."""
        with self._connected() as connection:
            if not self._holds(connection):
                return "另一个存证编号的程序正在工作。"
            self._publish_keys(connection)
            while any(self._one(each, connection) for each in self.rounds):
                pass
            troubles = connection.execute("select trouble from kernel_log_head where trouble <> ''")
            return "".join([*(trouble for (trouble,) in troubles), self.rounds[0].aside])

    def _connected(self) -> psycopg.Connection:
        connection = psycopg.connect(self.conninfo, autocommit=True)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return connection

    def _holds(self, connection: psycopg.Connection) -> bool:
        [[held]] = connection.execute("select pg_try_advisory_lock(%s)", [LOCK])
        return bool(held)

    def _work(self, connection: psycopg.Connection, stop: Event) -> None:
        told_at = float("-inf")
        while not stop.is_set():
            if time.monotonic() - told_at > CONFIRM_EVERY:
                told_at = time.monotonic()
                self._publish_keys(connection)
            more = [self._one(each, connection) for each in self.rounds]
            if not any(more):
                stop.wait(PAUSE)

    def _publish_keys(self, connection: psycopg.Connection) -> None:
        """Before anything that they sign: whoever finds a checkpoint finds by what to believe it."""
        wrong = ""
        try:
            self.published({each.log.code: each.called(connection) for each in self.rounds})
        except (WillNotSign, Unavailable, NoteRefused, OSError) as error:
            wrong = str(error)
            told.error("sequencer_published_no_keys", extra={"told": {"why": type(error).__name__}})
        for each in self.rounds:
            each.aside = wrong

    def _one(self, each: Round, connection: psycopg.Connection) -> bool:
        try:
            return each.go(connection)
        except (WillNotSign, Unavailable, NoteRefused, OSError) as wrong:
            told.error("sequencer_stopped_signing", extra={"told": {"log": each.log.code, "why": type(wrong).__name__}})
            each.complain(connection, str(wrong))
            return False


def sequencer(conninfo: str, home: Path, environment: Mapping[str, str] = os.environ) -> Sequencer:
    """The sequencer of the installation in that home."""
    ring, folder, name = keyring(home), ledger_folder(home), base_name(environment)
    try:
        witnesses = witnesses_of(home)
    except NoteRefused:
        witnesses = Trust()  # publishing the keys says what is wrong with the list
    rounds = tuple(_round(code, ring, folder, name, witnesses) for code in LOGS)

    def published(origins: Mapping[str, str]) -> None:
        for purpose in ("log", "extract"):
            ring.signers(purpose)  # made if missing, so that it is known before it signs
        publish_keys(folder, own_trust(ring, origins, witnesses_of(home)))

    return Sequencer(conninfo, rounds, published)


def _round(code: str, ring: Keyring, folder: Path, name: str, witnesses: Trust) -> Round:
    files = Files(folder / code)
    return Round(
        LOGS[code],
        files,
        lambda: ring.signers("log"),
        log_name(name, code),
        lambda: f"demonstration.invalid/{ring.signers('log')[0].kid}/{code}",
        Cosigning(witnesses, files) if witnesses.witnesses else None,
    )


def base_name(environment: Mapping[str, str]) -> str:
    """Before `/log/acts` in the log's name: LVHENG_LOG_ORIGIN, else the first host that is served; '' for a demonstration."""
    if chosen := environment.get("LVHENG_LOG_ORIGIN"):
        return chosen.strip().rstrip("/")
    hosts = [host.strip() for host in environment.get("LVHENG_HOSTS", "").split(",")]
    return next((host for host in hosts if host and host not in LOCAL), "")
