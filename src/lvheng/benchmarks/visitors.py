"""Visitors who ask for one page again and again over kept connections, each waiting for an answer before asking anew.

Run as a program of its own, so that the asking is not slowed by what else the measuring program does:
`python -m lvheng.benchmarks.visitors HOST PORT PATH SECONDS CONNECTIONS` prints how many were answered with 200.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
from time import perf_counter

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_PIECE = 1 << 18


def visit(host: str, port: int, path: str, seconds: float, connections: int) -> dict[str, int]:
    """How many answers came within the time, of how many bytes each. Raises ValueError for an answer that is not 200."""
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: identity\r\n\r\n".encode()
    chosen = selectors.DefaultSelector()
    for _ in range(connections):
        opened = socket.create_connection((host, port))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen.register(opened, selectors.EVENT_READ, bytearray())
        opened.sendall(asked)
    answered = length = 0
    until = perf_counter() + seconds
    while perf_counter() < until:
        for key, _ in chosen.select(1):
            assert isinstance(key.fileobj, socket.socket)
            key.data.extend(key.fileobj.recv(_PIECE))
            whole = _whole(key.data)
            if whole is not None:
                answered, length = answered + 1, whole
                key.data.clear()
                key.fileobj.sendall(asked)
    for key in list(chosen.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return {"answered": answered, "length": length}


def _whole(read: bytearray) -> int | None:
    """The length of the answer's body, if all of it is there."""
    head = read.find(b"\r\n\r\n")
    if head < 0:
        return None
    if not read.startswith(b"HTTP/1.1 200"):
        raise ValueError(bytes(read[:200]))
    told = _LENGTH.search(read, 0, head)
    length = int(told[1]) if told else 0
    return length if len(read) >= head + 4 + length else None


if __name__ == "__main__":
    host, port, path, seconds, connections = sys.argv[1:]
    print(json.dumps(visit(host, int(port), path, float(seconds), int(connections))))
