"""The program that tells a file's kind by its content, run apart from the product: `python -m … .checking`.

Standard input: the file. Standard output: JSON, `{"kind": "pdf"}` or `{"refused": "…"}`. Nothing of the file is trusted:
what its reading costs is bounded here, and the answer of a reader that died is a refusal (`files.py`).
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

MEMORY = 1 << 30
SECONDS = 20
LARGEST_CONTENT = 300 << 20  # bytes of an unpacked document
MOST_PACKED = 200  # times that a part may be larger than it is packed; text of offices packs 20 to 50 times
MOST_PARTS = 5_000
MOST_PIXELS = 100_000_000
MOST_TYPES = 1 << 20  # bytes of [Content_Types].xml
TAKEN = "可以附 pdf、docx、xlsx、jpg、png、ofd。"
BROKEN = f"这个文件不完整或已损坏，打不开。{TAKEN}"
ENCRYPTED = "这个文件设了打开密码，别人读不出来。请取消密码、另存后再附上。"
OLD = f"这是旧格式的 Office 文件。请用 Word、Excel 或 WPS 打开，另存为 docx、xlsx 或 pdf 后再附上。{TAKEN}"
MACROS = "这个文件里有宏或控件，打开时会运行程序，不能附上。请另存为不带宏的 docx、xlsx 或 pdf。"
ACTIVE = "这份 PDF 里有会自动运行的脚本或程序，不能附上。请重新打印成 PDF 后再附上。"
BOMB = "这个文件展开后过大，像是异常文件，没有收下。"
NOT_TAKEN = f"认不出这是什么文件。{TAKEN}"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = re.compile(r"macroenabled|vbaproject|activex|\.bin.*oleobject", re.IGNORECASE)
_RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}

_UNREADABLE = (
    *(PyPdfError, RecursionError, AttributeError, TypeError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError),
    *(ValueError, LookupError),
)
"""What the readers raise of files that are not whole. What else they do ends this program, which says the same."""


class Refused(Exception):
    """The file is not taken; the text is the Chinese sentence why."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = {"kind": kind_of(sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"refused": str(refused)}
    sys.stdout.write(json.dumps(answer))


def kind_of(content: bytes) -> str:
    """pdf, docx, xlsx, ofd, jpg or png. Raises `Refused`."""
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _package(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else OLD)
    raise Refused(NOT_TAKEN)


def _pdf(content: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Refused(ENCRYPTED)
        if not len(reader.pages):
            raise Refused(BROKEN)
        if any(_runs(each) for each in _objects(reader)):
            raise Refused(ACTIVE)
    except _UNREADABLE:
        raise Refused(BROKEN) from None
    return "pdf"


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, whether or not anything leads to it."""
    keys = {(number, generation) for generation, known in reader.xref.items() for number in known}
    keys |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in keys:
        waiting: list[PdfObject | None] = [reader.get_object(IndirectObject(number, generation, reader))]
        while waiting:
            each: Any = waiting.pop()
            if isinstance(each, DictionaryObject):
                yield each
                waiting += each.values()
            elif isinstance(each, ArrayObject):
                waiting += each


def _runs(each: DictionaryObject) -> bool:
    """A script, a program to start, a form that computes: what acts when somebody only opens the file."""
    return "/JS" in each or "/XFA" in each or ("/S" in each and each.raw_get("/S") in _RUNS)


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, len(content))
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(ENCRYPTED)
            if "OFD.xml" in names:
                return "ofd"
            if "[Content_Types].xml" not in names:
                raise Refused(f"这是压缩包，不是文件。请解开以后一份一份地附上。{TAKEN}")
            types = archive.open("[Content_Types].xml").read(MOST_TYPES).decode("utf-8", "replace")
    except _UNREADABLE:
        raise Refused(BROKEN) from None
    if _MACRO.search(types) or any(_MACRO.search(name) or _embedded_program(name) for name in names):
        raise Refused(MACROS)
    for kind, mark in (("docx", _WORD), ("xlsx", _SHEET)):
        if mark in types:
            return kind
    raise Refused(NOT_TAKEN)


def _embedded_program(name: str) -> bool:
    """OLE objects stand in a document as *.bin; charts and pictures do not."""
    return "/embeddings/" in name and name.lower().endswith((".bin", ".exe", ".js", ".vbs", ".bat"))


def _refuse_bombs(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked, packed = (sum(getattr(part, name) for part in parts) for name in ("file_size", "compress_size"))
    swollen = any(part.file_size > MOST_PACKED * max(part.compress_size, 1 << 10) for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_CONTENT or packed > size or swollen:
        raise Refused(BOMB)


def _png(content: bytes) -> str:
    if content[12:16] != b"IHDR" or b"IEND" not in content[-64:]:
        raise Refused(BROKEN)
    _refuse_pixels(int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    return "png"


def _jpeg(content: bytes) -> str:
    """Walks the segments to the one that tells the picture's size."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _JPEG_SIZES:
            height, width = (int.from_bytes(content[at + n : at + n + 2], "big") for n in (5, 7))
            _refuse_pixels(width, height)
            if b"\xff\xd9" not in content[at:]:
                break
            return "jpg"
        at += 1 if marker == 0xFF else 2 + length
    raise Refused(BROKEN)


def _refuse_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(BROKEN)
    if width * height > MOST_PIXELS:
        raise Refused(f"这张图片有 {width:,}×{height:,} 个点，过大。请缩小后再附上。")


if __name__ == "__main__":
    main()
