"""Every kind of file is read or refused with a Chinese sentence that says what is wrong and what to do."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read, read_content
from lvheng.plan.document.source import passages
from lvheng.plan.document.unreadable import Unreadable

from . import papers
from .test_targets import quoted

TEXT = "某县三年行动计划(2024-2026年)\n一、工作目标\n到2026年,服务覆盖率达到90%。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert "服务覆盖率达到90%" in read_content(TEXT.encode(encoding)).text


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"   \n", "空的"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为 .docx"),
        (b"\x89PNG\r\n" + b"\0" * 50, "不认得"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"%PDF-1.7 broken", "pdf"),
        (papers.pdf_of(["", ""]), "扫描件"),
        (zip_of({"a.txt": b"x"}), "不是 docx"),
        (zip_of({"word/document.xml": b"<a" + b" " * (101 * 1024 * 1024) + b"/>"}), "压缩炸弹"),
        (b"ab\0cd" * 9, "不是文字"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "plan"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        read(path)


def test_a_file_over_20_mb_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (20 * 1024 * 1024 + 1))
    with pytest.raises(Unreadable, match="20 MB"):
        read(path)
    with pytest.raises(Unreadable, match="打不开"):
        read(tmp_path / "none.txt")


def test_entities_of_a_docx_are_not_followed() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>A&f;B</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read_content(zip_of({"word/document.xml": body})).text in ("A", "AB")


def test_hidden_parts_and_scripts_of_a_page_are_not_read() -> None:
    page = (
        "<html><body><script>目标1</script><p style='display:none'>目标2</p><p>到2025年<b>达到</b>9家</p></body></html>"
    )
    assert read_content(page.encode()).text == "到2025年达到9家"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="到2025年达至少不于以上家个%,。;、(一)1.第章目标任务务率90“”《》\n\t|—- ", max_size=200))
def test_no_text_breaks_the_importer_and_every_quote_is_the_source_itself(text: str) -> None:
    source = read_content(("计划\n" + text + "字").encode())
    for passage in passages(source):
        assert len(passage.text) == len(passage.raw) == len(passage.at)
    proposal = propose(source)
    for quote, at in quoted(proposal):
        assert quote == source.text[at.start : at.end] != ""
    assert proposal.as_json()["title"] == proposal.title


def test_a_hundred_pages_are_read_within_a_second() -> None:
    section = "".join(
        f"{n}.建设服务体系。到2025年,第{n}类服务机构达到{n}家,覆盖率达到9{n % 10}%以上,推动行业持续健康发展,"
        "不断提升服务能力和水平,健全完善体制机制,加强队伍建设。" + "完善各项制度,落实各项措施。" * 20 + "\n"
        for n in range(1, 201)
    )
    text = f"某市行业发展规划(2021-2025年)\n一、主要任务\n(一)做好工作\n{section}二、保障措施\n(一)加强领导。重视。\n"
    assert len(text) > 60_000
    begun = time.process_time()
    proposal = propose(read_content(text.encode()))
    spent = time.process_time() - begun
    assert len(proposal.targets) == 400
    assert spent < 3, f"{spent:.2f} s"
