"""Sensitive values: encrypted under the subject's own key, found by a blind index, never in rows, logs or entries.

Keys stand outside the database: one root secret in the file `LVHENG_HOME/keys/root` (or the environment's
`LVHENG_ROOT_KEY`, base64), from which the wrapping key and the index keys are derived (HKDF-SHA-256).
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection, transaction

from lvheng.kernel.numbers.identity_number import mask_identity_number

KEY_BYTES = 32
NONCE_BYTES = 12


@cache
def _root() -> bytes:
    if given := os.environ.get("LVHENG_ROOT_KEY"):
        return b64decode(given)
    path = Path(settings.HOME) / "keys" / "root"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(os.urandom(KEY_BYTES))
        except FileExistsError:
            pass  # another process of ours made it in the same instant: its key is the key
    return path.read_bytes()


@lru_cache(maxsize=64)
def derived(purpose: str) -> bytes:
    """The key for one purpose, of 32 bytes, from the root secret."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(_root())


def blind(field: str, value: str) -> bytes:
    """The blind index of a value of `field`: 16 bytes, equal for equal values, useless without the key."""
    mac = HMAC(derived(f"blind:{field}"), SHA256())
    mac.update(value.encode())
    return mac.finalize()[:16]


def locked(key: bytes, content: bytes, bound: bytes) -> bytes:
    """`content` encrypted with AES-256-GCM and bound to `bound`: nonce, then ciphertext with its tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def unlocked(key: bytes, content: bytes, bound: bytes) -> bytes:
    """What `locked` was given. Raises `cryptography.exceptions.InvalidTag` if a byte or the place has been changed."""
    return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], bound)


def _associated(subject: UUID, field: str) -> bytes:
    return subject.bytes + field.encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sensitive value ready to be written, with its subject's wrapped key if it was made for it."""

    subject: UUID
    field: str
    ciphertext: bytes
    blind: bytes
    wrapped: bytes


def seal(subject: UUID, field: str, value: str, wrapped: bytes | None = None) -> Sealed:
    """Encrypts `value` under the subject's key, or under a new one if it has none yet."""
    if wrapped is None:
        key = os.urandom(KEY_BYTES)
        wrapped = locked(derived("wrap"), key, subject.bytes)
    else:
        key = unlocked(derived("wrap"), wrapped, subject.bytes)
    return Sealed(
        subject, field, locked(key, value.encode(), _associated(subject, field)), blind(field, value), wrapped
    )


def unseal(subject: UUID, field: str, ciphertext: bytes, wrapped: bytes) -> str:
    """The value again. Raises `cryptography.exceptions.InvalidTag` if a byte or the place of it has been changed."""
    key = unlocked(derived("wrap"), wrapped, subject.bytes)
    return unlocked(key, ciphertext, _associated(subject, field)).decode()


def holders(field: str, values: Iterable[str]) -> dict[str, UUID]:
    """Which of `values` are already held as `field`, and by whom; one query, which opens no value (`kernel.md` §1.12)."""
    blinds = {blind(field, value): value for value in values}
    with connection.cursor() as cursor:
        cursor.execute("select blind, subject from lvheng_holders(%s, %s)", [field, list(blinds)])
        return {blinds[bytes(key)]: subject for key, subject in cursor.fetchall()}


def opened(subject: UUID, fields: Iterable[str] = ()) -> dict[str, str]:
    """The subject's values in clear, of `fields` or all. For `masked` and `viewings.reveal` alone."""
    wanted = list(fields)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('lvheng.opened', %s, true)", [str(subject)])
        cursor.execute(
            "select v.field, v.ciphertext, k.wrapped from kernel_sensitive_value v"
            " join kernel_subject_key k using (subject) where v.subject = %s",
            [subject],
        )
        found = cursor.fetchall()
        cursor.execute("select set_config('lvheng.opened', '', true)")
    return {
        field: unseal(subject, field, bytes(ciphertext), bytes(wrapped))
        for field, ciphertext, wrapped in found
        if not wanted or field in wanted
    }


MASKS = {"identity_number": mask_identity_number}
"""How a field is shown to whom does not look at it; of a field not named here nothing is."""


def masked(subject: UUID) -> dict[str, str]:
    """The subject's values, masked. No view: nothing leaves that could be used."""
    return {
        field: MASKS[field](value) if field in MASKS else "*" * len(value) for field, value in opened(subject).items()
    }


def wrapped_keys(subjects: Iterable[UUID]) -> dict[UUID, bytes]:
    """The wrapped key of each subject that has one; one query, none for nobody."""
    from lvheng.kernel.access.models import SubjectKey

    wanted = list(subjects)
    found = SubjectKey.objects.filter(subject__any_of=wanted).values_list("subject", "wrapped") if wanted else ()
    return {subject: bytes(wrapped) for subject, wrapped in found}
