"""Publishing whom to believe: `policy` in the open format, and `keys`, which says besides who signs extracts and licences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lvheng.kernel.ledger.logs import ACTS, extract_name, licence_name
from lvheng.kernel.ledger.note import NoteKey
from lvheng.kernel.ledger.sequencing.publishing import put
from lvheng.kernel.ledger.trust import Trust, read_trust, written
from lvheng.kernel.signing.signer import Keyring, State

KEYS, POLICY, WITNESSES = "keys", "policy", "witnesses"


def witnesses_of(home: Path) -> Trust:
    """The witnesses that the operator has named in `LVHENG_HOME/witnesses` (C2SP `tlog-policy`). Raises `NoteRefused`."""
    try:
        return read_trust((home / WITNESSES).read_text())
    except FileNotFoundError:
        return Trust()


def own_trust(ring: Keyring, origins: Mapping[str, str], witnesses: Trust) -> Trust:
    """Whom to believe about this installation, whose logs (by code) have these names: every key not destroyed."""
    keys = [key for key in ring.keys_of() if key.state is not State.DESTROYED]
    logs = [NoteKey(name, k.algorithm, k.public) for name in origins.values() for k in keys if k.purpose == "log"]
    signers, issuers = (
        [NoteKey(named(origins[ACTS.code]), k.algorithm, k.public) for k in keys if k.purpose == purpose]
        if ACTS.code in origins
        else []
        for purpose, named in (("extract", extract_name), ("licence", licence_name))
    )
    return replace(witnesses, logs=logs, signers=signers, issuers=issuers)


def publish_keys(folder: Path, trust: Trust) -> None:
    """Writes both files into the folder of all logs, if they say something else."""
    for name, text in ((KEYS, written(trust)), (POLICY, written(replace(trust, signers=[], issuers=[])))):
        file = folder / name
        if not file.exists() or file.read_text() != text:
            put(file, text.encode())
