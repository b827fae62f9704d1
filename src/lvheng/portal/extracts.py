"""Public extracts: what a public page says, signed and dated, with the entries it rests on, as a file to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lvheng.elicence import licences
from lvheng.elicence.faces import pdf
from lvheng.elicence.faces.certificate import certificate
from lvheng.elicence.types import declared
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.opening import opened_entry
from lvheng.kernel.documents import typesetting
from lvheng.kernel.documents.document import Attached, Document, Paragraph, Table, TableColumn
from lvheng.kernel.documents.typesetting import CONTENT_TYPE as PDF
from lvheng.kernel.ledger.extract import Placed, make_extract
from lvheng.kernel.ledger.logs import extract_name
from lvheng.kernel.ledger.proving import Place, extract_signers, origin, placed
from lvheng.kernel.ledger.selectors import evidence_of, line_of
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import SHANGHAI, today
from lvheng.register import public_lists as policies
from lvheng.register import public_reads as selectors

UNNAMED = "demonstration.invalid/unnumbered"
"""Signs extracts of an installation whose log has no name yet."""
HOW = (
    "本摘录由签发机关以数字签名签发，改动一处即核对不过。收到的人可在核对页选中本文件，断网也能核对；"
    "本文件内附签名的记录和它所依据的存证的证明。"
)


@public_page
def lawyer_extract(request: HttpRequest, subject: UUID, kind: str) -> HttpResponse:
    day = today()
    row = selectors.one(policies.LAWYERS, subject, day)
    if row is None:
        raise Http404
    return _file(extract_of("lawyer", row, [], selectors.entries_of_lawyer(subject, day), day), subject, kind)


@public_page
def firm_extract(request: HttpRequest, subject: UUID, kind: str) -> HttpResponse:
    day = today()
    rows = (selectors.one(shown, subject, day) for shown in (policies.FIRMS, policies.BRANCHES))
    row = next((row for row in rows if row is not None), None)
    if row is None:
        raise Http404
    address = selectors.address_of(subject, day)
    more = [("住所", address)] if address else []
    return _file(extract_of("firm", row, more, selectors.entries_of_firm(subject, day), day), subject, kind)


def _file(text: str, subject: UUID, kind: str) -> HttpResponse:
    content, types = (paper_of(text), PDF) if kind == "pdf" else (text.encode(), "application/json; charset=utf-8")
    name = f"lvheng-{subject}.{kind}"
    return HttpResponse(content, content_type=types, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def paper_of(text: str) -> bytes:
    """A signed extract as PDF/A-3, signed once more as a whole, with the extract itself within."""
    content = json.loads(text)["content"]
    made_at = datetime.fromisoformat(content["made_at"]).astimezone(SHANGHAI)
    rows = [(each["label"], each["value"]) for each in content["statements"]]
    issuer, signer = declared().issuer.name, licences.signer()
    document = Document(
        title=f"{content['name']}登记信息摘录",
        blocks=[
            Paragraph(f"以 {content['on']} 为准，{made_at:%Y-%m-%d %H:%M:%S}（北京时间）签发。"),
            Table([TableColumn("项目"), TableColumn("登记内容")], rows),
            Paragraph(HOW),
        ],
        signed_by=issuer,
        signed_on=made_at.date(),
        demonstration=settings.DEMONSTRATION,
    )
    within = Attached(pdf.EXTRACT, text.encode(), "application/json", "这份摘录的签名记录和存证证明")
    page = typesetting.pdf([document], [within])
    return pdf.sign(page, signer, certificate(signer, signer.key.made_at, licences.keys_folder()), issuer)


def extract_of(
    kind: str, row: selectors.PublicRow, more: Sequence[tuple[str, str]], entries: Sequence[int], day: date
) -> str:
    """The signed extract of what the public page of a subject says on `day`; `entries`: the acts that made it so."""
    said = [(column.title, column.word(value)) for column, value in row.cells if value not in (None, "")]
    content: dict[str, Any] = {
        "kind": kind,
        "subject": str(row.subject),
        "name": str(row.values["name"]),
        "on": day.isoformat(),
        "made_at": now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "statements": [{"label": label, "value": str(value)} for label, value in [*said, *more]],
    }
    found = placed(entries)
    signed_as = extract_name(origin() or UNNAMED)
    return make_extract(content, _entries(found.places), found.checkpoint, signed_as, extract_signers())


def _entries(places: Mapping[int, Place]) -> list[Placed]:
    """Each entry that has public content, with just that opened.

    An act without any stays unnamed: that a licence was resumed would tell of a suspension whose disclosure is over."""
    acts = all_acts()
    found: list[Placed] = []
    for entry, (index, hashes) in sorted(places.items()):
        line = line_of(entry)
        opened = opened_entry(acts.get(line.kind) if line else None, evidence_of(entry), FieldClass.PUBLIC)
        if any(name.startswith("input.") for name, _, _ in opened.fields):
            found.append((index, hashes, opened))
    return found
