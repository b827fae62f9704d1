"""Shapes of real plans: headings without numbers, points that run on, fronts that name their issuer in other ways."""

from __future__ import annotations

import docx

from lvheng.plan.document.proposal import Proposal
from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read_content

from . import papers


def plan(*lines: str) -> Proposal:
    """The proposal for a text of these lines."""
    return propose(read_content("\n".join(lines).encode()))


TAIL = ("三、保障措施", "(一)加强领导。重视。")


def test_headings_in_lenticular_brackets_are_tasks() -> None:
    found = plan(
        "某市托育服务三年行动方案(2023-2025年)",
        "一、工作目标",
        "服务更好。",
        "二、主要任务",
        "【支持用人单位办托】",
        "建成托育点10家。",
        "责任单位:市总工会、市卫健局",
        "【加强人才培养】",
        "培训1500人次。",
        *TAIL,
    )
    assert [(t.title, t.lead_units) for t in found.tasks] == [
        ("支持用人单位办托", ("市总工会", "市卫健局")),
        ("加强人才培养", ()),
    ]


def test_bold_lines_of_a_docx_and_of_a_page_are_tasks() -> None:
    paper = docx.Document()
    for text, bold in (
        ("某省公证行业三年行动计划(2023-2025年)", True),
        ("一、重点任务", True),
        ("加强公证队伍建设", True),
        ("招录公证员120名。", False),
        ("推进信息化建设", True),
        ("数据接口接入部门15个。", False),
        ("二、保障措施", True),
        ("加强组织领导", True),
        ("成立小组。", False),
    ):
        paper.add_paragraph().add_run(text).bold = bold or None
    found = propose(read_content(papers.saved(paper)))
    assert [t.title for t in found.tasks] == ["加强公证队伍建设", "推进信息化建设"]
    assert [s.title for s in found.safeguards] == ["加强组织领导"]
    page = propose(
        read_content(
            (
                "<html><body><h1>某省公证行业三年行动计划(2023-2025年)</h1><p>一、重点任务</p><p><strong>加强公证队伍建设</strong></p>"
                "<p>招录<b>公证员</b>120名。</p><p><b>推进信息化建设</b></p><p>接入部门。</p><p>二、保障措施</p><p>(一)加强领导。</p></body></html>"
            ).encode()
        )
    )
    assert [t.title for t in page.tasks] == ["加强公证队伍建设", "推进信息化建设"]


def test_points_that_run_on_in_one_paragraph_are_set_apart() -> None:
    found = plan(
        "某市公园城市三年行动方案(2021-2023年)",
        "一、工作目标",
        "更好。",
        "二、主要任务",
        "1.建公园。建成公园5个。2.修步道。",
        "三、工作要求",
        "(一)加强领导。(二)加强资金保障,市财政安排15亿元。(三)加强考核。",
    )
    assert [t.title for t in found.tasks] == ["建公园", "修步道"]
    assert [s.title for s in found.safeguards] == ["加强领导", "加强资金保障,市财政安排15亿元", "加强考核"]
    for safeguard in found.safeguards:
        assert found.source.text[safeguard.at.start : safeguard.at.end] == safeguard.quote
        assert safeguard.at.line == 7


def test_a_document_only_relied_on_is_not_the_title() -> None:
    found = plan(
        "关于加快推进我市司法鉴定行业规范发展的实施方案(2022-2024年)",
        "根据国务院办公厅《关于健全司法鉴定管理体制的实施意见》,经市委审议通过,制定本方案。",
        "一、工作目标",
        "更好。",
        "二、工作措施",
        "(一)严格准入。把关。",
        *TAIL,
        "汉南市司法局等七部门",
        "2022年4月1日",
    )
    assert found.title == "关于加快推进我市司法鉴定行业规范发展的实施方案(2022-2024年)"
    assert (found.issuer, found.issued, found.from_year, found.to_year) == (
        "汉南市司法局等七部门",
        "2022-04-01",
        2022,
        2024,
    )
    assert found.safeguards[-1].text == "重视。"


def test_the_issuer_stands_in_a_bracketed_label_or_before_what_it_issues() -> None:
    labelled = plan(
        "•【制定机关】南江市人民政府",
        "•【公布日期】2005.02.01",
        "南江市学前教育发展行动计划(2023-2025年)",
        "一、主要任务",
        "(一)扩大总量。增加。",
        *TAIL,
    )
    assert labelled.issuer == "南江市人民政府"
    named = plan(
        "中共某省委办公厅 某省人民政府办公厅印发《某省人居环境整治五年行动方案(2021—2025年)》",
        "一、行动目标",
        "改善。",
        "二、重点任务",
        "(一)改厕。推进。",
        *TAIL,
    )
    assert named.issuer == "中共某省委办公厅、某省人民政府办公厅"


def test_aims_and_means_that_alternate_by_field_are_told_apart() -> None:
    found = plan(
        "某市“十四五”妇女发展规划",
        "一、妇女与健康",
        "主要目标:",
        "1.人均预期寿命达到82岁以上。",
        "策略措施:",
        "1.完善服务体系。建设。",
        "二、妇女与经济",
        "主要目标:",
        "1.女性就业比例保持在45%左右。",
        "策略措施:",
        "1.促进平等就业。每年开展招聘会不少于20场。",
        *TAIL,
    )
    assert [g.title for g in found.goals] == ["人均预期寿命达到82岁以上", "女性就业比例保持在45%左右"]
    assert [(t.title, t.section) for t in found.tasks] == [
        ("完善服务体系", "妇女与健康"),
        ("促进平等就业", "妇女与经济"),
    ]


def test_a_task_that_opens_with_a_year_keeps_its_number_and_its_words() -> None:
    found = plan(
        "某市消防三年行动实施方案(2020-2022年)",
        "一、主要任务",
        "(一)打通通道",
        "1.2020年6月底前,各县制定方案。落实。",
        "2.划线标识。完成。",
        "二、保障措施",
        "(一)加强领导。重视。",
    )
    assert [(t.number, t.title) for t in found.tasks] == [(1, "2020年6月底前,各县制定方案"), (2, "划线标识")]


def test_a_title_of_environment_to_be_mended_is_a_task() -> None:
    found = plan(
        "某市乡村振兴行动计划(2023-2025年)",
        "一、建设和美乡村",
        "1.整治提升人居环境。生活污水治理率达到45%。",
        "2.加强设施。推进。",
        "二、保障措施",
        "(一)加强领导。重视。",
    )
    assert [t.title for t in found.tasks] == ["整治提升人居环境", "加强设施"]
    assert [(t.indicator, t.value) for t in found.targets] == [("生活污水治理率", 45)]
