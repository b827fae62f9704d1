"""Readers that nobody here wrote believe the faces, and refuse them changed: JOSE, COSE, a QR reader on the picture."""

from __future__ import annotations

import json
import zlib

import cbor2
import numpy
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey
from pycose.keys.curves import P256
from pycose.keys.ec2 import EC2Key
from pycose.messages.sign1message import Sign1Message

from lvheng.elicence.faces import code, cwt, sd_jwt, status_list
from lvheng.elicence.faces.said import from_base45, from_url64, url64
from lvheng.elicence.tests.test_faces import AT, LAWYER, ring, signer
from lvheng.kernel.signing.signer import FileSigner

__all__ = ["ring", "signer"]


def point(signer: FileSigner) -> tuple[bytes, bytes]:
    key = load_der_public_key(signer.public)
    assert isinstance(key, EllipticCurvePublicKey)
    numbers = key.public_numbers()
    return numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")


def jose_key(signer: FileSigner) -> ECKey:
    x, y = (url64(part) for part in point(signer))
    return ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})


def test_a_jose_library_believes_the_wallet_face_and_refuses_it_changed(signer: FileSigner) -> None:
    token = sd_jwt.write(LAWYER, AT, signer).partition("~")[0]
    found = jws.deserialize_compact(token, jose_key(signer), algorithms=["ES256"])
    assert json.loads(found.payload)["name"] == "欧阳明远"
    head, body, signature = token.split(".")
    other = url64(from_url64(body).replace("欧阳".encode(), "司马".encode()))
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(f"{head}.{other}.{signature}", jose_key(signer), algorithms=["ES256"])


def test_a_jose_library_reads_the_status_list(signer: FileSigner) -> None:
    token = status_list.write(0, b"\x1b" * 100, 1_795_000_000, AT, signer)
    found = json.loads(jws.deserialize_compact(token, jose_key(signer), algorithms=["ES256"]).payload)
    assert zlib.decompress(from_url64(found["status_list"]["lst"])) == b"\x1b" * 100


def test_a_qr_reader_and_a_cose_library_read_the_code_off_the_picture(signer: FileSigner) -> None:
    text = cwt.write(LAWYER, signer)
    rows = numpy.pad(numpy.array(code.modules(text)), code.QUIET)
    picture = numpy.kron(numpy.where(rows, 0, 255).astype(numpy.uint8), numpy.ones((4, 4), numpy.uint8))
    [seen] = zxingcpp.read_barcodes(picture)
    assert seen.text == text
    tagged = cbor2.loads(from_base45(seen.text.removeprefix(cwt.PREFIX)))
    assert tagged.tag == Sign1Message.cbor_tag
    protected, unprotected, *rest = tagged.value
    message = Sign1Message.from_cose_obj([protected, dict(unprotected), *rest], True)
    message.key = EC2Key(crv=P256, x=point(signer)[0], y=point(signer)[1])
    assert message.verify_signature()
    assert "欧阳明远" in cbor2.loads(message.payload or b"")[cwt.LICENCE]
