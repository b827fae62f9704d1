"""A holder's electronic licence: its files to take along, and who verified it, as counts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.elicence import licences, paper
from lvheng.elicence.choices import TITLES, Way
from lvheng.elicence.faces import code
from lvheng.elicence.policies import may_take
from lvheng.elicence.record import Record, state_of
from lvheng.elicence.selectors import checks_of
from lvheng.kernel.time.days import today
from lvheng.workbench.views.common import members, viewer_of

REFUSED = "电子证照的文件只由持证人本人、本所负责人和发证机关取用；别人请用公开的核验页"
FACES: dict[str, tuple[str, str, Callable[[Record], bytes]]] = {
    "pdf": ("PDF", "application/pdf", paper.pdf_face),
    "ofd": ("OFD", "application/ofd", paper.ofd_face),
    "sd-jwt": ("SD-JWT", "application/dc+sd-jwt", lambda record: licences.wallet_face(record).encode()),
    "txt": ("二维码文本", "text/plain; charset=us-ascii", lambda record: licences.code_face(record).encode()),
}
"""Every face as a file: its title, media type, and how it is made."""


def _record(request: HttpRequest, subject: UUID) -> Record:
    if not may_take(viewer_of(request), subject, today()):
        raise PermissionDenied(REFUSED)
    record = licences.current_record(subject, today())
    if record is None:
        raise Http404("没有签发过电子证照")
    return record


@members
def licence_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    record = _record(request, subject)
    status, word = state_of(subject, today())
    checks = checks_of(subject, today())
    told = {
        "licence": record,
        "items": [(item.title, record.items[item.name]) for item in record.of.items if item.name in record.items],
        "status": TITLES[status],
        "good": not status,
        "word": word,
        "faces": [(ending, title) for ending, (title, _, _) in FACES.items()],
        "code": code.svg(licences.code_face(record), "离线核验的二维码"),
        "checks": [(check, Way(check.way).label) for check in checks],
        "all": sum(check.count for check in checks),
        "there": "lawyers" if record.of.name == "lawyer" else "firms",
    }
    return render(request, "workbench/licence.html", told)


@members
def licence_file(request: HttpRequest, subject: UUID, ending: str) -> HttpResponse:
    """One face as a file, signed now."""
    if ending not in FACES:
        raise Http404("没有这种票面")
    record = _record(request, subject)
    _, kind, made = FACES[ending]
    name = f"lvheng-{record.items['number']}.{ending}"
    return HttpResponse(
        made(record), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
