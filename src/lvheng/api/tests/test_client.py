"""The generated client: every operation of the service through it, and what it does when an answer is lost."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import ModuleType
from typing import Any

import pytest

from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE, a_firm
from lvheng.verbs.reference import FOLDER


@pytest.fixture(scope="module")
def written() -> ModuleType:
    """The file as somebody would have copied it."""
    spec = importlib.util.spec_from_file_location("lvheng_client", FOLDER / "lvheng_client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client(written: ModuleType, city: Program) -> Any:
    """The client with the test's own service behind it instead of a network."""

    class Inside(written.Lvheng):  # type: ignore[name-defined,misc]  # loaded from a file
        def _send(self, method: str, path: str, query: Any = None, body: Any = None, headers: Any = None) -> Any:
            path = path.removeprefix("/api/v1/")
            if method == "GET":
                return city.get(path, **{n: v for n, v in (query or {}).items() if v not in (None, "")})
            return city.act(path.removeprefix("acts/"), headers["Idempotency-Key"], body).json()

    return Inside("http://localhost")


@pytest.mark.django_db
def test_every_operation_can_be_asked_through_it(client: Any, city: Program) -> None:
    firm = a_firm(city)
    lawyer = client.rows_of_list("lawyers", size=1)["rows"][0]["subject"]
    assert {each["code"] for each in client.lists()} >= {"lawyers", "firms"}
    assert client.rows_of_list("firms", district="110105")["filters"]["district"] == ["110105"]
    code = client.figures()[0]["code"]
    assert client.one_figure(code)["code"] == client.figure_movement(code, from_="2025-01-01")["code"] == code
    assert client.firm(firm)["subject"] == firm
    assert client.lawyer(lawyer)["subject"] == lawyer
    assert MOVE in {each["kind"] for each in client.acts()}
    done = client.perform_act(MOVE, moved_to(firm, "甲路 1 号"))
    assert client.entry(done["entry"])["subject"] == firm
    assert client.perform_acts(MOVE, {"source": "测试", "orders": [moved_to(firm, "乙路 2 号")]})["done"] == 1


@pytest.fixture
def service() -> Iterator[tuple[str, list[str]]]:
    """A service that loses its first answer and refuses the third request; the keys that it was given."""
    keys: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.append(self.headers["Idempotency-Key"])
            if len(keys) == 1:
                self.connection.close()
                return
            status, told = (201, {"entry": 7}) if len(keys) == 2 else (422, {"detail": "所填有误", "refusals": []})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", keys
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_lost_answer_is_asked_for_again_with_the_same_key(
    written: ModuleType, service: tuple[str, list[str]]
) -> None:
    here, keys = service
    lvheng = written.Lvheng(here, "lv_x")
    assert lvheng.perform_act(MOVE, {"input": {}, "effective_on": "2025-03-12", "basis": "测试"}) == {"entry": 7}
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_a_refusal_is_an_exception_with_the_service_s_words(
    written: ModuleType, service: tuple[str, list[str]]
) -> None:
    here, keys = service
    keys += ["a", "b"]
    with pytest.raises(written.ProblemAnswer, match="所填有误"):
        written.Lvheng(here).perform_act(MOVE, {})
