"""Files as people bring them, and as those bring them who mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from lvheng.kernel.tables.tests.making import workbook

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def word() -> bytes:
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph("行政处罚决定书（示例）")
    made.save(target)
    return target.getvalue()


def sheet() -> bytes:
    return workbook(表=[["姓名"], ["甲"]])


def paper(text: str = "", *, acts: tuple[str, str, str] | None = None, password: str = "") -> bytes:
    """A PDF of one page; `acts`: what it does when it is opened, as kind, key and value of a PDF action."""
    writer, target = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Subject": text})
    if acts:
        kind, key, value = acts
        action = {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password)
    writer.write(target)
    return target.getvalue()


def photo(width: int = 3, height: int = 2) -> bytes:
    """The segments of a JPEG that tell its size; no picture in it."""
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08"
        + size
        + b"\x01\x01\x11\x00\xff\xd9"
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def with_part(content: bytes, name: str, part: bytes, *, types: tuple[str, str] = ("", "")) -> bytes:
    """An Office file with one part more, and a word of its list of types replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as known:
        parts = {each: known.read(each) for each in known.namelist()}
    if types[0]:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(types[0].encode(), types[1].encode())
    return archive({**parts, name: part})


def ofd() -> bytes:
    return archive({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})
