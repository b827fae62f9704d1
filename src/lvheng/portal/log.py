"""The public log as static files (C2SP `tlog-tiles`), and a page that says what it is. A proxy may serve the folder itself."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.ledger.logs import LOGS, ledger_folder
from lvheng.kernel.ledger.proving import checkpoints

_NUMBER = r"(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
TILE = re.compile(rf"tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/{_NUMBER}")
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=2"
PLAIN = "text/plain; charset=utf-8"


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What the log is, how far it has come, and how anybody checks it."""
    return render(request, "portal/log.html", {"heads": checkpoints()})


@require_safe
def file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of a log. Of one that is not open the checkpoint alone is published."""
    code, _, rest = path.partition("/")
    if path in ("keys", "policy"):
        return _sent(Path(path), PLAIN, BRIEFLY)
    if code in LOGS and rest == "checkpoint":
        return _sent(Path(code) / rest, PLAIN, BRIEFLY)
    if code in LOGS and LOGS[code].is_open and TILE.fullmatch(rest):
        return _sent(Path(code) / rest, "application/octet-stream", FOR_EVER)
    raise Http404("日志里没有这个文件")


def _sent(path: Path, kind: str, kept: str) -> FileResponse:
    try:
        opened = (ledger_folder(Path(settings.HOME)) / path).open("rb")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise Http404("日志里没有这个文件") from None
    return FileResponse(opened, content_type=kind, headers={"Cache-Control": kept})
