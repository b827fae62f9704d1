"""Documents as DOCX, in the same layout as the PDF, to be written on in Word or WPS.

Fonts are named, not embedded: 仿宋_GB2312, 方正小标宋简体, 黑体, 楷体_GB2312 stand on the machines of those who write
official documents, and Word puts others in their place where they do not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lvheng.kernel.documents.document import (
    DEMONSTRATION,
    Align,
    Block,
    Chart,
    Document,
    Heading,
    Layout,
    NewPage,
    Paragraph,
    Table,
    lies_on_its_side,
    long_day,
    numbered,
)
from lvheng.kernel.documents.typesetting import pictures

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE_FONT, BODY_FONT, SANS, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
HEADING_FONTS = (SANS, KAI, BODY_FONT, BODY_FONT)
BODY, PITCH = Pt(16), Mm(225 / 22)  # 3 号；每面 22 行（GB/T 9704-2012 §5.2.3）
RED, GREY = RGBColor(0xC3, 0x00, 0x0F), RGBColor(0x5A, 0x5A, 0x5A)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def word(documents: Sequence[Document]) -> bytes:
    """One DOCX of one or more documents, each a section of its own that begins on a new page."""
    made = docx.Document()
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else punctuation is set as the Japanese do
    charts = [block for each in documents for block in each.blocks if isinstance(block, Chart)]
    drawn = iter(pictures(charts))
    for before, document in zip([None, *documents], documents, strict=False):
        _section(made, document, before)
        _head(made, document)
        for block, heading in numbered(document.blocks):
            _block(made, document, block, heading, drawn)
        _foot(made, document)
    made.core_properties.title = documents[0].title
    made.core_properties.author = documents[0].signed_by
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _section(made: Any, document: Document, before: Document | None) -> None:
    section = made.sections[0] if before is None else made.add_section()
    lists = document.layout is Layout.LIST
    wide = lies_on_its_side(document.layout, *(block for block in document.blocks if isinstance(block, Table)))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    top, right, bottom, left = (18, 14, 16, 14) if lists else (37, 26, 35, 28)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(8 if lists else 26)  # 一字线上距版心下边缘 7 mm（§7.5）
    restart = OxmlElement("w:pgNumType")
    restart.set(qn("w:start"), "1")
    section._sectPr.append(restart)
    if before is None or (before.layout, before.demonstration) != (document.layout, document.demonstration):
        _edges(section, document)  # else those of the section before hold: 500 letters need no 500 headers


def _edges(section: Any, document: Document) -> None:
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    if document.demonstration:
        _write(section.header.paragraphs[0], DEMONSTRATION, SANS, Pt(9), colour=GREY, align=CENTRE)
    _page_number(section.footer.paragraphs[0], dashes=document.layout is not Layout.LIST)


def _page_number(paragraph: Any, *, dashes: bool) -> None:
    paragraph.alignment = CENTRE
    for kind, text in (("text", "— " if dashes else "第 "), ("field", "PAGE"), ("text", " —" if dashes else " 页")):
        run = paragraph.add_run(text if kind == "text" else "")
        _font(run, "宋体", Pt(14 if dashes else 9))
        if kind == "field":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), text)
            run._r.append(OxmlElement("w:t"))
            paragraph._p.remove(run._r)
            field.append(run._r)
            paragraph._p.append(field)


def _head(made: Any, document: Document) -> None:
    if document.layout is Layout.LIST:
        _line(made, document.title, TITLE_FONT, Pt(16), align=CENTRE, pitch=Pt(24))
        for note in document.notes:
            _line(made, note, SANS, Pt(8.5), colour=GREY, pitch=Pt(14))
        return
    letter = document.layout is Layout.LETTER
    if document.organ:
        size = min(48, 425 / len(document.organ))
        mark = _line(made, document.organ, TITLE_FONT, Pt(size), align=CENTRE, colour=RED, pitch=None)
        mark.paragraph_format.space_after = Pt(8) if letter else 2 * PITCH
        if letter:
            _ruled(mark, "thickThinSmallGap", 24)
    if document.number:
        number = _line(made, document.number, BODY_FONT, BODY, align=RIGHT if letter or not document.organ else CENTRE)
        if document.organ and not letter:
            _ruled(number, "single", 12)
    title = _line(made, document.title, TITLE_FONT, Pt(22), align=CENTRE, pitch=Pt(32))
    title.paragraph_format.space_before = 2 * PITCH if document.organ or document.number else Pt(0)
    title.paragraph_format.space_after = PITCH
    if document.addressee:
        _line(made, f"{document.addressee}：", BODY_FONT, BODY)


def _ruled(paragraph: Any, kind: str, eighths: int) -> None:
    """A red rule under a paragraph; `eighths` of a point thick."""
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "8"), ("color", str(RED))):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().append(borders)


def _block(made: Any, document: Document, block: Block, heading: str, drawn: Iterator[bytes]) -> None:
    match block:
        case Heading(text, level):
            written = _line(made, heading + text, HEADING_FONTS[level - 1], BODY, indented=True, bold=level == 3)
            written.paragraph_format.keep_with_next = True
            _outline(written, level)
        case Paragraph(text):
            _line(made, text, BODY_FONT, BODY, indented=True)
        case Table():
            _caption(made, block.caption)
            _table(made, block, document.layout)
        case Chart():
            _caption(made, block.caption)
            picture = made.add_paragraph().add_run().add_picture(io.BytesIO(next(drawn)), width=Mm(156))
            picture._inline.docPr.set("descr", block.words)
        case NewPage():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _outline(paragraph: Any, level: int) -> None:
    """Makes Word show the heading in its navigation without a style of its own."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(outline)


