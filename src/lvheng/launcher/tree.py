"""Web and worker: started together, ended together, whatever ends first."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal

STOP_WITHIN = 10  # seconds a child may take to finish what it is at
WEB_GRACE = 3  # seconds a request may go on; a web worker told to end while it still starts never hears it
WEB_THREADS = 4


@dataclass(frozen=True)
class Child:
    """One started program of the tree, with the Chinese name people know it by."""

    title: str
    program: subprocess.Popen[bytes]


def python(*arguments: str) -> list[str]:
    """The command that runs a module of ours or of a package in this environment."""
    return [sys.executable, "-P", "-m", *arguments]


def start(title: str, command: list[str], environment: Mapping[str, str]) -> Child:
    """Start a child in a session of its own: Ctrl-C reaches us alone, and we end the children in order."""
    program = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    return Child(title, program)


def web_command(host: str, port: int, application: str = "lvheng.config.wsgi:application") -> list[str]:
    """The command of the web server."""
    workers = min(2, os.cpu_count() or 1)
    return python(
        "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(WEB_THREADS), "--workers-kill-timeout", str(WEB_GRACE),
        "--log-level", "error", application,
    )  # fmt: skip


def stop(children: list[Child]) -> None:
    """Ask every child to end, newest first; after STOP_WITHIN seconds end its whole session outright."""
    for child in reversed(children):
        if child.program.poll() is None:
            child.program.terminate()
    end = time.monotonic() + STOP_WITHIN
    for child in children:
        try:
            child.program.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill_session(child)


def kill_session(child: Child) -> None:
    """End what is left of the child and of the children it had."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing left (macOS: PermissionError)
        os.killpg(child.program.pid, signal.SIGKILL)
    child.program.wait()


def first_dead(children: list[Child]) -> Child | None:
    """A child that has ended by itself, if there is one."""
    return next((child for child in children if child.program.poll() is not None), None)


def need_port(host: str, port: int) -> None:
    """Refuse if nobody can listen there, naming a neighbouring port that is free."""
    try:
        listen_briefly(host, port)
    except PermissionError:
        raise Refusal(
            f"没有权限使用端口 {port}（1024 以下通常只给 root）。", "请换一个端口：./lvheng up --port 8000。"
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Refusal(
                f"不能在 {host} 上监听（{error.strerror}）。", "请检查 --host 写的地址是不是这台机器的。"
            ) from error
        raise Refusal(
            f"端口 {port} 已被别的程序占用。", f"请换一个端口：./lvheng up --port {free_port(host, port)}。"
        ) from error


def free_port(host: str, after: int) -> int:
    """The first free port above that one."""
    for port in range(after + 1, min(after + 100, 65_536)):
        try:
            listen_briefly(host, port)
        except OSError:
            continue
        return port
    return 0


def listen_briefly(host: str, port: int) -> None:
    """Listen and stop at once; raises OSError if that is impossible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen()


def answers(host: str, port: int) -> bool:
    """Whether a web server answers there, with whatever status."""
    connection = HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, timeout=30)  # noqa: S104 - read, not bound
    try:
        connection.request("GET", "/health/live")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
