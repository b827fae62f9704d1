"""A small OpenID provider over real HTTP, as a city's would answer: discovery, keys, code for tokens with PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET, KEY_ID = "lvheng", "a secret of the test", "k1"


@dataclass
class Provider:
    """What it knows: its key, who sits before it (`claims`), and the codes it has given."""

    issuer: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorise(self, address: str) -> str:
        """What a browser sent to `address` is sent on to, once the person has signed in there."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def tokens(self, form: dict[str, str]) -> dict[str, Any]:
        asked = self.asked.pop(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if asked["code_challenge"] != challenge.decode():
            raise ValueError("PKCE")
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "sub": "u-1", **self.claims}
        if "nonce" in asked:
            told["nonce"] = asked["nonce"]
        signed = jwt.encode(told, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        return {"access_token": "opaque", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def answer(self, path: str) -> dict[str, Any]:
        here = self.issuer
        if path == "/.well-known/openid-configuration":
            named = {f"{name}_endpoint": f"{here}/{name}" for name in ("authorization", "token", "userinfo")}
            return {"issuer": here, "jwks_uri": f"{here}/jwks", **named}
        if path == "/jwks":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": KEY_ID, "alg": "RS256", "use": "sig"}]}
        return {"sub": "u-1", **self.claims}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider at a free port of this machine until the block ends."""
    told = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(told.answer(urlsplit(self.path).path))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._say(told.tokens({name: values[0] for name, values in form.items()}))

        def _say(self, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    told.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
