"""The licence as a page: its words, its codes, set and signed as PDF, or drawn as OFD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import serif_path

from lvheng.elicence import licences
from lvheng.elicence.faces import code, cwt, ofd, pdf, sd_jwt
from lvheng.elicence.faces.certificate import certificate
from lvheng.elicence.record import Record
from lvheng.elicence.types import declared
from lvheng.kernel.documents.document import DEMONSTRATION, long_day
from lvheng.kernel.documents.typesetting import own_page
from lvheng.kernel.time.clock import now

TEMPLATE = Path(__file__).parent / "faces" / "licence.typ"
SOFT, CINNABAR = "90 100 114", "168 50 42"
ON_LINE, OFF_LINE = "联网查验", "离线核验"
HOW = (
    "本证照由签发机关以数字签名签发。现在是否有效，以查验的结果为准："
    "扫左边的码联网查验；在核验页用摄像头扫右边的码，或选中本文件，断网也能核验。"
    "打印件与文件内容一致，文件改动一处即核验不过。"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the page, whoever draws it."""

    title: str
    english: str
    items: list[tuple[str, str, str]]
    address: str
    code: str
    record: str
    issuer: str
    issued_on: str
    how: str
    demonstration: str

    @property
    def codes(self) -> list[tuple[str, str, str]]:
        return [
            (self.address, ON_LINE, "手机扫码，看现在是否有效 · Online"),
            (self.code, OFF_LINE, "用核验页扫码，断网可用 · Offline"),
        ]


def page_of(record: Record) -> Page:
    """The page of a record, its faces signed now."""
    said, signer = licences.said(record), licences.signer()
    items = [
        (item.title, item.english, record.items[item.name]) for item in record.of.items if item.name in record.items
    ]
    return Page(
        title=record.of.title,
        english=record.of.english,
        items=items,
        address=licences.address_of(record),
        code=cwt.write(said, signer),
        record=sd_jwt.write(said, settings.ADDRESS, signer),
        issuer=declared().issuer.name,
        issued_on=long_day(record.issued_on),
        how=HOW,
        demonstration=DEMONSTRATION if settings.DEMONSTRATION else "",
    )


def pdf_face(record: Record) -> bytes:
    """PDF/A-3, signed, with the record within."""
    page, signer = page_of(record), licences.signer()
    pictures = {
        f"code-{number}.svg": code.svg(text, title).encode() for number, (text, title, _) in enumerate(page.codes)
    }
    told: dict[str, Any] = {
        "title": page.title,
        "english": page.english,
        "number": record.items["number"],
        "items": page.items,
        "codes": [(f"code-{number}.svg", title, words) for number, (_, title, words) in enumerate(page.codes)],
        "issuer": page.issuer,
        "issued_on": page.issued_on,
        "how": page.how,
        "demonstration": page.demonstration,
        "attached": "证照记录（SD-JWT），与本页同时签发",
    }
    files = {
        "licence.json": json.dumps(told, ensure_ascii=False).encode(),
        pdf.RECORD: page.record.encode(),
        **pictures,
    }
    plain = own_page(TEMPLATE, files)
    return pdf.sign(plain, signer, certificate(signer, signer.key.made_at, licences.keys_folder()), page.issuer)


def ofd_face(record: Record) -> bytes:
    """OFD, signed, with the record within."""
    page, signer = page_of(record), licences.signer()
    drawing = ofd.Drawing(TTFont(serif_path()))
    middle = ofd.WIDE / 2
    drawing.text(page.title, middle, 44, 11, centre=True)
    drawing.text(page.english, middle, 52, 4, SOFT, centre=True)
    if page.demonstration:
        drawing.text(page.demonstration, middle, 59, 3.4, CINNABAR, centre=True)
    for line, (title, english, value) in enumerate(page.items):
        y = 76 + line * 13
        drawing.text(title, 26, y - 1.5, 3.8, SOFT)
        drawing.text(english, 26, y + 2.5, 2.7, SOFT)
        drawing.text(value, 72, y, 5)
        drawing.path("M 0 0 L 158 0 L 158 0.15 L 0 0.15 C", 26, y + 5, 158, 0.15, "190 190 190")
    for (text, title, words), x in zip(page.codes, (40, 122), strict=True):
        drawing.code(code.modules(text), x, 196, 44)
        drawing.text(title, x + 22, 247, 3.8, centre=True)
        drawing.text(words, x + 22, 252, 2.8, SOFT, centre=True)
    drawing.text(f"{page.issuer}  {page.issued_on}", 184 - 5 * (len(page.issuer) + 6.5), 266, 5)
    made_at = f"{now().astimezone(UTC):%Y%m%d%H%M%S}Z"
    return ofd.write(drawing, page.record, f"{page.title} {record.items['number']}", page.issuer, made_at, signer)
