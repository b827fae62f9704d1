"""Clients at the API that send each act until it is acknowledged, under one key, and sometimes once more for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from lvheng.benchmarks.starting import HOST
from lvheng.kernel.time.days import today

KIND = "register.move_seat"
PATIENCE, PAUSE = 30, 0.1  # seconds for an answer, and before the next try
AGAIN = 0.2  # the part of the acts that are sent once more after they were acknowledged
UNDONE_AFTER = 600  # tries
PERFORMED, TOO_FAST = 201, 429


class NotAnswered(Exception):
    """The product broke off, or answered that it cannot now: whether the act was performed is unknown."""


@dataclass(frozen=True, slots=True)
class Api:
    """Requests to the product's API on this machine with a program's key."""

    port: int
    key: str

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Status and JSON. Raises NotAnswered."""
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            content = None if body is None else json.dumps(body)
            told = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **headers}
            connection.request(method, f"/api/v1/{path}", content, told)
            answer = connection.getresponse()
            read = answer.read()
            if answer.status >= 500 or answer.status == TOO_FAST:
                raise NotAnswered(f"{answer.status}")
            return answer.status, json.loads(read)
        except (OSError, HTTPException, ValueError) as error:
            raise NotAnswered(type(error).__name__) from error
        finally:
            connection.close()

    def firms(self, count: int) -> list[str]:
        """Subjects of firms in practice that somebody may move."""
        _, told = self.ask("GET", f"lists/firms?district=110105&size={count}")
        return [str(row["subject"]) for row in told["rows"]]


@dataclass
class Client(Thread):
    """Moves one firm from address to address. `done`: the entry of every act that was acknowledged, in order.

    `wrong`: sentences about answers that must not be."""

    api: Api
    firm: str
    random: Random
    done: list[int] = field(default_factory=list)
    repeated: int = 0
    tries: int = 0
    wrong: list[str] = field(default_factory=list)
    last_begun: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._stop_asked = Event()

    __hash__ = Thread.__hash__

    def stop(self) -> None:
        self._stop_asked.set()

    def run(self) -> None:
        self.act_while(lambda: not self._stop_asked.is_set())

    def act_while(self, wanted: Callable[[], bool]) -> None:
        """Acts as long as `wanted` says so and every answer is right."""
        while wanted() and not self.wrong:
            self._act(len(self.done))

    def _act(self, number: int) -> None:
        order = {
            "input": {"firm": self.firm, "district": "110105", "address": f"中断路 {number} 号"},
            "effective_on": today().isoformat(),
            "basis": "中断试验〔2026〕1号",
        }
        key = f"{self.firm}-{number}"
        began, entry = monotonic(), self._until_performed(key, order)
        if entry is None:
            return
        self.done.append(entry)
        self.last_begun = began
        if self.random.random() < AGAIN:
            self.repeated += 1
            if self._until_performed(key, order) not in (entry, None):
                self.wrong.append(f"同一个请求 {key} 再发一次，答复成了另一件行为。")

    def _until_performed(self, key: str, order: object) -> int | None:
        """The entry of the act; None, and a sentence in `wrong`, if it is refused or never comes about."""
        for _ in range(UNDONE_AFTER):
            self.tries += 1
            try:
                status, told = self.api.ask("POST", f"acts/{KIND}", order, **{"Idempotency-Key": key})
            except NotAnswered:
                sleep(PAUSE)
                continue
            if status == PERFORMED:
                return int(told["entry"])
            self.wrong.append(f"请求 {key} 被退回（{status}）：{json.dumps(told, ensure_ascii=False)[:300]}")
            return None
        self.wrong.append(f"请求 {key} 试了 {UNDONE_AFTER} 次没有办成。")
        return None


def clients(port: int, keys: Sequence[str], count: int, seed: int, after: int = 0) -> list[Client]:
    """So many clients, each with a firm of its own, beyond the first `after` firms; they share the keys evenly.

    Raises NotAnswered."""
    apis = [Api(port, key) for key in keys]
    firms = enumerate(apis[0].firms(after + count)[after:])
    return [Client(apis[number % len(apis)], firm, Random(seed + number)) for number, firm in firms]  # noqa: S311 - no secret
