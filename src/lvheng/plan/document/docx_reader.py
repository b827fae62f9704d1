"""Reading a docx: paragraphs with their automatic numbers, tables row by row, deleted text left out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from .builder import BOLD, Builder, stands_alone
from .source import SourceText
from .unreadable import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_PART = 100 * 1024 * 1024
SKIPPED = {W + "del", W + "moveFrom", W + "delText", W + "instrText", W + "footnoteReference", MC_FALLBACK}
DIGITS = "零一二三四五六七八九"


def read_docx(content: bytes) -> SourceText:
    """The text of a docx (a docm is only read as text; macros are never looked at). Raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Unreadable(
                    "这是压缩包或别的 Office 文件，不是 docx。可以导入的是 docx、txt、html 和带文字的 pdf。"
                )
            body = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
            styles = _part(archive, "word/styles.xml") if "word/styles.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, etree.XMLSyntaxError) as error:
        raise Unreadable("这个 docx 已损坏或有密码，读不出来。请在 Word 或 WPS 中重新保存后再导入。") from error
    builder = Builder()
    numbers = Numbers.of(numbering, styles)
    for block in _blocks(body):
        if block.tag == W + "p":
            for piece in _text(block, numbers).split("\n"):
                builder.line(piece, numbers.level(block) or (BOLD if _bold(block) and stands_alone(piece) else 0))
        else:
            builder.rows(_rows(block, numbers))
    return builder.source("docx")


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable("这个 docx 解开后过大，可能是压缩炸弹，没有读取。请另存后再导入。")
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable("这个 docx 解开后过大，可能是压缩炸弹，没有读取。请另存后再导入。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _blocks(node: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order; a text box follows the paragraph it hangs on."""
    for child in node:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "tbl":
            yield child
        elif child.tag == W + "p":
            yield child
            for box in child.iter(W + "txbxContent"):
                if not any(a.tag == MC_FALLBACK for a in box.iterancestors()):
                    yield from _blocks(box)
        else:
            yield from _blocks(child)


def _text(paragraph: etree._Element, numbers: Numbers) -> str:
    return numbers.label(paragraph) + "".join(_runs(paragraph))


def _bold(paragraph: etree._Element) -> bool:
    """Whether every run with text is set in bold type."""
    runs = [r for r in paragraph.iter(W + "r") if "".join(t.text or "" for t in r.iter(W + "t")).strip()]
    marks = [r.find(f"{W}rPr/{W}b") for r in runs]
    return bool(runs) and all(m is not None and m.get(W + "val") not in ("0", "false") for m in marks)


def _runs(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag in SKIPPED or child.tag == W + "txbxContent" or child.tag == W + "pPr":
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield " "
        elif child.tag in (W + "br", W + "cr"):
            yield "\n"
        elif child.tag == W + "noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def _rows(table: etree._Element, numbers: Numbers) -> list[list[str]]:
    """Cell texts; a cell merged downwards repeats its text, a cell merged to the right its column."""
    rows: list[list[str]] = []
    for row in table.iter(W + "tr"):
        cells: list[str] = []
        for cell in row.iterchildren(W + "tc", W + "sdt"):
            text = "".join(_text(p, numbers).replace("\n", "") for p in cell.iter(W + "p"))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(W + "val") != "restart" and rows and len(rows[-1]) > len(cells):
                text = rows[-1][len(cells)]
            wide = cell.find(f"{W}tcPr/{W}gridSpan")
            span = int(wide.get(W + "val") or "1") if wide is not None else 1
            cells += [text] + [""] * (min(span, 50) - 1)
        rows.append(cells)
    return rows


def chinese(number: int) -> str:
    """A number below 100 as it heads a section: 11 is 十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimal": str,
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if n <= 20 else str(n),
}


@dataclass
class Numbers:
    """The automatic numbers of a docx, counted on as its paragraphs are read in order."""

    lists: dict[str, dict[str, tuple[str, str, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbers:
        """From the parts numbering.xml and styles.xml of the file."""
        result = cls()
        kinds: dict[str, dict[str, tuple[str, str, int]]] = {}
        for abstract in numbering.iter(W + "abstractNum") if numbering is not None else ():
            kinds[_value(abstract, "abstractNumId", own=True)] = {
                _value(level, "ilvl", own=True): (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(_value(level, "start") or "1"),
                )
                for level in abstract.iter(W + "lvl")
            }
        for number in numbering.iter(W + "num") if numbering is not None else ():
            result.lists[_value(number, "numId", own=True)] = kinds.get(_value(number, "abstractNumId"), {})
        for style in styles.iter(W + "style") if styles is not None else ():
            name = _value(style, "name").lower().replace(" ", "")
            heading = int(name[7]) if name.startswith("heading") and name[7:8].isdigit() else 0
            number_id = _value(style, "pPr/numPr/numId"), _value(style, "pPr/numPr/ilvl") or "0"
            result.styles[_value(style, "styleId", own=True)] = (*number_id, heading)
        return result

    def level(self, paragraph: etree._Element) -> int:
        """The level of the paragraph's heading style, 0 where it has none."""
        own = _value(paragraph, "pPr/outlineLvl")
        if own.isdigit() and int(own) < 9:
            return int(own) + 1
        return self.styles.get(_value(paragraph, "pPr/pStyle"), ("", "0", 0))[2]

    def label(self, paragraph: etree._Element) -> str:
        """The automatic number that stands before a paragraph, empty where it has none."""
        style = self.styles.get(_value(paragraph, "pPr/pStyle"), ("", "0", 0))
        number = _value(paragraph, "pPr/numPr/numId") or style[0]
        level = _value(paragraph, "pPr/numPr/ilvl") or style[1]
        kind = self.lists.get(number, {}).get(level)
        if kind is None or kind[0] not in FORMATS or not level.isdigit():
            return ""
        depth = int(level)
        self.counts[number, depth] = self.counts.get((number, depth), kind[2] - 1) + 1
        for key in [k for k in self.counts if k[0] == number and k[1] > depth]:
            del self.counts[key]
        label = kind[1]
        for upper in range(depth + 1):
            form = FORMATS.get(self.lists[number].get(str(upper), kind)[0], str)
            label = label.replace(f"%{upper + 1}", form(self.counts.get((number, upper), 1)))
        return label


def _value(node: etree._Element, path: str, own: bool = False) -> str:
    if own:
        return node.get(W + path) or ""
    found = node.find("/".join(W + step for step in path.split("/")))
    return (found.get(W + "val") or "") if found is not None else ""
