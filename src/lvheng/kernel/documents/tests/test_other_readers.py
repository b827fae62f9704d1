"""What we write is read by programs that had no part in writing it: poppler and qpdf for PDF, plain zip and XML for Word."""

from __future__ import annotations

import io
import posixpath
import subprocess
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from lxml import etree

from lvheng.kernel.documents.document import Attached
from lvheng.kernel.documents.tests.test_documents import REPORT
from lvheng.kernel.documents.typesetting import pdf
from lvheng.kernel.documents.word import word

RECORD = Attached("record.json", b"{}", "application/json", "所依据的记录")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOLD = (
    "关于三年行动计划终期评估情况的报告",
    "截至2025年12月31日，全市律师48213人。",
    "䶮、㛃、堃：人名里少见的字也印得出。",
)


def read(program: str, *arguments: str | Path) -> str:
    """What the program says of a file. Skips where it is not installed."""
    found = which(program)
    if found is None:
        pytest.skip(f"没有安装 {program}")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - a reader
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("paper") / "report.pdf"
    file.write_bytes(pdf([REPORT], [RECORD]))
    return file


def test_qpdf_finds_nothing_wrong_with_the_file(paper: Path) -> None:
    assert "No syntax or stream encoding errors found" in read("qpdf", "--check", paper)


def test_poppler_reads_the_title_the_tags_and_every_word(paper: Path) -> None:
    told = dict(line.split(":", 1) for line in read("pdfinfo", paper).splitlines() if ":" in line)
    assert told["Title"].strip() == REPORT.title
    assert (told["Tagged"].strip(), told["Encrypted"].strip(), told["JavaScript"].strip()) == ("yes", "no", "no")
    assert told["Pages"].strip() == "3"
    text = "".join(read("pdftotext", paper, "-").split())
    assert not [said for said in TOLD if said not in text]


def test_poppler_finds_every_font_within_the_file(paper: Path) -> None:
    lines = read("pdffonts", paper).splitlines()[2:]
    assert lines
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines), (
        "embedded, a subset, and its signs are known"
    )


def test_a_word_file_is_whole_without_the_library_that_wrote_it() -> None:
    """Every part is XML or a picture, every relation leads to a part that is there, and the text is all there."""
    with ZipFile(io.BytesIO(word([REPORT]))) as opened:
        assert opened.testzip() is None
        names = set(opened.namelist())
        trees = {name: etree.fromstring(opened.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    for name, tree in trees.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            inner = [each.get("Target", "") for each in tree if each.get("TargetMode") != "External"]
            assert {posixpath.normpath(posixpath.join(base, target)).lstrip("/") for target in inner} <= names, name
    text = "".join(str(each) for each in trees["word/document.xml"].itertext(f"{W}t"))
    assert not [said for said in TOLD if said not in text]
    assert b"macro" not in etree.tostring(trees["[Content_Types].xml"]).lower()
