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
        ("执业满3年的律师可以报名。", "时间长度或年龄,不是指标值"),
        ("营业收入超过1亿元的企业优先入驻。", "限定条件,不是指标值"),
        ("对新设机构给予不超过50万元补助。", "奖励、补助或收费的标准"),
        ("覆盖率由60%提高到90%。", "基期的数,不是要达到的数"),
        ("用好“1234”工作法。", "引号中的名称或提法"),
        ("办好12345热线。", "热线或代码"),
        ("推广1+5+N模式。", "结对或比照的提法"),
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
    ],
)
def test_a_way_of_stating_a_target_is_understood(sentence: str, row: Row) -> None:
    text = f"某市某行业三年行动计划(2023-2025年)\n一、主要任务\n(一)做好工作。{sentence}\n二、保障措施\n(一)加强领导。重视。\n"
    assert rows(propose(read_content(text.encode()))) == [row]
