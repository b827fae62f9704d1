"""The importer finds the targets that a careful reader finds, in plans of many trades and file kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.plan.document.proposal import Proposal
from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read, read_content
from lvheng.plan.document.source import Span

from . import papers
from .expected import EXPECTED, Row

PLANS = Path(__file__).parent / "plans"


def proposal_of(name: str) -> Proposal:
    """The proposal for one of the test plans."""
    if name == "health.docx":
        return propose(read_content(papers.health_docx()))
    if name == "mediation.pdf":
        return propose(read_content(papers.pdf_of(papers.MEDIATION)))
    return propose(read(PLANS / name))


def rows(proposal: Proposal) -> list[Row]:
    """The targets as the expected lists state them."""
    return [(t.indicator, t.op, t.value, t.unit, t.due_year) for t in proposal.targets]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_target_is_found_and_none_is_invented(name: str) -> None:
    assert sorted(rows(proposal_of(name)), key=str) == sorted(EXPECTED[name], key=str)


def test_precision_and_recall_over_all_plans_stay_complete() -> None:
    found = {(name, *row) for name in EXPECTED for row in rows(proposal_of(name))}
    wanted = {(name, *row) for name, expected in EXPECTED.items() for row in expected}
    hits = len(found & wanted)
    assert len(EXPECTED) >= 8
    assert hits / len(found) == 1.0
    assert hits / len(wanted) == 1.0


def quoted(proposal: Proposal) -> list[tuple[str, Span]]:
    """Every quote of a proposal with its place."""
    found = [(x.quote, x.at) for x in proposal.targets]
    found += [(x.quote, x.at) for x in proposal.not_taken]
    found += [(x.quote, x.at) for x in proposal.tasks]
    found += [(x.quote, x.at) for x in proposal.goals]
    return found + [(x.quote, x.at) for x in proposal.safeguards]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_quote_stands_in_the_source_where_the_proposal_says(name: str) -> None:
    proposal = proposal_of(name)
    text = proposal.source.text
    for quote, at in quoted(proposal):
        assert quote == text[at.start : at.end]
        assert at.line == text.count("\n", 0, at.start) + 1


WIDE = str.maketrans(",;:()%", "\uff0c\uff1b\uff1a\uff08\uff09\uff05")


@pytest.mark.parametrize("name", ["elderly.txt", "notary.txt", "carbon.txt", "lawyers.txt"])
def test_full_width_signs_change_nothing_but_the_words_quoted(name: str) -> None:
    plain = propose(read(PLANS / name))
    wide = propose(read_content((PLANS / name).read_text(encoding="utf-8").translate(WIDE).encode()))
    assert [(t.op, t.value, t.due_year) for t in wide.targets] == [(t.op, t.value, t.due_year) for t in plain.targets]
    assert [t.indicator for t in wide.targets] == [t.indicator.translate(WIDE) for t in plain.targets]
    assert [t.title for t in wide.tasks] == [t.title.translate(WIDE) for t in plain.tasks]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("目前已有律师事务所120家。", "现状或既往的数"),
        ("2022年底,律师人数达到3000人。", "现状或既往的数"),
        ("执业满3年的律师可以报名。", "时间长度或年龄，不是指标值"),
        ("营业收入超过1亿元的企业优先入驻。", "限定条件，不是指标值"),
        ("对新设机构给予不超过50万元补助。", "奖励、补助或收费的标准"),
        ("覆盖率由60%提高到90%。", "基期的数，不是要达到的数"),
        ("用好“1234”工作法。", "引号中的名称或提法"),
        ("办好12345热线。", "热线或代码"),
        ("推广1+5+N模式。", "结对或比照的提法"),
        ("护理人员与老人配比达到1:1.2。", "结对或比照的提法"),
        ("月销售额10万元以下的,免征增值税。", "限定条件，不是指标值"),
        ("凡举办机构的,注册资金不少于30万元。", "限定条件，不是指标值"),
        ("每新设1家给予资助。", "限定条件，不是指标值"),
        ("招收5人以上学生的普通学校设立资源教室。", "限定条件，不是指标值"),
        ("推动规模以上企业(年收入2000万元及以上)入统。", "限定条件，不是指标值"),
        ("将考核结果纳入绩效,占比不低于5%。", "没有说明是什么指标"),
        ("选派律师跟班锻炼,时间不少于6个月。", "时间长度或年龄，不是指标值"),
        ("为15岁以上人群体检。", "年龄"),
        ("按照每人每年不低于10元标准安排经费。", "奖励、补助或收费的标准"),
        ("学生顶岗实习时间一般为6个月。", "时间长度或年龄，不是指标值"),
    ],
)
def test_a_lookalike_is_refused_with_its_reason(sentence: str, reason: str) -> None:
    text = f"某市某行业三年行动计划(2023-2025年)\n一、主要任务\n(一)做好工作。{sentence}\n二、保障措施\n(一)加强领导。重视。\n"
    proposal = propose(read_content(text.encode()))
    assert reason in [x.reason for x in proposal.not_taken]
    assert all(t.value == 90 for t in proposal.targets)


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("到2025年,党员律师占比超过四成。", ("党员律师占比", ">", 40, "%", 2025)),
        ("2024年底前,行业纠纷调解成功率达到百分之九十五点五以上。", ("行业纠纷调解成功率", ">=", 95.5, "%", 2024)),
        ("到2025年,孕产妇死亡率控制在8/10万以下。", ("孕产妇死亡率", "<=", 8, "/10万", 2025)),
        ("到2025年,业务收入实现翻番。", ("业务收入", ">=", 2, "倍", 2025)),
        ("力争培育60%-70%的企业上云。", ("企业上云", "range", (60, 70), "%", None)),
        ("办理时限由20个工作日压缩至10个工作日。", ("办理时限", "<=", 10, "工作日", None)),
        ("涉外律师人数逐年增长。", ("涉外律师人数", "grows", None, "", None)),
        ("2025年底前,律师综合服务平台建成投用。", ("律师综合服务平台建成投用", "milestone", None, "", 2025)),
        ("青年律师占委员总数的比例不低于三分之一。", ("青年律师占委员总数的比例", ">=", 33.33, "%", None)),
        ("办理时限由7个工作日缩短为3个工作日。", ("办理时限", "<=", 3, "工作日", None)),
        ("到2025年,失能老人占比2025年达到30%。", ("失能老人占比", ">=", 30, "%", 2025)),
        ("一般登记压缩至7个工作日以内。", ("一般登记", "<=", 7, "工作日", None)),
        ("生均公用经费标准不低于每生每年710元。", ("生均公用经费标准", ">=", 710, "元", None)),
        ("重大安全责任事故“零发生”。", ("重大安全责任事故", "=", 0, "", None)),
        ("实现村(社区)100%全覆盖。", ("村(社区)覆盖率", ">=", 100, "%", None)),
        ("全部村(社区)100%配备法律顾问。", ("全部村(社区)配备法律顾问的比例", ">=", 100, "%", None)),
        ("实现每个行政村有1名科技特派员。", ("每个行政村有科技特派员", ">=", 1, "名", None)),
        ("2024年底前90%以上的公证事项实现在线申办。", ("公证事项实现在线申办的比例", ">=", 90, "%", 2024)),
        ("每个县建有不少于2家标准化律师事务所。", ("每个县建有标准化律师事务所", ">=", 2, "家", None)),
        ("每个市至少培育1家30人以上综合性律所。", ("每个市培育30人以上综合性律所", ">=", 1, "家", None)),
        ("每年安排不低于会费收入10%的资金用于培训。", ("每年资金占会费收入的比例", ">=", 10, "%", None)),
        ("5岁以下儿童死亡率控制在5‰以内。", ("5岁以下儿童死亡率", "<=", 5, "‰", None)),
        ("医疗费用增幅低于5%。", ("医疗费用增幅", "<", 5, "%", None)),
        ("再犯罪率低于全国平均水平,控制在0.1%以内。", ("再犯罪率", "<=", 0.1, "%", None)),
        ("普惠托位占比过七成。", ("普惠托位占比", ">", 70, "%", None)),
        ("每年为1万名以上老年人提供培训。", ("每年为老年人提供培训", ">=", 1, "万名", None)),
        ("生均拨款水平达到普通高中的1.5倍。", ("生均拨款水平", ">=", 1.5, "倍", None)),
    ],
)
def test_a_way_of_stating_a_target_is_understood(sentence: str, row: Row) -> None:
    text = f"某市某行业三年行动计划(2023-2025年)\n一、主要任务\n(一)做好工作。{sentence}\n二、保障措施\n(一)加强领导。重视。\n"
    assert rows(propose(read_content(text.encode()))) == [row]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2023年、2024年、2025年分别新增分所5家、8家、10家。",
            [("新增分所", ">=", 5, "家", 2023), ("新增分所", ">=", 8, "家", 2024), ("新增分所", ">=", 10, "家", 2025)],
        ),
        ("2024年、2025年各建成水厂3座。", [("水厂", ">=", 3, "座", 2024), ("水厂", ">=", 3, "座", 2025)]),
        (
            "2024年、2025年律师总数分别达到4000、5000名。",
            [("律师总数", ">=", 4000, "名", 2024), ("律师总数", ">=", 5000, "名", 2025)],
        ),
        (
            "到2024年,甲率达到35%,乙量达到1500件;到2025年,分别达到36%、1700件。",
            [
                ("甲率", ">=", 35, "%", 2024),
                ("乙量", ">=", 1500, "件", 2024),
                ("甲率", ">=", 36, "%", 2025),
                ("乙量", ">=", 1700, "件", 2025),
            ],
        ),
        (
            "三年新增托位3600个,其中2023年新增1000个,从业人员持证率达到100%。",
            [
                ("三年新增托位", ">=", 3600, "个", 2025),
                ("三年新增托位", ">=", 1000, "个", 2023),
                ("从业人员持证率", ">=", 100, "%", 2025),
            ],
        ),
        (
            "法治人才由目前的5200人增加到8000人,其中律师4500人、公证员120人。",
            [("法治人才", ">=", 8000, "人", None), ("律师", ">=", 4500, "人", None), ("公证员", ">=", 120, "人", None)],
        ),
        (
            "群众知晓率、满意率均达到95%以上。",
            [("群众知晓率", ">=", 95, "%", None), ("满意率", ">=", 95, "%", None)],
        ),
        (
            "建成20个市级、5个省级示范所。",
            [("市级示范所", ">=", 20, "个", None), ("省级示范所", ">=", 5, "个", None)],
        ),
        (
            "新建省级以上科普基地3个以上、市级10个以上。",
            [("新建省级以上科普基地", ">=", 3, "个", None), ("市级科普基地", ">=", 10, "个", None)],
        ),
        (
            "办理公证5万件,同比增长5%,其中涉外公证8000件。",
            [
                ("办理公证", ">=", 5, "万件", None),
                ("办理公证增长", ">=", 5, "%", None),
                ("涉外公证", ">=", 8000, "件", None),
            ],
        ),
    ],
)
def test_numbers_listed_together_each_go_to_their_own(sentence: str, expected: list[Row]) -> None:
    text = f"某市某行业三年行动计划(2023-2025年)\n一、主要任务\n(一)做好工作。{sentence}\n二、保障措施\n(一)加强领导。重视。\n"
    assert rows(propose(read_content(text.encode()))) == expected


def test_a_limit_of_time_beside_the_unit_dates_the_task() -> None:
    text = (
        "某市某行业三年行动计划(2023-2025年)\n一、主要任务\n(一)做好工作。新建分所5家。(责任单位:市司法局;完成时限:2024年底)\n"
        "二、保障措施\n(一)加强领导。重视。\n"
    )
    assert rows(propose(read_content(text.encode()))) == [("新建分所", ">=", 5, "家", 2024)]
