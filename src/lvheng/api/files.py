"""附件：先传文件，再随行为写下；取回一件行为的附件。"""

import io
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router, Status

from lvheng.api.entrance import member_asking, viewer_asking
from lvheng.api.problems import Invalid
from lvheng.api.responses import ACTING, READING
from lvheng.api.shapes import UploadAsked, Uploaded
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.documents.files import LARGEST, FileRefused, attachment, content_of, receive
from lvheng.kernel.documents.kinds import MEDIA_TYPES, Kind
from lvheng.kernel.ledger.selectors import line_of
from lvheng.work.policies import may_open_entry, may_open_subject

router = Router(tags=["附件"])
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": _BINARY}}}
_ANSWER = {"responses": {200: {"description": "文件", "content": dict.fromkeys(MEDIA_TYPES.values(), _BINARY)}}}


@router.post("/files", response=ACTING | {201: Uploaded}, summary="上传一份附件", openapi_extra=_BODY)
def send_file(request: HttpRequest, asked: Query[UploadAsked]) -> Any:
    """正文就是文件的字节。pdf、docx、xlsx、jpg、png、ofd，按内容认，每份不超过 20 MB。回答里的 id 写进行为的 attachments，
    24 小时内有效，只有上传的账号能用。"""
    viewer = member_asking(request)
    try:
        upload = receive(request.read(LARGEST + 1), asked.name, viewer.id, sensitive=asked.sensitive)
    except FileRefused as refused:
        raise Invalid(Refusal(str(refused).rstrip("。"), "name")) from None
    told = Uploaded(
        id=upload.id,
        name=upload.name,
        kind=upload.file.kind,
        size=upload.file.size,
        digest=upload.file_id,
        sensitive=upload.sensitive,
        until=upload.until,
    )
    return Status(201, told)


@router.get("/entries/{entry}/attachments/{place}", response=READING, summary="一份附件", openapi_extra=_ANSWER)
def attachment_of_entry(
    request: HttpRequest,
    entry: Annotated[int, Path(ge=1, le=2**62)],
    place: Annotated[int, Path(ge=1, le=2**15 - 1)],
) -> HttpResponseBase:
    """文件的字节；它的 SHA-256 就是存证里的 attachment.n。含敏感个人信息的须在网页上写明用途后查看。"""
    viewer, line = viewer_asking(request), line_of(entry)
    if viewer.is_public:
        raise PermissionDenied("附件须有密钥才能取")
    found = attachment(entry, place) if line else None
    if line is None or found is None:
        raise Http404("没有这份附件")
    if not (may_open_subject(viewer, line.subject) and may_open_entry(viewer, line)):
        raise PermissionDenied("这份附件所属的记录不在您的管辖范围内")
    if found.sensitive:
        raise PermissionDenied("这份附件含敏感个人信息，须在网页上写明用途后查看")
    content = io.BytesIO(content_of(found.file_id))
    media_type = MEDIA_TYPES[Kind(found.file.kind)]
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=media_type)
