"""The PDF: what it says, that readers of other people believe it, and that no bit of it is free."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvheng.elicence import licences, paper
from lvheng.elicence.faces import pdf
from lvheng.elicence.faces.said import FaceRefused
from lvheng.elicence.record import Record
from lvheng.elicence.tests.test_faces import LAWYER
from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import Key

Flipped = Callable[[int], bytes]


@pytest.fixture(scope="module")
def file() -> bytes:
    return paper.pdf_face(Record(declared().types["lawyer"], UUID(int=5), LAWYER.items, 3, LAWYER.issued_on, 70_000, 9))


@pytest.fixture(scope="module")
def keys() -> list[Key]:
    return licences.believed_keys()


def test_the_pdf_says_what_the_record_says(file: bytes, keys: list[Key]) -> None:
    found = pdf.read(file, keys)
    assert (found.items, found.version) == (LAWYER.items, 3)


def refused(file: bytes, keys: list[Key], bit: int) -> bool:
    changed = bytearray(file)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        pdf.read(bytes(changed), keys)
    except FaceRefused:
        return True
    return False


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_any_flipped_bit_of_the_file_is_found(file: bytes, keys: list[Key], share: float) -> None:
    assert refused(file, keys, int(share * len(file) * 8))


def test_any_flipped_bit_of_the_signature_itself_is_found(file: bytes, keys: list[Key]) -> None:
    start = file.index(b"<3082")
    written = len(pdf._parted(file)[1].rstrip(b"\0")) * 2 + 8
    assert all(refused(file, keys, bit) for bit in range(start * 8, (start + written) * 8, 3))


def test_what_is_added_behind_the_signature_is_found(file: bytes, keys: list[Key]) -> None:
    with pytest.raises(FaceRefused):
        pdf.read(file + b"\n", keys)


def test_a_pdf_of_somebody_else_is_no_licence(keys: list[Key]) -> None:
    with pytest.raises(FaceRefused, match="没有签名"):
        pdf.read(b"%PDF-1.7\n%%EOF\n", keys)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is not installed")
def test_poppler_finds_the_signature_valid_and_over_the_whole_file(file: bytes, tmp_path: Path) -> None:
    (tmp_path / "l.pdf").write_bytes(file)
    told = subprocess.run(["pdfsig", str(tmp_path / "l.pdf")], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607 - a reader of other people
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
