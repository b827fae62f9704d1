"""The registers of assessment results: of lawyers, of firms, and of the firms spot-checked."""

from __future__ import annotations

from lvheng.assessment.models import FirmResult, LawyerResult, SpotCheck
from lvheng.assessment.rules import checked_by_two, licensed_in_year, there_in_year, year_over
from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.work.registers import declare
from lvheng.work.shape import Register, Span, Way

ROOM = "年度考核"
FIRMS = {"firm": (OrganisationKind.FIRM, OrganisationKind.BRANCH)}
_FIRM = "北京市样例律师事务所"

LAWYER_RESULTS = Register(
    code="assessment.lawyer_result",
    model=LawyerResult,
    room=ROOM,
    unit="项",
    who=(CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF),
    law=("PLAN-18",),
    span=Span.YEAR,
    rules=(year_over, licensed_in_year),
    enter=Way(title="登记律师考核结果", asks_day="评定日期", day_synonyms=("考核日期",)),
    change=Way(title="变更律师考核结果", asks_day="变更日期"),
    example={"lawyer": "11101201810000015", "year": "2024", "grade": "称职"},
)
FIRM_RESULTS = Register(
    code="assessment.firm_result",
    model=FirmResult,
    room=ROOM,
    unit="项",
    who=(CITY_STAFF, DISTRICT_STAFF),
    law=("PLAN-18",),
    span=Span.YEAR,
    kinds=FIRMS,
    rules=(year_over, there_in_year),
    enter=Way(title="登记律所考核结果", asks_day="评定日期", day_synonyms=("考核日期",)),
    change=Way(title="变更律所考核结果", asks_day="变更日期"),
    example={"firm": _FIRM, "year": "2024", "grade": "合格"},
)
SPOT_CHECKS = Register(
    code="assessment.spot_check",
    model=SpotCheck,
    title="年度检查考核抽查",
    room=ROOM,
    unit="家",
    who=(CITY_STAFF, DISTRICT_STAFF),
    law=("PLAN-18",),
    span=Span.YEAR,
    kinds=FIRMS,
    rules=(year_over, there_in_year, checked_by_two),
    enter=Way(title="登记抽查结果", asks_day="登记日期"),
    change=Way(title="变更抽查登记", asks_day="变更日期"),
    example={
        "firm": _FIRM,
        "year": "2024",
        "stratum": "20 人以下",
        "checked_on": "2025-06-12",
        "result": "合格",
        "inspectors": "样例甲、样例乙",
    },
)
declare(LAWYER_RESULTS, FIRM_RESULTS, SPOT_CHECKS)
