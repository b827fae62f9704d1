"""The face as an OFD document (GB/T 33190-2016): our own small writer, for no library writes what the standard says.

One page of text and paths, its font embedded as a subset, the record attached, and a digital signature of the kind `Sign`
(GB/T 33190 §18) over every file within. The signature's value is our own: key id ‖ r ‖ s under ES256. A seal (GB/T 38540,
SM2) needs a certified 签章 service and is not here; its place, `Signs/`, is. What is here, and nothing beside it, is read:
the file must be spelt byte by byte as the writer spells it, so no bit of it is free.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from fontTools import subset
from fontTools.ttLib import TTFont

from lvheng.elicence.faces import sd_jwt
from lvheng.elicence.faces.said import FaceRefused, Said, key_named
from lvheng.kernel.signing.signer import Key, Signer

BEGINS = b"PK\x03\x04"
RECORD = "Doc_0/Attachs/licence.sd-jwt"
SIGNATURE, VALUE = "Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Sign_0/SignedValue.dat"
SIGNATURES = "Doc_0/Signs/Signatures.xml"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ECDSA, SHA256 = "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.2.1"
KID_BYTES = 8
CHANGED = "签名不对：文件被改动过"
WIDE, HIGH = 210.0, 297.0  # mm
FONT = 2
_LISTED = (
    f'{XML}<ofd:Signatures {NAMESPACE}><ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" Type="Sign"'
    f' BaseLoc="/{SIGNATURE}"/></ofd:Signatures>\n'
)
_WHEN = re.compile(r"<ofd:SignatureDateTime>(\d{14}Z)</ofd:SignatureDateTime>")


@dataclass
class Drawing:
    """What stands on the page: texts and filled paths, in millimetres from the upper left corner."""

    font: TTFont
    objects: list[str] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)

    def text(
        self, words: str, x: float, y: float, size: float, colour: str = "28 37 48", *, centre: bool = False
    ) -> None:
        """A line whose baseline is at `y`; with `centre`, `x` is its middle."""
        steps = [self._wide(sign) * size for sign in words]
        left = x - sum(steps) / 2 if centre else x
        self.signs |= set(words)
        deltas = f' DeltaX="{" ".join(f"{step:.3f}" for step in steps[:-1])}"' if len(steps) > 1 else ""
        self._add(
            "TextObject",
            f'Boundary="{left:.3f} {y - size:.3f} {sum(steps) + 1:.3f} {size * 1.4:.3f}" Font="{FONT}" Size="{size:.3f}"',
            f'<ofd:FillColor Value="{colour}"/><ofd:TextCode X="0" Y="{size:.3f}"{deltas}>{escape(words)}</ofd:TextCode>',
        )

    def path(self, told: str, x: float, y: float, wide: float, high: float, colour: str = "0 0 0") -> None:
        """A filled path, whose own coordinates begin at (x, y)."""
        self._add(
            "PathObject",
            f'Boundary="{x:.3f} {y:.3f} {wide:.3f} {high:.3f}" Stroke="false" Fill="true"',
            f'<ofd:FillColor Value="{colour}"/><ofd:AbbreviatedData>{told}</ofd:AbbreviatedData>',
        )

    def code(self, rows: Sequence[Sequence[bool]], x: float, y: float, side: float) -> None:
        """A QR code of that side, without the white around it."""
        step = side / len(rows)
        runs = (
            f"M {column * step:.3f} {line * step:.3f} L {(column + 1) * step:.3f} {line * step:.3f} "
            f"L {(column + 1) * step:.3f} {(line + 1) * step:.3f} L {column * step:.3f} {(line + 1) * step:.3f} C"
            for line, row in enumerate(rows)
            for column, dark in enumerate(row)
            if dark
        )
        self.path(" ".join(runs), x, y, side, side)

    def _wide(self, sign: str) -> float:
        """A sign's width in parts of its size."""
        name = self.font.getBestCmap().get(ord(sign), ".notdef")
        return float(self.font["hmtx"][name][0] / self.font["head"].unitsPerEm)

    def _add(self, kind: str, attributes: str, inner: str) -> None:
        self.objects.append(f'<ofd:{kind} ID="{len(self.objects) + 10}" {attributes}>{inner}</ofd:{kind}>')


