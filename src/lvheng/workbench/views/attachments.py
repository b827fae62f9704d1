"""Files given with an act: taken from the form, listed, and given out through the policy of the record."""

from __future__ import annotations

import io
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import ATTACHMENT, ViewRefused, may_view, note_viewings
from lvheng.kernel.acts.attached import FIELD
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.second import waiting
from lvheng.kernel.documents.files import LARGEST, FileRefused, attachment, content_of, receive, uploads
from lvheng.kernel.documents.kinds import ENDINGS, MEDIA_TYPES, Kind
from lvheng.kernel.documents.models import Attachment, Upload
from lvheng.work.references import subject_name
from lvheng.workbench.views.common import entry_opened, members, viewer_of

KEPT, NEW, SENSITIVE = "upload", "files", "files_sensitive"  # names of the form's parts


def brought(request: HttpRequest, viewer: Viewer) -> tuple[list[Upload], list[Refusal]]:
    """The files of a form: those kept from its last submission, then those newly chosen; and why some are not taken."""
    keys = [UUID(key) for key in request.POST.getlist(KEPT) if _is_key(key)]
    known = uploads(keys)
    found = [known[key] for key in keys if key in known and known[key].account == viewer.id]
    refused = []
    for file in request.FILES.getlist(NEW):
        try:
            content = file.read(LARGEST + 1)
            found.append(receive(content, file.name or "", viewer.id, sensitive=SENSITIVE in request.POST))
        except FileRefused as why:
            refused.append(Refusal(str(why).rstrip("。"), FIELD))
    return found, refused


def _is_key(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True


@members
def attachment_file(request: HttpRequest, entry: int, place: int) -> HttpResponseBase:
    """A file of an act, to whom the act's record opens; a sensitive one after saying what for."""
    viewer = viewer_of(request)
    line = entry_opened(viewer, entry)
    found = attachment(entry, place)
    if found is None:
        raise Http404("没有这份附件")
    return _given_out(request, viewer, line.subject, found)


@members
def proposed_file(request: HttpRequest, number: int, key: UUID) -> HttpResponseBase:
    """A file of an act that waits, to those who may decide on it."""
    viewer = viewer_of(request)
    proposal = next((each for each in waiting(viewer) if each.pk == number), None)
    found = uploads([key]).get(key) if proposal and key in proposal.attached else None
    if proposal is None or found is None:
        raise Http404("没有这份附件")
    return _given_out(request, viewer, proposal.subject, found)


def _given_out(
    request: HttpRequest, viewer: Viewer, subject: UUID | None, found: Attachment | Upload
) -> HttpResponseBase:
    if not found.sensitive:
        return _file(found)
    if subject is None or not may_view(viewer, subject):
        raise PermissionDenied("含敏感个人信息的附件由市局、区局工作人员因公查看，或由本人查看")
    name, purpose, refused = subject_name(subject), request.POST.get("purpose", ""), ""
    if request.method == "POST":
        try:
            note_viewings(viewer, {subject: name}, (ATTACHMENT,), purpose)
        except ViewRefused as why:
            refused = str(why)
        else:
            return _file(found)
    told = {"found": found, "name": name, "purpose": purpose, "refused": refused, "own": viewer.person == subject}
    return render(request, "workbench/attachment.html", told, status=422 if refused else 200)


def _file(found: Attachment | Upload) -> HttpResponseBase:
    kind = Kind(found.file.kind)
    name = found.name if ENDINGS.get(found.name.rpartition(".")[2].lower()) else f"{found.name}.{kind}"
    return FileResponse(
        io.BytesIO(content_of(found.file_id)), as_attachment=True, filename=name, content_type=MEDIA_TYPES[kind]
    )
