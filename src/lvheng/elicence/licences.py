"""Electronic licences in their faces, signed when they are asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lvheng.elicence.faces import cwt, sd_jwt
from lvheng.elicence.faces.said import Said
from lvheng.elicence.record import Record, record_of
from lvheng.elicence.selectors import current_issue
from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import FileSigner, Key, State, keyring
from lvheng.kernel.time.clock import now

CHECK_PATH = "/check/"


def current_record(holder: UUID, day: date) -> Record | None:
    """What the holder's electronic licence says on `day`; None if there is none."""
    issue = current_issue(holder, day)
    return record_of(issue) if issue else None


def said(record: Record, at: datetime | None = None) -> Said:
    """The record as its faces say it, signed at `at` or now."""
    signed_at = at or now()
    good_until = signed_at + timedelta(days=declared().lives_days)
    return Said(
        record.of.name,
        record.items,
        record.version,
        record.issued_on,
        record.list_number,
        record.index,
        int(signed_at.timestamp()),
        int(good_until.timestamp()),
    )


def signer() -> FileSigner:
    """What signs the faces: ES256 in any suite, for wallets and code readers know nothing else."""
    return keyring(Path(settings.HOME)).signers("licence")[0]


def believed_keys() -> list[Key]:
    """The keys by which licences are believed, destroyed ones left out."""
    return [key for key in keyring(Path(settings.HOME)).keys_of("licence") if key.state is not State.DESTROYED]


def wallet_face(record: Record) -> str:
    return sd_jwt.write(said(record), settings.ADDRESS, signer())


def code_face(record: Record) -> str:
    return cwt.write(said(record), signer())


def address_of(record: Record) -> str:
    """Where anybody asks for its state as of now; the smaller of the two codes says it."""
    return f"{settings.ADDRESS}{CHECK_PATH}?n={record.items['number']}"


def keys_folder() -> Path:
    return keyring(Path(settings.HOME)).folder
