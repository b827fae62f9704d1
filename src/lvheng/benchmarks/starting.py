"""How long `./lvheng up` takes until it answers, the second time, in a home of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter, sleep

from lvheng.benchmarks.measured import Measured

HOST = "127.0.0.1"
WITHIN = 120  # seconds; the first start makes a database


def starting(size: str) -> Measured:
    with _home() as environment:
        first = _started(environment)
        second = _started(environment)
    return Measured(
        name="start",
        title="第二次启动到首页能答",
        unit="秒",
        found=second,
        goal=5,
        more={"第一次启动": first},
    )


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    """An environment that leads to an empty home and no database but the embedded one."""
    folder = Path(mkdtemp(prefix="lvb", dir="/tmp"))  # a socket's address has 107 bytes
    folder.chmod(0o755)  # the server passes through as its own user
    database = ("LVHENG_DATABASE", "LVHENG_DATABASE_OWNER", "LVHENG_DATABASE_REPLAY", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in database}
    source = str(Path(__file__).resolve().parents[2])
    try:
        yield environment | {"LVHENG_HOME": str(folder / "home"), "PYTHONPATH": source}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(environment: dict[str, str]) -> float:
    """Starts, waits for the first answer, and stops; the seconds from the command to the answer."""
    port = _free_port()
    command = [sys.executable, "-P", "-m", "lvheng", "up", "--port", str(port), "--demo", "none"]
    began = perf_counter()
    program = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if program.poll() is not None or perf_counter() - began > WITHIN:
                raise RuntimeError("产品没有启动起来")
            sleep(0.02)
        return perf_counter() - began
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=60)


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
