"""The registers of public and company lawyers beside their licences: who ought to have some, and what they do."""

from __future__ import annotations

from lvheng.inhouse.models import DecisionJoined, EnterpriseNeed, Exchange, ListedUnit, PrivatePilot
from lvheng.inhouse.rules import in_house, private_enterprise, state_enterprise
from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.work.registers import declare
from lvheng.work.rules import practises, stands
from lvheng.work.shape import Register, Span, Way

ROOM = "公职、公司律师"
WHO = (CITY_STAFF, DISTRICT_STAFF)
UNITS = (OrganisationKind.ORGAN,)
_NUMBER = "11101201860000012"

LISTED_UNITS = Register(
    code="inhouse.listed_unit",
    model=ListedUnit,
    room=ROOM,
    unit="家",
    who=WHO,
    law=("PLAN-GOAL-6", "SFT131-2018"),
    kinds={"unit": UNITS},
    rules=(stands("unit"),),
    enter=Way(title="列入单位名单", asks_day="列入日期", day_synonyms=("名单日期",)),
    change=Way(title="变更名单登记", asks_day="变更日期"),
    end=Way(title="移出单位名单", asks_day="移出日期"),
    example={"unit": "北京市样例局", "level": "市级党政机关", "source": "市委编办机构名录（样例）"},
)
NEEDS = Register(
    code="inhouse.need",
    model=EnterpriseNeed,
    room=ROOM,
    unit="家",
    who=WHO,
    law=("PLAN-GOAL-6",),
    kinds={"enterprise": UNITS},
    reads={ListedUnit: ("unit", "enterprise")},
    rules=(state_enterprise,),
    enter=Way(title="登记公司律师需求", asks_day="提出日期"),
    change=None,
    end=Way(title="撤回公司律师需求", asks_day="撤回日期"),
    example={"enterprise": "北京样例集团有限公司", "said_in": "样例函〔2024〕1号"},
)
PILOTS = Register(
    code="inhouse.pilot",
    model=PrivatePilot,
    room=ROOM,
    unit="家",
    who=(CITY_STAFF,),
    law=("PLAN-25",),
    kinds={"enterprise": UNITS},
    reads={ListedUnit: ("unit", "enterprise")},
    rules=(stands("enterprise"), private_enterprise),
    at_end=("reason",),
    enter=Way(title="纳入民营企业公司律师试点", asks_day="纳入日期"),
    change=None,
    end=Way(title="退出民营企业公司律师试点", asks_day="退出日期"),
    example={"enterprise": "北京样例科技有限公司"},
)
DECISIONS = Register(
    code="inhouse.decision",
    model=DecisionJoined,
    room=ROOM,
    unit="次",
    who=WHO,
    law=("PLAN-25",),
    span=Span.DAY,
    several=True,
    rules=(practises("lawyer"), in_house),
    enter=Way(title="登记参与涉外法治决策", asks_day="参与日期"),
    example={"lawyer": _NUMBER, "matter": "样例涉外事项论证"},
)
EXCHANGES = Register(
    code="inhouse.exchange",
    model=Exchange,
    room=ROOM,
    unit="人次",
    who=WHO,
    law=("PLAN-25",),
    span=Span.DAY,
    several=True,
    enter=Way(title="登记公职、公司律师交流", asks_day="交流日期"),
    example={"lawyer": _NUMBER, "kind": "参加行业活动", "matter": "样例论坛"},
)
declare(LISTED_UNITS, NEEDS, PILOTS, DECISIONS, EXCHANGES)
