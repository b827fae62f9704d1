"""Making plan documents for the tests: docx with tables, and a pdf with Chinese text, without any font file."""

from __future__ import annotations

import io

import docx

INDICATORS = [
    ["序号", "指标名称", "单位", "2023年现状", "2024年", "2025年", "属性"],
    ["1", "每千人口执业(助理)医师数", "人", "2.9", "3.1", "3.3", "预期性"],
    ["2", "县域内就诊率", "%", "86", "88", "≥90", "预期性"],
    ["3", "婴儿死亡率", "‰", "3.5", "3.4", "3.2以下", "约束性"],
    ["4", "家庭医生签约服务覆盖率", "%", "62.5", "68", "75左右", "预期性"],
    ["5", "基层医疗卫生机构标准化建设", "—", "—", "—", "全覆盖", "约束性"],
]
LABOUR = [
    ["序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限"],
    [
        "1",
        "推进医联体建设",
        "建成紧密型医联体8个,下派医师不少于200人次。",
        "市卫生健康委",
        "市医保局、市财政局",
        "2025年底",
    ],
    ["2", "加强人才培养", "招聘乡村医生300名。", "市人力资源社会保障局", "市卫生健康委、各县(市、区)政府", "2024年底"],
]
HEALTH = [
    "平川市卫生健康服务能力提升行动计划",
    "(2024-2025年)",
    "为提升卫生健康服务能力,制定本计划。",
    "一、主要目标",
    "到2025年,卫生健康服务体系更加完善,人均预期寿命达到80.5岁。",
    "二、重点任务",
    "(一)推进医联体建设。完善分级诊疗制度。",
    "(二)加强人才培养。实施“百名名医”工程。",
    "三、保障措施",
    "(一)加强组织领导。建立工作专班。",
    "(二)强化督导考核。纳入年度考核。",
    "附件1",
    "主要指标表",
]


def health_docx() -> bytes:
    """A health plan whose indicators and division of labour stand in tables."""
    paper = docx.Document()
    for text in HEALTH:
        paper.add_paragraph(text)
    add_table(paper, INDICATORS)
    paper.add_paragraph("附件2")
    paper.add_paragraph("重点任务分工表")
    add_table(paper, LABOUR)
    return saved(paper)


def add_table(paper: docx.document.Document, rows: list[list[str]]) -> None:
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def docx_of(texts: list[str]) -> bytes:
    """A docx of paragraphs."""
    paper = docx.Document()
    for text in texts:
        paper.add_paragraph(text)
    return saved(paper)


def saved(paper: docx.document.Document) -> bytes:
    """The bytes of a docx."""
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
)


def pdf_of(lines: list[str], per_page: int = 30) -> bytes:
    """A pdf that shows each text as one line; its letters are named by their Unicode, so that no font is needed."""
    pages = [lines[i : i + per_page] for i in range(0, len(lines), per_page)]
    objects: list[bytes] = [b"", b""]
    font = len(objects) + 1
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (font + 1, font + 2)
    )
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    objects.append(_stream(TO_UNICODE))
    kids = []
    for page in pages:
        shown = b"".join(
            b"BT /F1 12 Tf 60 %d Td <%s> Tj ET\n" % (780 - 24 * i, text.encode("utf-16-be").hex().encode())
            for i, text in enumerate(page)
        )
        objects.append(_stream(shown))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
            % (len(objects), font)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    return _file(objects)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


MEDIATION = [
    "安和县人民调解工作三年行动计划",
    "(2025-2027年)",
    "一、工作基础",
    "截至2024年底,全县共有人民调解委员会286个、专职人民调解员412名,2024年调解纠纷9860件,",
    "调解成功率98.6%。",
    "二、工作目标",
    "到2027年,人民调解组织网络更加健全,专职人民调解员达到600名以上,行业性专业性人民",
    "调解组织达到25个,调解成功率稳定在98%以上,人民调解协议履行率不低于百分之九十五,矛盾纠纷",
    "就地化解率达到90%,群众满意度逐年提高。",
    "三、主要任务",
    "(一)织密组织网络。",
    "1.规范村(社区)调委会。每个村(社区)调委会配备不少于3名调解员,2025年底前完成换届。",
    "2.发展行业调委会。在物业、医疗、道路交通等领域新建行业性调委会12个,培育“枫桥式”",
    "调解工作室20个。",
    "- 1 -",
    "(二)建强调解队伍。",
    "3.加强培训。每年对人民调解员轮训一遍,每人每年培训不少于24学时。",
    "四、保障措施",
    "(一)加强组织领导。成立由县委政法委牵头的工作专班。",
    "(二)落实经费保障。落实“以案定补”,每件补助100元至500元。",
    "安和县司法局",
    "2025年2月14日",
]

NUMBERING = (
    '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
)
NUMBERED = [
    ("", "某县调解工作实施方案"),
    ("0", "重点任务"),
    ("1", "建设调解中心。建成中心3个。"),
    ("1", "培训调解员。每年培训2次。"),
    ("0", "保障措施"),
    ("1", "加强领导。落实责任。"),
]


def numbered_docx() -> bytes:
    """A docx whose headings are numbered by the word processor and not by hand."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paper = docx.Document()
    numbering = paper.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.replace("<w:abstractNum ", f"<w:abstractNum {nsdecls('w')} ", 1)))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in NUMBERED:
        paragraph = paper.add_paragraph(text)
        if level:
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return saved(paper)
