"""One door to every private key: `signers(purpose)` sign, `keys_of(purpose)` verify.

Keys stand outside the database, one file each in `LVHENG_HOME/keys/` (or the folder LVHENG_SIGNING_KEYS), readable by
their user alone. A key has a purpose, an algorithm, a key id that follows from its public part, and a state:

    next         made and published, does not sign yet
    active       signs; at most one for each purpose and algorithm
    verify-only  signs no more; what it signed is still believed
    destroyed    the private part is gone and nothing it ever signed is believed any more

Whoever puts keys into hardware writes another class with the attributes of `Signer` and returns it from `signers`.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Protocol

from lvheng.kernel.signing.suites import ED25519, ES256, GM, SM2, algorithm_of, chosen_suite

ENDING = ".key.json"


class State(Enum):
    """The states of a key, in the order in which it goes through them."""

    NEXT = "next"
    ACTIVE = "active"
    VERIFY_ONLY = "verify-only"
    DESTROYED = "destroyed"


TITLES = {State.NEXT: "待用", State.ACTIVE: "在用", State.VERIFY_ONLY: "只验不签", State.DESTROYED: "已销毁"}

PURPOSES = {"log": "公开存证日志", "extract": "公开摘录", "licence": "电子证照", "witness": "见证"}
"""What keys are for."""
ALGORITHMS_OF = {"log": ED25519, "extract": ED25519, "licence": ES256, "witness": ED25519}
"""What each purpose signs with in any suite; under `gm` all but the witness sign a second time with SM2."""


class KeyRefused(Exception):
    """A key that cannot be used so; its text is the Chinese sentence."""


class Signer(Protocol):
    """What signs. `sign` gives 64 bytes; `public` is encoded as its algorithm says (`suites.py`)."""

    @property
    def suite(self) -> str: ...
    @property
    def algorithm(self) -> str: ...
    @property
    def kid(self) -> str: ...
    @property
    def public(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """A key as its file tells it, the private part left out."""

    purpose: str
    algorithm: str
    kid: str
    public: bytes
    state: State
    made_at: str
    changed_at: str

    @property
    def suite(self) -> str:
        return algorithm_of(self.algorithm).suite

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key signed that, and may still be believed. Raises `Unavailable`."""
        return self.state is not State.DESTROYED and algorithm_of(self.algorithm).verify(
            self.public, message, signature
        )


@dataclass(frozen=True, slots=True)
class FileSigner:
    """A signer whose private key stands in a file."""

    key: Key
    private: bytes

    @property
    def suite(self) -> str:
        return self.key.suite

    @property
    def algorithm(self) -> str:
        return self.key.algorithm

    @property
    def kid(self) -> str:
        return self.key.kid

    @property
    def public(self) -> bytes:
        return self.key.public

    def sign(self, message: bytes) -> bytes:
        return algorithm_of(self.key.algorithm).sign(self.private, message)


