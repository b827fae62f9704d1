"""Which logs there are: the tables whose entries are numbered into a tree each, and where their files stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Log:
    """A log of entries. `table` has the columns id, body, leaf and at; `is_open` if anybody may read the entries.

    Of a log that is not open the checkpoint alone is published: enough for witnesses, and to hold us to it."""

    code: str
    title: str
    table: str
    is_open: bool


ACTS = Log("acts", "存证日志", "kernel_ledger_entry", True)
VIEWS = Log("views", "查看日志", "kernel_view", False)
LOGS = {log.code: log for log in (ACTS, VIEWS)}


def ledger_folder(home: Path) -> Path:
    """Below it each log has a folder by its code: `checkpoint` and `tile/…`, as C2SP `tlog-tiles` has them."""
    return Path(os.environ.get("LVHENG_LEDGER") or home / "ledger")


def log_name(base: str, code: str) -> str:
    """The name that a log takes under `base` (`LVHENG_LOG_ORIGIN`); '' without one."""
    return f"{base}/log/{code}" if base else ""


def extract_name(origin: str) -> str:
    """The name under which extracts are signed beside the log of that name."""
    return f"{origin}/extract"


def licence_name(origin: str) -> str:
    """The name under which electronic licences are believed beside the log of that name."""
    return f"{origin}/licence"
