"""The figures of the assessments: of the last year that was assessed by the day.

How many took part is public: results are shown for seven days, filed, and announced one by one, so their number tells
nothing more. Source: 律师执业年度考核规则（律发通〔2010〕25号）第十九、二十一至二十四条；律师事务所年度检查考核办法（司法部令121号）的
公示、备案、公告程序. A pass rate of spot checks is announced by nobody: it stays inside, and in the plan.
"""

from __future__ import annotations

from lvheng.assessment.registers import FIRM_RESULTS, LAWYER_RESULTS, SPOT_CHECKS
from lvheng.kernel.figures.figure import Face, Figure, Measure, Provenance, declare
from lvheng.register import sets
from lvheng.work.sets import of_last_year, sources

declare(
    Figure(
        code="assessment.spot_check_pass_rate",
        title="律师事务所年度检查考核抽查合格率",
        unit="%",
        rows=of_last_year(SPOT_CHECKS, "t.result = 'passed'"),
        sources=sources(SPOT_CHECKS),
        definition="当日上一年度（12 月 31 日当日计入本年度）的检查考核中，抽查时即合格的律师事务所 ÷ 抽到的律师事务所；整改后合格的不算。",
        listing=SPOT_CHECKS.list_code,
        measure=Measure.RATIO,
        provenance=Provenance.ATTESTED,
        whole=of_last_year(SPOT_CHECKS),
        whole_title="抽到的律师事务所",
        frame=sets.FIRMS,
        places=1,
    ),
    Figure(
        code="assessment.lawyers_assessed",
        title="参加年度考核的律师",
        unit="人",
        rows=of_last_year(LAWYER_RESULTS),
        sources=sources(LAWYER_RESULTS),
        definition="当日上一年度（12 月 31 日当日计入本年度）已登记考核结果的律师。",
        listing=LAWYER_RESULTS.list_code,
        face=Face.TOTAL,
    ),
    Figure(
        code="assessment.firms_assessed",
        title="参加年度检查考核的律师事务所",
        unit="家",
        rows=of_last_year(FIRM_RESULTS),
        sources=sources(FIRM_RESULTS),
        definition="当日上一年度（12 月 31 日当日计入本年度）已登记检查考核结果的律师事务所（含分所）。",
        listing=FIRM_RESULTS.list_code,
        face=Face.TOTAL,
    ),
)
