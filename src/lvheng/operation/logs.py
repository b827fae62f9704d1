"""Log lines as JSON, one object a line, without personal data.

Our own loggers (`lvheng.…`) tell an event and named values that are codes, numbers and keys. What a library says is
written as its template without arguments, with Chinese signs and long numbers masked; an exception is told by its type
and the places it came through, never by its message, which may quote a row.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The number of the request that is being answered, '' outside of one."""

OURS = "lvheng"
_PERSONAL = re.compile(r"[^\x00-\x7f]+|\d{5,}")
FRAMES = 12


class JsonLines(logging.Formatter):
    """One record as one JSON object: at (UTC), level, logger, event, request, and what the event tells."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.split(".")[0] == OURS
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg) if ours else _PERSONAL.sub("…", str(record.msg)),
        }
        if number := request_id.get():
            told["request"] = number
        if ours:
            told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[1] is not None:
            told |= _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, default=str)


def _error(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "where": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }


def log_settings(kind: str, home: Path) -> dict[str, Any]:
    """Django's LOGGING. `kind`: 'stderr', 'file' (home/log/lvheng.jsonl, which may be rotated), '' for nowhere."""
    places: dict[str, dict[str, Any]] = {
        "stderr": {"class": "logging.StreamHandler"},
        "file": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(home / "log" / "lvheng.jsonl"),
            "delay": True,
        },
        "": {"class": "logging.NullHandler"},
    }
    if kind not in places:
        raise ValueError(f"LVHENG_LOG 应是 stderr 或 file，现为“{kind}”。")
    chosen = {"place": {**places[kind], "formatter": "lines"}} if kind else {"place": places[""]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "lvheng.operation.logs.JsonLines"}},
        "handlers": chosen,
        "root": {"handlers": ["place"], "level": "WARNING"},
        "loggers": {
            OURS: {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "procrastinate": {"level": "WARNING"},
        },
    }