def write(drawing: Drawing, record: str, title: str, author: str, made_at: str, signer: Signer) -> bytes:
    """The signed file; `made_at`: yyyymmddhhmmssZ."""
    parts = _document(drawing, record, title, author, made_at)
    signed = _signature(parts, made_at).encode()
    value = bytes.fromhex(signer.kid) + signer.sign(signed)
    return zipped({**parts, SIGNATURES: _LISTED.encode(), SIGNATURE: signed, VALUE: value})


def _document(drawing: Drawing, record: str, title: str, author: str, made_at: str) -> dict[str, bytes]:
    day = f"{made_at[:4]}-{made_at[4:6]}-{made_at[6:8]}"
    number = hashlib.sha256(record.encode()).hexdigest()[:32]
    box = f"0 0 {WIDE:g} {HIGH:g}"
    told = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{number}</ofd:DocID>'
        f"<ofd:Title>{escape(title)}</ofd:Title><ofd:Author>{escape(author)}</ofd:Author><ofd:CreationDate>{day}</ofd:CreationDate>"
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>{SIGNATURES}</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>{len(drawing.objects) + 10}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="{FONT}" FontName="Noto Serif SC"'
        ' FamilyName="Noto Serif SC"><ofd:FontFile>font.otf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="3" Type="Body">{"".join(drawing.objects)}</ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {NAMESPACE}><ofd:Attachment ID="licence" Name="licence.sd-jwt"'
        f' Format="sd-jwt" CreationDate="{day}"><ofd:FileLoc>licence.sd-jwt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
    }
    parts = {name: f"{XML}{text}\n".encode() for name, text in told.items()}
    return {**parts, "Doc_0/Res/font.otf": _subset(drawing), RECORD: record.encode()}


def _subset(drawing: Drawing) -> bytes:
    """The font with the signs of the page and no others."""
    options = subset.Options(notdef_outline=True, layout_features=[], name_IDs=[1, 2], hinting=False)
    chosen = subset.Subsetter(options)
    chosen.populate(text="".join(sorted(drawing.signs)))
    chosen.subset(drawing.font)
    written = io.BytesIO()
    drawing.font.save(written)
    return written.getvalue()


def _signature(parts: Mapping[str, bytes], made_at: str) -> str:
    """What is signed: the digest of every part, in their order."""
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>{b64encode(hashlib.sha256(part).digest()).decode()}</ofd:CheckValue>'
        "</ofd:Reference>"
        for name, part in parts.items()
    )
    return (
        f'{XML}<ofd:Signature {NAMESPACE}><ofd:SignedInfo><ofd:Provider ProviderName="lvheng" Version="1"/>'
        f"<ofd:SignatureMethod>{ECDSA}</ofd:SignatureMethod><ofd:SignatureDateTime>{made_at}</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{SHA256}">{references}</ofd:References></ofd:SignedInfo>'
        f"<ofd:SignedValue>/{VALUE}</ofd:SignedValue></ofd:Signature>\n"
    )


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of parts that are only stored, spelt in one way."""
    files, listed = b"", b""
    for name, part in parts.items():
        spelt = name.encode("ascii")
        # version, flags, method, time, day (1980-01-01), checksum, sizes, length of the name, of more
        frame = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, zlib.crc32(part), len(part), len(part), len(spelt), 0)
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + frame + struct.pack("<HHHII", 0, 0, 0, 0, len(files)) + spelt
        files += b"PK\x03\x04" + frame + spelt + part
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listed), len(files), 0)
    return files + listed + b"PK\x05\x06" + end


def read(content: bytes, keys: Sequence[Key]) -> Said:
    """What the record within says, if the whole file is as it was signed. Raises `FaceRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise FaceRefused(CHANGED) from None
    if SIGNATURE not in parts or RECORD not in parts or VALUE not in parts:
        raise FaceRefused("这份文件不是本系统的电子证照")
    try:
        spelt = zipped(parts)
    except UnicodeEncodeError:
        raise FaceRefused(CHANGED) from None
    signed, value, listed = parts.pop(SIGNATURE), parts.pop(VALUE), parts.pop(SIGNATURES, b"")
    when = _WHEN.search(signed.decode("utf-8", "replace"))
    if spelt != content or when is None or listed != _LISTED.encode() or signed != _signature(parts, when[1]).encode():
        raise FaceRefused(CHANGED)
    key = key_named(keys, value[:KID_BYTES].hex())
    if not key.verify(signed, value[KID_BYTES:]):
        raise FaceRefused(CHANGED)
    try:
        return sd_jwt.read(parts[RECORD].decode("ascii"), keys)
    except UnicodeDecodeError:
        raise FaceRefused(CHANGED) from None
