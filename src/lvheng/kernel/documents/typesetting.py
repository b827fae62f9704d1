"""Documents as PDF/A-3b with every font embedded, set by typst; the fonts come with the product."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from pylopdf_fonts_zh_cn import serif_path

from lvheng.kernel.documents.document import (
    DEMONSTRATION,
    Attached,
    Block,
    Chart,
    Document,
    Heading,
    Layout,
    NewPage,
    Paragraph,
    Table,
    long_day,
    numbered,
)

TEMPLATES = Path(__file__).parent / "templates"
CONTENT_TYPE = "application/pdf"
_PRINTER = "lvheng.kernel.documents.printer"
_SOURCE = str(Path(__file__).resolve().parents[3])


class NotSet(RuntimeError):
    """The typesetter could not set a document: an error of ours, told in its own words."""


def pdf(documents: Sequence[Document], attached: Sequence[Attached] = ()) -> bytes:
    """One PDF of one or more documents, each beginning on a page of its own, with files within it."""
    with _laid_out(documents, attached) as folder:
        everything = ",".join(map(str, range(len(documents))))
        _run(folder, [_job("main.typ", {"numbers": everything}, "all.pdf")])
        return (folder / "all.pdf").read_bytes()


def pdfs(documents: Sequence[Document]) -> Iterator[bytes]:
    """A PDF of each document."""
    with _laid_out(documents, ()) as folder:
        _run(folder, [_job("main.typ", {"numbers": str(n)}, f"{n}.pdf") for n in range(len(documents))])
        for number in range(len(documents)):
            yield (folder / f"{number}.pdf").read_bytes()


def own_page(template: Path, files: Mapping[str, bytes]) -> bytes:
    """A PDF by a room's own template, which reads `files` by name and `fonts.json`."""
    with TemporaryDirectory(prefix="lvheng-") as made:
        folder = Path(made)
        for name, content in {template.name: template.read_bytes(), **files}.items():
            (folder / name).write_bytes(content)
        _run(folder, [_job(template.name, {}, "all.pdf")])
        return (folder / "all.pdf").read_bytes()


def pictures(charts: Sequence[Chart]) -> list[bytes]:
    """Each chart as PNG, 156 mm wide."""
    if not charts:
        return []
    with TemporaryDirectory(prefix="lvheng-") as made:
        folder = Path(made)
        shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
        for number, chart in enumerate(charts):
            (folder / f"{number}.svg").write_text(chart.svg, encoding="utf-8")
        _run(folder, [_job("picture.typ", {"path": f"{n}.svg"}, f"{n}.png") for n in range(len(charts))])
        return [(folder / f"{number}.png").read_bytes() for number in range(len(charts))]


@contextmanager
def _laid_out(documents: Sequence[Document], attached: Sequence[Attached]) -> Iterator[Path]:
    """A folder that holds the templates and what they read."""
    with TemporaryDirectory(prefix="lvheng-") as made:
        folder = Path(made)
        shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
        for number, document in enumerate(documents):
            told = _told(document, folder, number)
            (folder / f"document-{number}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        files = [{"path": Path(each.name).name, "kind": each.kind, "words": each.words} for each in attached]
        (folder / "attached.json").write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")
        for file, each in zip(files, attached, strict=True):
            (folder / file["path"]).write_bytes(each.content)
        yield folder


def _job(template: str, inputs: dict[str, str], output: str) -> dict[str, Any]:
    return {"template": template, "inputs": inputs, "output": output}


def _run(folder: Path, jobs: list[dict[str, Any]]) -> None:
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    own = [settings.FONTS] if settings.FONTS else []
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", _PRINTER, str(folder), str(serif_path().parent), *own],
        env={"PYTHONPATH": _SOURCE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        raise NotSet(done.stderr.decode(errors="replace")[-2_000:] or f"printer ended with {done.returncode}")


def _told(document: Document, folder: Path, number: int) -> dict[str, Any]:
    """A document as the templates read it; its charts become files of the folder."""
    blocks = []
    for place, (block, heading) in enumerate(numbered(document.blocks)):
        path = f"chart-{number}-{place}.svg"
        if isinstance(block, Chart):
            (folder / path).write_text(block.svg, encoding="utf-8")
        blocks.append(_block(block, heading, path, document.layout))
    return {
        "title": document.title,
        "layout": document.layout.value,
        "organ": document.organ,
        "number": document.number,
        "addressee": document.addressee,
        "enclosures": list(document.enclosures),
        "signed_by": document.signed_by,
        "signed_on": long_day(document.signed_on) if document.signed_on else "",
        "notes": list(document.notes),
        "demonstration": DEMONSTRATION if document.demonstration else "",
        "blocks": blocks,
    }


def _block(block: Block, heading: str, path: str, layout: Layout) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level, "number": heading}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Table(columns, rows, caption):
            told = [
                {"title": column.title, "align": column.align.value, "share": share}
                for column, share in zip(columns, block.shares(layout), strict=True)
            ]
            cells = [list(row) for row in rows]
            return {"kind": "table", "columns": told, "rows": cells, "caption": caption, "size": block.size(layout)}
        case Chart(_, words, caption):
            return {"kind": "chart", "path": path, "words": words, "caption": caption}
        case NewPage():
            return {"kind": "page"}
