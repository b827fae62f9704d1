"""存证:一条的字节、叶,和可以打开的各项。"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Path, Router

from lvheng.api.entrance import viewer_asking
from lvheng.api.responses import READING
from lvheng.api.shapes import AttachmentTold, EntryAnswer, OpenedField
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.act import AnyAct, all_acts
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.ledger.selectors import evidence_of, line_of
from lvheng.register.since import by_whom
from lvheng.work.policies import may_open_entry, may_open_subject

router = Router(tags=["存证"])
FRAME = {
    "kind": "行为",
    "subject": "对象",
    "actor": "经办",
    "effective_on": "生效日",
    "basis": "依据",
    "district": "区划",
    "version": "版次",
    "prev": "上一条的叶",
    "parent": "批量行为",
    "line": "来源的行",
    "reverses": "所撤回的行为",
}


@router.get("/entries/{entry}", response=READING | {200: EntryAnswer}, summary="一条存证")
def entry(request: HttpRequest, entry: Annotated[int, Path(ge=1, le=2**62)]) -> EntryAnswer:
    """所存的字节和叶,以及每一项的明文与盐:用《存证》参考页上的算法可自行核对。敏感项不给明文,也不给盐。"""
    viewer, line = viewer_asking(request), line_of(entry)
    if viewer.is_public:
        raise PermissionDenied("存证须有密钥才能查看")
    if line is None:
        raise Http404("没有这条存证")
    if not may_open_subject(viewer, line.subject):
        raise PermissionDenied("这条存证的对象不在您的管辖范围内")
    if not may_open_entry(viewer, line):
        raise PermissionDenied("这条存证所在的登记簿不向您的职务开放")
    act, evidence = all_acts().get(line.kind), evidence_of(entry)
    return EntryAnswer(
        entry=entry,
        kind=line.kind,
        title=act.title if act else "批量登记",
        subject=line.subject,
        effective_on=line.effective_on,
        at=line.at,
        basis=line.basis,
        by=by_whom(line),
        reverses=line.reverses,
        reversed_by=evidence.reversed_by,
        body=evidence.body,
        leaf=evidence.leaf,
        fields=[_opened(act, name, value, evidence.secret) for name, value in evidence.fields.items()],
        attachments=[
            AttachmentTold(
                place=each.place,
                name=each.name,
                kind=each.file.kind,
                size=each.file.size,
                digest=each.file_id,
                sensitive=each.sensitive,
            )
            for each in attachments_of([entry]).get(entry, [])
        ],
    )


def _opened(act: AnyAct | None, name: str, value: Any, secret: bytes) -> OpenedField:
    """A field with its salt, so that it alone can be checked (`docs/reference/ledger.md`); a sensitive one stays shut."""
    declared = act.fields().get(name.removeprefix("input.")) if act and name.startswith("input.") else None
    label = declared.label if declared else FRAME.get(name, name.removeprefix("input."))
    if name.startswith("attachment."):
        label = f"附件 {name.removeprefix('attachment.')}"
    if declared and declared.field_class.value >= FieldClass.SENSITIVE.value:
        return OpenedField(name=name, label=label, value=None, salt=None)
    salt = hmac.digest(secret, name.encode(), sha256)
    return OpenedField(name=name, label=label, value=value, salt=urlsafe_b64encode(salt).rstrip(b"=").decode())
