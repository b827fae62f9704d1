"""The keys of a home, sealed under a passphrase: scrypt (RFC 7914) and AES-256-GCM.

What is sealed is bound to the manifest of its backup (associated data): who opens the keys knows that neither the
manifest nor, by its digests, the database in it has been changed.
"""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path, PurePosixPath

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES, NONCE_BYTES = 16, 12
COST, BLOCK, LANES = 2**16, 8, 1  # 64 MB and about a quarter of a second for every guess
FOLDER, SESSIONS = "keys", "secret"


class WrongPassphrase(Exception):
    """The passphrase does not open these keys, or keys or manifest have been changed."""


def seal(content: bytes, passphrase: str, bound: bytes) -> bytes:
    """salt ‖ nonce ‖ ciphertext of `content`, bound to `bound`."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, bound)


def unseal(sealed: bytes, passphrase: str, bound: bytes) -> bytes:
    """The content again. Raises WrongPassphrase."""
    salt, nonce = sealed[:SALT_BYTES], sealed[SALT_BYTES : SALT_BYTES + NONCE_BYTES]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed[SALT_BYTES + NONCE_BYTES :], bound)
    except InvalidTag:
        raise WrongPassphrase from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())


def pack(home: Path) -> bytes:
    """The home's keys as a tar: what is in `keys/`, and the key that signs sessions."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for file in [*sorted((home / FOLDER).glob("*")), home / SESSIONS]:
            if file.is_file():
                member = tarfile.TarInfo(str(file.relative_to(home)))
                member.size = file.stat().st_size
                tar.addfile(member, io.BytesIO(file.read_bytes()))
    return packed.getvalue()


def unpack(packed: bytes, home: Path) -> list[str]:
    """Write the keys into a home that has none of them, for the caller alone; returns their names."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        found = {member.name: tar.extractfile(member) for member in tar.getmembers() if member.isfile()}
        contents = {name: file.read() for name, file in found.items() if file}
    for name in contents:
        parts = PurePosixPath(name).parts
        if parts != (SESSIONS,) and (len(parts) != 2 or parts[0] != FOLDER or parts[1] in (".", "..")):
            raise ValueError(f"a backup of keys holds no {name}")
    (home / FOLDER).mkdir(mode=0o700, exist_ok=True)
    for name, content in contents.items():
        with os.fdopen(os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    return sorted(contents)


def present(home: Path) -> list[str]:
    """The names of the keys that a home has."""
    files = [*sorted((home / FOLDER).glob("*")), home / SESSIONS]
    return [str(file.relative_to(home)) for file in files if file.is_file()]
