"""The OFD: what it says, that it is spelt as the standard has it, and that no bit of it is free."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from lvheng.elicence import licences, paper
from lvheng.elicence.faces import ofd
from lvheng.elicence.faces.said import FaceRefused
from lvheng.elicence.record import Record
from lvheng.elicence.tests.test_faces import LAWYER
from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import Key

NAMES = {"ofd": "http://www.ofdspec.org/2016"}


@pytest.fixture(scope="module")
def file() -> bytes:
    return paper.ofd_face(Record(declared().types["lawyer"], UUID(int=5), LAWYER.items, 3, LAWYER.issued_on, 70_000, 9))


@pytest.fixture(scope="module")
def keys() -> list[Key]:
    return licences.believed_keys()


def test_the_document_says_what_the_record_says(file: bytes, keys: list[Key]) -> None:
    assert ofd.read(file, keys).items == LAWYER.items


def test_the_page_is_text_in_the_standards_own_namespace_with_its_font_within(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        page: Any = etree.fromstring(archive.read("Doc_0/Pages/Page_0/Content.xml"))
        for name in archive.namelist():
            if name.endswith(".xml"):
                assert etree.fromstring(archive.read(name)).nsmap == NAMES
        assert archive.read("Doc_0/Res/font.otf")[:4] == b"OTTO"
    lines = [str(each) for each in page.xpath("//ofd:TextCode/text()", namespaces=NAMES)]
    assert {"律师执业证", *LAWYER.items.values()} <= set(lines)
    for text in page.xpath("//ofd:TextObject", namespaces=NAMES):
        x, y, wide, high = map(float, text.get("Boundary").split())
        assert x >= 0
        assert x + wide <= ofd.WIDE
        assert 0 <= y <= y + high <= ofd.HIGH


def refused(changed: bytes, keys: list[Key]) -> bool:
    try:
        ofd.read(changed, keys)
    except FaceRefused:
        return True
    return False


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), from_end=st.booleans())
def test_any_flipped_bit_of_the_file_is_found(file: bytes, keys: list[Key], share: float, from_end: bool) -> None:
    near_end = 3_000 * 8  # where the directory of the archive and the signature stand
    bit = len(file) * 8 - 1 - int(share * near_end) if from_end else int(share * len(file) * 8)
    changed = bytearray(file)
    changed[bit // 8] ^= 1 << bit % 8
    assert refused(bytes(changed), keys)


def test_what_is_added_to_the_archive_is_found(file: bytes, keys: list[Key]) -> None:
    more = io.BytesIO(file)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("Doc_0/more.txt", "more")
    assert refused(more.getvalue(), keys)
    assert refused(b"PK\x03\x04", keys)
