"""Title, issuer, days, goals, tasks, safeguards and units are read from the shapes that plans come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read, read_content

from . import papers
from .test_targets import proposal_of

FRONTS = {
    "beijing.txt": ("北京市律师行业发展三年行动计划(2023-2025年)", "北京市司法局", "2023-09-12", 2023, 2025),
    "elderly.txt": (
        "云川市养老服务高质量发展三年行动计划(2024—2026年)",
        "云川市人民政府办公室",
        "2024-03-18",
        2024,
        2026,
    ),
    "notary.txt": ("临江省公证行业改革发展实施方案", "临江省司法厅", "2023-06-30", 2023, 2027),
    "appraisal.txt": ("“十四五”海州省司法鉴定事业发展规划", None, None, 2021, 2025),
    "preschool.html": ("青禾区“十四五”学前教育发展提升行动计划", "青禾区教育局", "2023-05-09", 2021, 2025),
    "digital.txt": ("东陵市数字经济倍增行动方案(2022-2025年)", "东陵市人民政府", "2022-04-06", 2022, 2025),
    "carbon.txt": ("北屏市生态环境保护“十五五”规划", None, None, 2026, 2030),
    "economy.txt": (
        "滨海市推动民营经济高质量发展若干措施",
        "滨海市发展和改革委员会、滨海市工业和信息化局",
        "2024-01-08",
        2024,
        None,
    ),
    "health.docx": ("平川市卫生健康服务能力提升行动计划(2024-2025年)", None, None, 2024, 2025),
    "mediation.pdf": ("安和县人民调解工作三年行动计划(2025-2027年)", "安和县司法局", "2025-02-14", 2025, 2027),
}
# goals, tasks, safeguards
COUNTS = {
    "beijing.txt": (7, 30, 4),
    "elderly.txt": (1, 5, 3),
    "notary.txt": (1, 6, 2),
    "appraisal.txt": (1, 4, 2),
    "preschool.html": (2, 3, 2),
    "digital.txt": (1, 5, 2),
    "carbon.txt": (1, 4, 2),
    "lawyers.txt": (3, 4, 3),
    "care.txt": (0, 3, 2),
    "economy.txt": (0, 4, 0),
    "negative.txt": (0, 5, 1),
    "health.docx": (1, 2, 2),
    "mediation.pdf": (1, 3, 2),
}


@pytest.mark.parametrize("name", sorted(FRONTS))
def test_the_front_is_read(name: str) -> None:
    said = proposal_of(name).as_json()
    assert (said["title"], said["issuer"], said["issued"], said["from"], said["to"]) == FRONTS[name]


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_goals_tasks_and_safeguards_are_counted_right(name: str) -> None:
    proposal = proposal_of(name)
    assert (len(proposal.goals), len(proposal.tasks), len(proposal.safeguards)) == COUNTS[name]


def test_the_printed_proposal_has_exactly_the_promised_keys() -> None:
    said = proposal_of("elderly.txt").as_json()
    assert list(said) == [
        "title",
        "issuer",
        "passed",
        "issued",
        "from",
        "to",
        "goals",
        "tasks",
        "safeguards",
        "targets",
        "measures",
    ]
    lists = ("goals", "tasks", "safeguards", "targets", "measures")
    keys: dict[str, Any] = {name: set(said[name][0]) for name in lists}
    assert keys == {
        "goals": {"number", "title", "text"},
        "tasks": {"number", "title", "section", "text", "lead_units", "cooperating_units"},
        "safeguards": {"number", "title", "text"},
        "targets": {"indicator", "op", "value", "unit", "due_year", "quote", "section"},
        "measures": {"task", "text"},
    }


def test_tasks_have_their_section_and_text() -> None:
    tasks = proposal_of("notary.txt").tasks
    assert [(t.number, t.title, t.section) for t in tasks][:2] == [
        (1, "压实政治责任", "加强党的建设"),
        (2, "有序发展合作制公证机构", "深化体制机制改革"),
    ]
    assert tasks[0].text == "公证机构党的组织和党的工作全覆盖成果持续巩固。"


@pytest.mark.parametrize(
    ("name", "number", "lead", "cooperating"),
    [
        ("elderly.txt", 1, ["市民政局"], ["市住房城乡建设局", "市残联"]),
        ("elderly.txt", 2, ["市民政局", "市财政局", "各县(市、区)人民政府"], []),
        ("elderly.txt", 3, ["市民政局"], ["市商务局", "市市场监管局"]),
        ("elderly.txt", 5, ["市卫生健康委"], ["市医保局"]),
        ("care.txt", 1, ["区卫生健康局"], ["区教育局", "各街道办事处(镇政府)"]),
        ("care.txt", 2, ["区民政局"], ["区财政局"]),
        ("economy.txt", 1, ["市政务服务局", "市市场监管局"], []),
        ("economy.txt", 2, ["市金融局"], ["人行滨海分行"]),
        ("economy.txt", 3, ["市科技局"], ["市工信局", "市财政局"]),
        ("economy.txt", 4, ["市法院", "市检察院"], []),
        ("health.docx", 1, ["市卫生健康委"], ["市医保局", "市财政局"]),
    ],
)
def test_units_are_read_from_prose_and_tables(name: str, number: int, lead: list[str], cooperating: list[str]) -> None:
    task = next(t for t in proposal_of(name).tasks if t.number == number)
    assert (list(task.lead_units), list(task.cooperating_units)) == (lead, cooperating)


def test_a_plan_that_is_only_a_table_of_labour_takes_its_rows_as_tasks() -> None:
    rows = (
        "某市法治建设重点任务清单(2025年)\n"
        "序号\t重点任务\t具体举措\t牵头单位\t配合单位\n"
        "1\t依法行政\t开展行政执法人员培训,人均不少于60学时\t市司法局\t各部门\n"
        "2\t普法宣传\t新建法治文化阵地10个\t市司法局\t市教育局、市文旅局\n"
    )
    proposal = propose(read_content(rows.encode()))
    assert [(t.number, t.title, t.lead_units) for t in proposal.tasks] == [
        (1, "依法行政", ("市司法局",)),
        (2, "普法宣传", ("市司法局",)),
    ]
    assert [(t.indicator, t.value) for t in proposal.targets] == [
        ("行政执法人员培训人均", 60),
        ("新建法治文化阵地", 10),
    ]


def test_automatic_numbers_of_a_docx_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(papers.numbered_docx())
    proposal = propose(read(path))
    assert [t.title for t in proposal.tasks] == ["建设调解中心", "培训调解员"]
    assert [s.title for s in proposal.safeguards] == ["加强领导"]


def test_the_beijing_plan_keeps_its_words() -> None:
    plan = proposal_of("beijing.txt")
    assert plan.passed == "2023-08-24"
    assert [t.number for t in plan.tasks] == list(range(1, 31))
    assert (plan.tasks[27].title, plan.tasks[27].section) == ("加强专业(专门)委员会建设", "加强律师协会建设")
    assert plan.tasks[12].text.startswith("组织引导律师服务全面依法治国方略")
    assert plan.tasks[12].text.endswith("法治化营商环境。")
    assert plan.tasks[29].text.endswith("鼓励支持专业委员会以律师协会名义会同高校、企业开展业务活动。")
    assert plan.safeguards[3].text.endswith("不断提升社会公众对律师行业的认可度、美誉度。")
    assert [g.title for g in plan.goals][5] == "深化律师制度改革顺利推进"
    assert {t.section for t in plan.targets} >= {"(三)行业持续深入健康发展", "14.加快发展涉外律师法律服务"}


def test_a_table_whose_cells_only_spaces_part_is_read_as_rows() -> None:
    text = (
        "某省公证事业发展规划(2021-2025年)\n主要指标\n序号 指标名称 单位 2020年 2025年 属性\n"
        "1 公证员人数 人 860 1200 预期性\n2 有效投诉率 ‰ 1.5 0.8 约束性\n注:指标按年统计。\n"
    )
    plan = propose(read_content(text.encode()))
    assert [(t.indicator, t.op, t.value, t.unit, t.due_year) for t in plan.targets] == [
        ("公证员人数", ">=", 1200, "人", 2025),
        ("有效投诉率", "<=", 0.8, "‰", 2025),
    ]
