"""存证：一条的字节、叶，和可以打开的各项。"""

from base64 import urlsafe_b64encode
from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Path, Router

from lvheng.api.entrance import viewer_asking
from lvheng.api.responses import READING
from lvheng.api.shapes import AttachmentTold, EntryAnswer, OpenedField
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.opening import OpenedField as Opened
from lvheng.kernel.acts.opening import opened_entry, opened_fields
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.ledger.proving import proof_of
from lvheng.kernel.ledger.selectors import evidence_of, line_of
from lvheng.register.since import by_whom
from lvheng.work.policies import may_open_entry, may_open_subject

router = Router(tags=["存证"])


@router.get("/entries/{entry}", response=READING | {200: EntryAnswer}, summary="一条存证")
def entry(request: HttpRequest, entry: Annotated[int, Path(ge=1, le=2**62)]) -> EntryAnswer:
    """所存的字节和叶，以及每一项的明文与盐：用《存证》参考页上的算法可自行核对。敏感项不给明文，也不给盐。编号以后另有证明，用 ./lvheng verify 或 /verify/ 离线核对。"""
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
    proof = proof_of(entry, opened_entry(act, evidence).as_extra)
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
        fields=[_opened(field) for field in opened_fields(act, evidence)],
        number=proof.index if proof else None,
        proof=proof.text if proof else None,
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


def _opened(field: Opened) -> OpenedField:
    """A field with its salt, so that it alone can be checked (`docs/reference/ledger.md`); a sensitive one stays shut."""
    salt = urlsafe_b64encode(field.salt).rstrip(b"=").decode() if field.salt else None
    return OpenedField(name=field.name, label=field.label, value=field.value, salt=salt)