def key_id(algorithm: str, public: bytes) -> str:
    """16 hexadecimal digits of SHA-256(algorithm ‖ newline ‖ public key)."""
    return hashlib.sha256(algorithm.encode() + b"\n" + public).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of one folder."""

    folder: Path

    def keys_of(self, purpose: str | None = None) -> list[Key]:
        """All keys, or those of one purpose, oldest first."""
        found = [self._read(file)[0] for file in self.folder.glob(f"{purpose or '*'}-*{ENDING}")]
        return sorted(found, key=lambda key: (key.purpose, key.made_at, key.kid))

    def key(self, kid: str) -> Key:
        """Raises `KeyRefused`."""
        found = [key for key in self.keys_of() if key.kid == kid]
        if not found:
            raise KeyRefused(f"没有编号为 {kid} 的密钥。")
        return found[0]

    def signers(self, purpose: str) -> list[FileSigner]:
        """What signs for `purpose` now: one of the suite `intl`, and under LVHENG_SUITE=gm one of SM2 after it.

        Keys that are missing are made. Raises `Unavailable`."""
        wanted = [ALGORITHMS_OF[purpose], *([SM2] if chosen_suite() == GM and purpose != "witness" else [])]
        return [self._active(purpose, algorithm.code) for algorithm in wanted]

    def _active(self, purpose: str, algorithm: str) -> FileSigner:
        with self._alone():
            found = self._in_state(purpose, algorithm, State.ACTIVE)
            if found is None:
                self._make(purpose, algorithm, State.ACTIVE)
                found = self._in_state(purpose, algorithm, State.ACTIVE)
        assert found is not None
        key, private = self._read(self._file(found))
        return FileSigner(key, private)

    def make(self, purpose: str, algorithm: str | None = None) -> Key:
        """A new key in the state `next`. Raises `KeyRefused` if there is one already, `Unavailable`."""
        code = algorithm or ALGORITHMS_OF[purpose].code
        with self._alone():
            if waiting := self._in_state(purpose, code, State.NEXT):
                raise KeyRefused(f"{PURPOSES[purpose]}已有一把待用的密钥 {waiting.kid}，请先启用它。")
            return self._make(purpose, code, State.NEXT)

    def activate(self, kid: str) -> Key:
        """The next key signs from now on, and the one that did becomes verify-only. Raises `KeyRefused`."""
        with self._alone():
            key = self.key(kid)
            if key.state is not State.NEXT:
                raise KeyRefused(f"密钥 {kid} 是“{TITLES[key.state]}”，只有待用的密钥才能启用。")
            if before := self._in_state(key.purpose, key.algorithm, State.ACTIVE):
                self._change(before, State.VERIFY_ONLY)
            return self._change(key, State.ACTIVE)

    def destroy(self, kid: str) -> Key:
        """Its private part is overwritten and nothing it signs is believed any more. Raises `KeyRefused`."""
        with self._alone():
            key = self.key(kid)
            if key.state is State.ACTIVE:
                raise KeyRefused(f"密钥 {kid} 正在用，请先启用另一把。")
            return self._change(key, State.DESTROYED)

    def _in_state(self, purpose: str, algorithm: str, state: State) -> Key | None:
        found = [key for key in self.keys_of(purpose) if (key.algorithm, key.state) == (algorithm, state)]
        return found[-1] if found else None

    def _make(self, purpose: str, code: str, state: State) -> Key:
        algorithm, at = algorithm_of(code), _now()
        private = algorithm.generate()
        public = algorithm.public(private)
        key = Key(purpose, code, key_id(code, public), public, state, at, at)
        self._write(key, private)
        return key

    def _change(self, key: Key, state: State) -> Key:
        _, private = self._read(self._file(key))
        changed = replace(key, state=state, changed_at=_now())
        self._write(changed, b"" if state is State.DESTROYED else private)
        return changed

    def _file(self, key: Key) -> Path:
        return self.folder / f"{key.purpose}-{key.kid}{ENDING}"

    def _read(self, file: Path) -> tuple[Key, bytes]:
        told = json.loads(file.read_text())
        private = b64decode(told.pop("private"))
        del told["suite"]
        return Key(**told | {"public": b64decode(told["public"]), "state": State(told["state"])}), private

    def _write(self, key: Key, private: bytes) -> None:
        told = asdict(key) | {"suite": key.suite, "state": key.state.value, "public": b64encode(key.public).decode()}
        file = self._file(key)
        draft = file.with_name(f".{file.name}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
            json.dump(told | {"private": b64encode(private).decode()}, written, indent=1)
            written.flush()
            os.fsync(written.fileno())
        draft.replace(file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two programs of ours may ask for a missing key in the same instant."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.folder, os.O_RDONLY)
        try:
            flock(lock, LOCK_EX)
            yield
        finally:
            os.close(lock)


def keyring(home: Path) -> Keyring:
    """The keys of the installation whose home that is."""
    return Keyring(Path(os.environ.get("LVHENG_SIGNING_KEYS") or home / "keys"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
