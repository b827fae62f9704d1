"""The second start of the product, in a home of its own that goes away afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from lvheng.benchmarks.measured import Measured, seconds
from lvheng.launcher.home import CHECKOUT
from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.tree import answers, free_port

HOST, PORTS_ABOVE = "127.0.0.1", 18_000 + os.getpid() % 140 * 100  # two checkouts measured at once do not meet
GOAL = 5  # seconds
WITHIN, PAUSE = 300, 0.02  # seconds; the first start makes a database and fills it
FOREIGN = ("LVHENG_", "DATABASE_")
"""How settings begin: a log, keys or database that the user has named are never those of a home of our own."""
SERVER_ALONE = """
from lvheng.launcher import database, home
database.ensure()
print("ready", flush=True)
database.release(home.open_home())
"""


def measure(size: str) -> list[Measured]:
    """Starts the product with a small demonstration, stops it, and measures how long the next start takes."""
    with own_home() as environment:
        start_and_stop(environment, "--demo", "small")
        taken = start_and_stop(environment)
        floor = server_alone(environment)
    return [Measured(name="start", title="第二次启动，到网页应答", value=taken, unit="秒", floor=floor, goal=GOAL)]


@contextmanager
def own_home() -> Iterator[dict[str, str]]:
    """The environment of a product that has never been started; its home goes when the block ends."""
    with TemporaryDirectory(prefix="lvheng-bench-") as folder:
        Path(folder).chmod(0o755)  # the server's account must pass through, if we are root
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        yield {**kept, "LVHENG_HOME": str(Path(folder) / "home")}


def start_and_stop(environment: Mapping[str, str], *more: str) -> float:
    """Starts `./lvheng up`, waits until it answers, stops it; returns the seconds until it answered."""
    port = free_port(HOST, PORTS_ABOVE)
    up = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, str(CHECKOUT / "lvheng"), "up", "--port", str(port), *more],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        return seconds(wait_for, port, up)
    finally:
        up.terminate()  # a program begun in the background of a shell may not hear an interrupt
        up.communicate()


def wait_for(port: int, up: subprocess.Popen[bytes]) -> None:
    """Returns when the web answers. Raises Refusal if it does not come to that."""
    end = monotonic() + WITHIN
    while not answers(HOST, port):
        if up.poll() is not None or monotonic() > end:
            assert up.stderr is not None
            said = up.stderr.read().decode(errors="replace") if up.poll() is not None else ""
            raise Refusal(f"律衡没有启动起来：{said or f'{WITHIN} 秒没有应答'}", "请先单独运行 ./lvheng up 看看原因。")
        sleep(PAUSE)


def server_alone(environment: Mapping[str, str]) -> float:
    """The seconds until the bare database server answers."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-P", "-c", SERVER_ALONE], env=dict(environment), stdout=subprocess.PIPE
    ) as alone:
        assert alone.stdout is not None
        return seconds(alone.stdout.readline)
