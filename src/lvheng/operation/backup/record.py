"""The note that a backup leaves in the home, so that `status` and the metrics know of it wherever the file went."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

NOTE = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When (ISO 8601) which file of how many bytes was made, up to which entry of the ledger."""

    at: str
    file: str
    size: int
    last_entry: int

    @property
    def stamp(self) -> float:
        """Seconds since 1970."""
        return datetime.fromisoformat(self.at).timestamp()


def note_backup(home: Path, made: LastBackup) -> None:
    """Replace the note in one step."""
    draft = home / f"{NOTE}.new"
    draft.write_text(json.dumps(asdict(made), ensure_ascii=False))
    draft.replace(home / NOTE)


def last_backup(home: Path) -> LastBackup | None:
    """The note, or None if no backup was ever made from here."""
    try:
        return LastBackup(**json.loads((home / NOTE).read_text()))
    except (OSError, ValueError, TypeError):
        return None
