"""A witness over HTTP: `POST /add-checkpoint`, and `GET /` for whoever wants its key. Standard library only."""

from __future__ import annotations

from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey
from lvheng.kernel.ledger.witnessing.witness import Answer, Witness

LARGEST = 64 << 10  # bytes of a request
PATIENCE = 10  # seconds for one to arrive


class Requests(BaseHTTPRequestHandler):
    """One connection."""

    timeout = PATIENCE
    protocol_version = "HTTP/1.1"

    def __init__(self, witness: Witness, *given: object) -> None:
        self.witness = witness
        super().__init__(*given)  # type: ignore[arg-type]  # socket, address and server, as the library passes them

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith("/add-checkpoint"):
            self._say(Answer(404, "not found\n"))
        elif not length.isdigit() or int(length) > LARGEST:
            self.close_connection = True
            self._say(Answer(413, "too large\n"))
        else:
            try:
                text = self.rfile.read(int(length)).decode()
            except UnicodeDecodeError:
                self._say(Answer(400, "not text\n"))
            else:
                self._say(self.witness.add_checkpoint(text))

    def do_GET(self) -> None:
        key = NoteKey(self.witness.name, COSIGNATURE, self.witness.signer.public)
        self._say(Answer(200, f"{key.written}\n") if self.path.rstrip("/") == "" else Answer(404, "not found\n"))

    def _say(self, answer: Answer) -> None:
        content = answer.text.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *told: object) -> None:
        """Nothing: who asks is the log, and what was signed stands in the folder."""


def server(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """A server that is bound and waits for `serve_forever`. Raises OSError."""
    return ThreadingHTTPServer((host, port), partial(Requests, witness))
