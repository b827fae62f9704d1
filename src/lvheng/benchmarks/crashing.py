"""A product whose programs are killed outright, one after another, while others act through its API; and what is left.

Each program is started again when it has ended, as a service manager does. A client that was not answered sends the same
request with the same key until it is: afterwards every such request must be exactly one act.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE, Popen
from time import monotonic, sleep

import psycopg

from lvheng.benchmarks.ground import SOURCE, program
from lvheng.benchmarks.left import wrong_with
from lvheng.benchmarks.sending import KIND, Client, clients
from lvheng.benchmarks.starting import HOST, PORTS_ABOVE, own_home
from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.logs import ACTS
from lvheng.launcher import tree
from lvheng.launcher.database import VARIABLES
from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.server import wait_until
from lvheng.launcher.tree import Child

DATABASE, WEB, WORKER, SEQUENCER = "数据库", "网页", "后台作业", "存证编号"
VICTIMS = (DATABASE, WEB, WORKER, SEQUENCER)
LONGEST = 1.5  # seconds between two kills, at the most
STARTS_WITHIN, ANSWERS_WITHIN = 300, 120  # seconds; a database replays its log first
KEEPING = """
import json, sys
from lvheng.launcher import database
print(json.dumps(database.ensure().environment()), flush=True)
sys.stdin.read()
"""
"""Keeps the home's database server running for as long as somebody holds its standard input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """What came of it. `acts` were acknowledged in `tries` requests, and asked for once more `repeated` times.

    `recovered`: seconds from each kill, by what was killed, to the next act that was begun after it and acknowledged;
    `wrong`: sentences, none if all is well."""

    acts: int
    tries: int
    repeated: int
    entries: int
    recovered: Mapping[str, Sequence[float]]
    wrong: Sequence[str]


@dataclass
class Product:
    """The programs of one installation, each in a session of its own."""

    environment: dict[str, str]
    port: int
    running: dict[str, Child] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return Path(self.environment["LVHENG_HOME"])

    def mend(self, titles: Sequence[str] = VICTIMS) -> None:
        """Starts whatever does not run, the database first."""
        for title in titles:
            child = self.running.get(title)
            if child is None or child.program.poll() is not None:
                self._start(title)

    def _start(self, title: str) -> None:
        if title == DATABASE:
            self.running[title] = self._database()
            return
        command = {
            WEB: tree.web_command(HOST, self.port),
            WORKER: tree.python("lvheng", "worker"),
            SEQUENCER: tree.python("lvheng", "sequencer"),
        }[title]
        self.running[title] = tree.start(title, command, self.environment)

    def _database(self) -> Child:
        keeping = Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", KEEPING],
            env={name: value for name, value in self.environment.items() if name not in VARIABLES.values()},
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        assert keeping.stdout is not None
        if told := keeping.stdout.readline():  # else it did not come up: the next mending tries again
            self.environment |= json.loads(told)
        return Child(DATABASE, keeping)

    def kill(self, title: str) -> None:
        """As a machine's memory running out does it: no program of it sees it coming."""
        child = self.running[title]
        if title == DATABASE:
            os.kill(int((self.home / "cluster" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            child.program.kill()
        else:
            os.killpg(child.program.pid, signal.SIGKILL)
        child.program.wait()

    def stop(self) -> None:
        """Ends all programs in order, the database last."""
        database = self.running.pop(DATABASE, None)
        tree.stop(list(self.running.values()))
        if database is not None:
            with suppress(BrokenPipeError):
                database.program.communicate(timeout=tree.STOP_WITHIN)


def crash(rounds: int, seed: int, threads: int = 4) -> Survived:
    """Kills so many times, each program as often as the others, in an order and at moments that `seed` decides."""
    random = Random(seed)  # noqa: S311 - not for secrets
    with _product() as product:
        acting = clients(product.port, [program_of(product)], threads, seed)
        older, recovered = list[str](), {title: list[float]() for title in VICTIMS}
        with _under_load(acting):
            for title in _order(rounds, random):
                sleep(random.uniform(0.1, LONGEST))
                older.append(_checkpoint(product.home))
                product.kill(title)
                recovered[title].append(_recovered(product, acting))
        _drained(product)
        owner, folder = product.environment[VARIABLES["owner"]], product.home / "ledger"
        entries, wrong = wrong_with(owner, folder, KIND, acting, [note for note in older if note])
    return Survived(
        acts=sum(len(client.done) for client in acting),
        tries=sum(client.tries for client in acting),
        repeated=sum(client.repeated for client in acting),
        entries=entries,
        recovered=recovered,
        wrong=wrong,
    )


def _order(rounds: int, random: Random) -> list[str]:
    order = [VICTIMS[number % len(VICTIMS)] for number in range(rounds)]
    random.shuffle(order)
    return order


@contextmanager
def _product() -> Iterator[Product]:
    with own_home() as environment:
        product = Product({**environment, "PYTHONPATH": str(SOURCE)}, tree.free_port(HOST, PORTS_ABOVE))
        try:
            product.mend([DATABASE])
            program("lvheng", "demo", "small", environment=product.environment)
            product.mend()
            if not wait_until(lambda: tree.answers(HOST, product.port), STARTS_WITHIN):
                raise Refusal(f"网页 {STARTS_WITHIN} 秒没有应答。", "请先单独运行 ./lvheng up 看看原因。")
            yield product
        finally:
            product.stop()


def program_of(product: Product) -> str:
    """A key by which a program acts as the city bureau."""
    told = program("lvheng", "key", "demo-city", "--name", "中断试验", environment=product.environment)
    return told.strip()


@contextmanager
def _under_load(acting: list[Client]) -> Iterator[None]:
    """While the block runs all clients act; at its end each brings what it has begun to an end."""
    for client in acting:
        client.start()
    try:
        yield
    finally:
        for client in acting:
            client.stop()
        for client in acting:
            client.join()


def _recovered(product: Product, acting: list[Client]) -> float:
    """Mends the product until an act that was begun after now is acknowledged; the seconds that took."""
    began = monotonic()
    while not any(client.last_begun > began for client in acting):
        if monotonic() - began > ANSWERS_WITHIN:
            raise Refusal(f"{ANSWERS_WITHIN} 秒没有再办成一件行为。", f"请看 {product.home / 'log'}。")
        product.mend()
        sleep(0.05)
    return monotonic() - began


def _checkpoint(home: Path) -> str:
    with suppress(FileNotFoundError):
        return (home / "ledger" / ACTS.code / "checkpoint").read_text()
    return ""


def _drained(product: Product) -> None:
    """Waits until everything is numbered and published; what never gets there is found afterwards."""

    def published() -> bool:
        product.mend()
        try:
            with psycopg.connect(product.environment[VARIABLES["owner"]]) as connection:
                [[entries]] = connection.execute("select count(*) from kernel_ledger_entry")
        except psycopg.Error:
            return False
        note = _checkpoint(product.home)
        return bool(note) and head_of(note).size == entries

    wait_until(published, ANSWERS_WITHIN, pause=0.2)
