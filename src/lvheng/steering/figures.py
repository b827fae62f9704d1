"""The figures of steering: reports returned, reviews made, problems solved, policies, reports upward."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Figure, declare
from lvheng.kernel.figures.standing import Latest
from lvheng.steering.choices import PolicyStage, ReportState
from lvheng.steering.models import PolicyPaper, Problem
from lvheng.steering.registers import POLICIES, PROBLEMS, REPORTS, REVIEWS, UPWARD
from lvheng.work.sets import sources, standing

_RETURNED = f"t.state in ('{ReportState.RETURNED}', '{ReportState.ACCEPTED}')"

declare(
    Figure(
        code="plan.evaluations",
        title="计划评估",
        unit="次",
        rows=standing(REVIEWS),
        sources=sources(REVIEWS),
        definition="数据截止日期不晚于当日的计划评估：中期、终期和适时评估都计入。",
        listing=REVIEWS.list_code,
    ),
    Figure(
        code="plan.dispatch_returned",
        title="调度已反馈",
        unit="件",
        rows=standing(REPORTS, _RETURNED),
        sources=sources(REPORTS),
        definition="历次调度中，当日已报送、未被退回的反馈；一个单位就一条条目的反馈为一件。",
        listing=REPORTS.list_code,
        whole=standing(REPORTS),
        whole_title="应反馈",
    ),
    Figure(
        code="plan.problems_solved",
        title="已解决的问题",
        unit="个",
        rows=standing(PROBLEMS, of=Latest(Problem, ended=True)),
        sources=sources(PROBLEMS),
        definition="实施中提出的问题，当日以前已办结、写明解决情况的。",
        listing=PROBLEMS.list_code,
        whole=standing(PROBLEMS, of=Latest(Problem)),
        whole_title="提出的问题",
    ),
    Figure(
        code="plan.policies",
        title="已出台的政策措施",
        unit="项",
        rows=standing(POLICIES, f"t.stage <> '{PolicyStage.PROPOSED}'", of=Latest(PolicyPaper)),
        sources=sources(POLICIES),
        definition="当日已出台或者已落实的政策措施。",
        listing=POLICIES.list_code,
        whole=standing(POLICIES, of=Latest(PolicyPaper)),
        whole_title="登记的政策措施",
    ),
    Figure(
        code="plan.reports_made",
        title="上报",
        unit="份",
        rows=standing(UPWARD),
        sources=sources(UPWARD),
        definition="当日以前向上级报送的行业发展情况报告，都取自计划评估冻结的读数。",
        listing=UPWARD.list_code,
    ),
)
