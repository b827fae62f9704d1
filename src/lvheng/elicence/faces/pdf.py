"""The face on paper and in mail: PDF/A-3 with a PAdES signature (ETSI EN 319 142, B-B) over all of it and the record within.

The reader below takes only what the writer makes: the signature must span the whole file, and its own bytes must have the
one spelling that follows from certificate, attributes and signature. So no bit of the file is free.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence

from asn1crypto import cms, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import CertificateRegistry
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lvheng.elicence.faces import sd_jwt
from lvheng.elicence.faces.certificate import ECDSA, HALF, der_signature
from lvheng.elicence.faces.said import FaceRefused, Said, key_named
from lvheng.kernel.signing.signer import Key, Signer, key_id
from lvheng.kernel.signing.suites import ES256

BEGINS = b"%PDF-"
RECORD = "licence.sd-jwt"
EXTRACT = "extract.json"
"""What is within a licence, and within a public extract."""
FIELD = "Licence"
RESERVED = 6_144  # hexadecimal digits kept free for the signature
_RANGE = re.compile(rb"/ByteRange ?\[0 (\d{1,9}) (\d{1,9}) (\d{1,9}) *\]")
CHANGED = "签名不对：文件被改动过"


class _Through(signers.Signer):
    """pyHanko's signer, whose key is ours wherever it stands."""

    def __init__(self, signer: Signer, certificate: x509.Certificate) -> None:
        super().__init__(signing_cert=certificate, cert_registry=CertificateRegistry.build(), signature_mechanism=ECDSA)
        self._signer = signer

    async def async_sign_raw(self, message: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return der_signature(b"\1" * 64 if dry_run else self._signer.sign(message))


def sign(page: bytes, signer: Signer, certificate: x509.Certificate, issuer: str) -> bytes:
    """The PDF with our signature, invisible, over every byte of it."""
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=issuer, certify=True
    )
    done = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(page)),
        meta,
        _Through(signer, certificate),
        bytes_reserved=RESERVED,
        output=done,
    )
    return done.getvalue()


def read(content: bytes, keys: Sequence[Key]) -> Said:
    """What the record within says, if the whole file is as it was signed. Raises `FaceRefused`."""
    try:
        record = within(content, keys, RECORD).decode("ascii")
    except UnicodeDecodeError:
        raise FaceRefused(CHANGED) from None
    return sd_jwt.read(record, keys)


def holds(content: bytes, name: str) -> bool:
    """Whether it is a PDF with a file of that name within, signed or not."""
    try:
        return content.startswith(BEGINS) and name in PdfReader(io.BytesIO(content)).attachments
    except (PyPdfError, KeyError, ValueError, AttributeError, OSError):
        return False


def within(content: bytes, keys: Sequence[Key], name: str) -> bytes:
    """The file of that name within, if the whole PDF is as it was signed. Raises `FaceRefused`."""
    signed, blob = _parted(content)
    try:
        attributes, signature, certificate = _opened(blob)
        kid = key_id(ES256.code, certificate.public_key.dump())
        told = {each["type"].native: each["values"][0] for each in attributes}
        digest = told["message_digest"].native
        named = told["signing_certificate_v2"]["certs"][0]["cert_hash"].native
        message = attributes.untag().dump()
    except FaceRefused:
        raise
    except Exception:  # whatever a decoder makes of bytes that are nobody's
        raise FaceRefused(CHANGED) from None
    if digest != hashlib.sha256(signed).digest() or named != hashlib.sha256(certificate.dump()).digest():
        raise FaceRefused(CHANGED)
    if not key_named(keys, kid).verify(message, signature):
        raise FaceRefused(CHANGED)
    try:
        [found] = PdfReader(io.BytesIO(content)).attachments[name]
    except (PyPdfError, KeyError, ValueError, AttributeError, OSError):
        raise FaceRefused("文件里没有证照记录") from None
    return found


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """What is signed, and the signature. Raises `FaceRefused` unless the two are the whole file."""
    found = _RANGE.findall(content)
    if len(found) != 1:
        raise FaceRefused("这份 PDF 没有签名，不是电子证照" if not found else CHANGED)
    before, after, rest = map(int, found[0])
    digits = content[before + 1 : after - 1]
    if content[before : before + 1] != b"<" or content[after - 1 : after] != b">" or after + rest != len(content):
        raise FaceRefused("签名没有盖住整份文件：后来添了东西，或者不完整")
    try:
        blob = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise FaceRefused(CHANGED) from None
    if blob.hex().upper().encode() != digits:
        raise FaceRefused(CHANGED)
    return content[:before] + content[after:], blob


def _opened(blob: bytes) -> tuple[cms.CMSAttributes, bytes, x509.Certificate]:
    """Signed attributes, signature (r ‖ s) and certificate of the CMS, which must be spelt as we spell it."""
    signed = cms.ContentInfo.load(blob)["content"]
    [certificate], [signing] = signed["certificates"], signed["signer_infos"]
    attributes, chosen, der = signing["signed_attrs"], certificate.chosen, signing["signature"].native
    if _cms(chosen, attributes, der).dump().ljust(len(blob), b"\0") != blob:
        raise FaceRefused(CHANGED)
    r, s = decode_dss_signature(der)
    signature = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
    if der_signature(signature) != der:
        raise FaceRefused(CHANGED)
    return attributes, signature, chosen


def _cms(certificate: x509.Certificate, attributes: cms.CMSAttributes, signature: bytes) -> cms.ContentInfo:
    """The only CMS that these three make."""
    serial = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    about = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": serial}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": cms.CMSAttributes.load(attributes.untag().dump()),
        "signature_algorithm": ECDSA,
        "signature": signature,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [about],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