def _caption(made: Any, words: str) -> None:
    if words:
        _line(made, words, SANS, Pt(12), align=CENTRE).paragraph_format.keep_with_next = True


def _table(made: Any, table: Table, layout: Layout) -> None:
    size, section = Pt(table.size(layout)), made.sections[-1]
    line = section.page_width - section.left_margin - section.right_margin
    grid = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    for column, cell, share in zip(grid.columns, grid.rows[0].cells, table.shares(layout), strict=True):
        column.width = cell.width = round(line * share)
    _close_cells(grid)
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    _row(grid.rows[0], [column.title for column in table.columns], table, size, bold=True)
    for row in table.rows:
        _row(grid.add_row(), row, table, size)


def _close_cells(grid: Any) -> None:
    """Margins of 4 pt left and right within cells, as in the PDF: Word's own are wider than the columns allow for."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "80")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _row(row: Any, texts: Sequence[str], table: Table, size: Pt, *, bold: bool = False) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    for cell, text, column in zip(row.cells, texts, table.columns, strict=True):
        align = RIGHT if column.align is Align.RIGHT else None
        _write(cell.paragraphs[0], text, SANS if bold else "宋体", size, align=align)


def _foot(made: Any, document: Document) -> None:
    several = len(document.enclosures) > 1
    for place, name in enumerate(document.enclosures):
        lead = "附件：" if not place else "　　　"
        written = _line(made, f"{lead}{f'{place + 1}.' if several else ''}{name}", BODY_FONT, BODY, indented=True)
        written.paragraph_format.space_before = Pt(0) if place else PITCH
    signed = [line for line in (document.signed_by, document.signed_on and long_day(document.signed_on)) if line]
    for place, text in enumerate(signed):
        written = _line(made, text, BODY_FONT, BODY, align=RIGHT)
        written.paragraph_format.right_indent = 4 * BODY  # 成文日期右空四字（§7.3.5.1）
        written.paragraph_format.space_before = Pt(0) if place else 2 * PITCH
        written.paragraph_format.keep_with_next = place + 1 < len(signed)


def _line(
    made: Any,
    text: str,
    font: str,
    size: int,
    *,
    align: Any = None,
    colour: RGBColor | None = None,
    indented: bool = False,
    bold: bool = False,
    pitch: int | None = PITCH,
) -> Any:
    paragraph = made.add_paragraph()
    if indented:
        paragraph.paragraph_format.first_line_indent = 2 * size
    if pitch is not None:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = pitch
    _write(paragraph, text, font, size, align=align, colour=colour, bold=bold)
    return paragraph


def _write(
    paragraph: Any,
    text: str,
    font: str,
    size: int,
    *,
    align: Any = None,
    colour: RGBColor | None = None,
    bold: bool = False,
) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold or None
    _font(run, font, size)
    if colour is not None:
        run.font.color.rgb = colour


def _font(run: Any, name: str, size: int) -> None:
    run.font.name, run.font.size = name, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
