"""The X.509 certificate of a licence key, for readers of PDF and OFD, which know keys by certificates only.

A certificate that an authority has issued for the key is used if it stands beside the keys as `licence-<kid>.cer` (DER);
otherwise the key certifies itself, which says no more than the trust list does. Pure but for that file.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import algos, keys, x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import Signer

LIVES = timedelta(days=3_653)
HALF = 32
ECDSA = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})


def der_signature(signature: bytes) -> bytes:
    """r ‖ s as X.509 and CMS write it."""
    return encode_dss_signature(*(int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:])))


def certificate(signer: Signer, made_at: str, folder: Path | None = None) -> x509.Certificate:
    """The authority's certificate of the key, or its own; `made_at`: when the key was made (ISO 8601)."""
    given = folder / f"licence-{signer.kid}.cer" if folder else None
    if given and given.exists():
        return x509.Certificate.load(given.read_bytes())
    issuer = declared().issuer
    name = x509.Name.build(
        {"country_name": "CN", "organization_name": issuer.name, "common_name": f"{issuer.name}电子证照 {signer.kid}"}
    )
    since = datetime.fromisoformat(made_at).astimezone(UTC)
    told = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int(signer.kid, 16),
            "signature": ECDSA,
            "issuer": name,
            "subject": name,
            "validity": {
                "not_before": x509.Time({"utc_time": since}),
                "not_after": x509.Time({"utc_time": since + LIVES}),
            },
            "subject_public_key_info": keys.PublicKeyInfo.load(signer.public),
            "extensions": [
                {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature", "non_repudiation"}}
            ],
        }
    )
    signature = der_signature(signer.sign(told.dump()))
    return x509.Certificate({"tbs_certificate": told, "signature_algorithm": ECDSA, "signature_value": signature})
