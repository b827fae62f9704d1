"""Acts through the API by many clients at once: what the ledger adds to them, and how soon their entries have a number.

Two webs are served side by side, the product's and one without a ledger (`bare.py`), and asked in turns.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from threading import Event, Thread
from time import perf_counter, sleep

import psycopg

from lvheng.benchmarks.ground import SOURCE, program
from lvheng.benchmarks.measured import MS, Measured, percentile
from lvheng.benchmarks.sending import Client, clients
from lvheng.benchmarks.starting import HOST, PORTS_ABOVE, WITHIN
from lvheng.launcher import tree
from lvheng.launcher.database import VARIABLES
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.server import wait_until
from lvheng.launcher.tree import Child

CLIENTS, TURNS, TURN = 16, 7, 4.0  # seconds
KEYS = 4  # one alone may ask 50 times a second (`api/entrance.py`), and that is not what is measured
COST, WAITING = 15, 5_000  # percent; milliseconds
LOOK_EVERY = 0.1  # seconds
OLDEST = (
    "select coalesce(extract(epoch from clock_timestamp() - min(e.at)), 0)::float from kernel_ledger_entry e"
    " where e.id > coalesce((select max(entry) from kernel_log_number where log = 'acts'), 0)"
)
"""For how many seconds the oldest entry beyond the last numbered one has waited."""


def through_api(count: int, turns: int, turn: float) -> list[Measured]:
    """`count` clients act for `turns` turns of so many seconds on each of the two webs."""
    with _served() as (port, bare_port, keys):
        acting, floor = clients(port, keys, count, 1), clients(bare_port, keys, count, 1, count)
        waited: list[float] = []
        taken, bare, committed = list[float](), list[float](), list[float]()
        for number in range(turns + 1):
            with _watched([]):  # looking costs both the same
                bare.append(_turn(floor, turn))
            with _watched(waited if number else []):
                taken.append(_turn(acting, turn))
            committed.append(_commit())
    product, alone = MS * median(taken[1:]), MS * median(bare[1:])
    cost = MS * median(one - other for one, other in zip(taken[1:], bare[1:], strict=True))
    return [
        Measured(name="api", title=f"经接口办理一件（{count} 个同时）", value=product, unit="毫秒", floor=alone),
        Measured(name="api_pace", title="经接口每秒办理", value=MS / product, unit="件"),
        Measured(name="ledger_cost", title="其中存证加上的", value=100 * cost / alone, unit="%", goal=COST),
        Measured(
            name="waiting",
            title="最早未编号的存证等了多久（99%）",
            value=MS * percentile(waited, 99),
            unit="毫秒",
            p50=MS * percentile(waited, 50),
            floor=MS * median(committed),
            goal=WAITING,
        ),
    ]


@contextmanager
def _served() -> Iterator[tuple[int, int, list[str]]]:
    """Serves both webs and runs a sequencer; the ports of the product and of its floor, and keys to act with."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    keys = [program("lvheng", "key", "demo-city", "--name", f"测量 {number}").strip() for number in range(KEYS)]
    port = tree.free_port(HOST, PORTS_ABOVE)
    bare_port = tree.free_port(HOST, port)
    commands = (
        tree.web_command(HOST, port),
        [*tree.web_command(HOST, bare_port)[:-1], "--factory", "lvheng.benchmarks.bare:application"],
        tree.python("lvheng", "sequencer"),
    )
    children: list[Child] = []
    try:
        children += [tree.start("测量", command, environment) for command in commands]
        if not wait_until(lambda: _settled(children, port, bare_port), WITHIN) or tree.first_dead(children):
            raise Refusal("测量用的网页或编号没有启动起来。", "请先单独运行 ./lvheng up 看看原因。")
        yield port, bare_port, keys
    finally:
        tree.stop(children)


def _settled(children: list[Child], *ports: int) -> bool:
    """Whether all answer and everything that there was has its number; or something has ended, and nothing more will come."""
    if tree.first_dead(children):
        return True
    if not all(tree.answers(HOST, port) for port in ports):
        return False
    with psycopg.connect(os.environ[VARIABLES["app"]]) as connection:
        [[oldest]] = connection.execute(OLDEST)
    return bool(oldest == 0)


def _turn(acting: list[Client], turn: float) -> float:
    """Seconds for one act when all clients act for so long. Raises Refusal if an answer was wrong."""
    before, began = _done(acting), perf_counter()
    threads = [Thread(target=client.act_while, args=[_until(began + turn)]) for client in acting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong := [sentence for client in acting for sentence in client.wrong]:
        raise Refusal(wrong[0], "测量没有做成。")
    return (perf_counter() - began) / (_done(acting) - before)


def _until(end: float) -> Callable[[], bool]:
    return lambda: perf_counter() < end


def _done(acting: list[Client]) -> int:
    return sum(len(client.done) for client in acting)


@contextmanager
def _watched(waited: list[float]) -> Iterator[None]:
    """While the block runs, notes again and again how long the oldest entry without a number has waited."""
    stop = Event()

    def look() -> None:
        with psycopg.connect(os.environ[VARIABLES["app"]], autocommit=True) as connection:
            while not stop.wait(LOOK_EVERY):
                [[oldest]] = connection.execute(OLDEST)
                waited.append(oldest)

    watching = Thread(target=look)
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join()


def _commit() -> float:
    """Seconds until what one connection has committed is seen by another: nothing can have a number sooner."""
    with psycopg.connect(os.environ[VARIABLES["owner"]], autocommit=True) as one, one.cursor() as cursor:
        cursor.execute("create table if not exists seen (at timestamptz)")
        with psycopg.connect(os.environ[VARIABLES["owner"]], autocommit=True) as other:
            began = perf_counter()
            cursor.execute("insert into seen values (now())")
            while not other.execute("select exists (select from seen)").fetchone():
                sleep(0)
            taken = perf_counter() - began
        cursor.execute("drop table seen")
    return taken
