"""The registers of steering that are plain: each row entered, changed and ended by hand or from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.figures.listing import Column
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.steering.items import ITEMS
from lvheng.steering.models import (
    Assignment,
    DispatchReport,
    DispatchRound,
    FrozenReading,
    Judgement,
    PlanReview,
    PolicyPaper,
    Problem,
    UpwardReport,
)
from lvheng.steering.rules import answered, forward, of_its_plan, resolved
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, stands
from lvheng.work.shape import Register, Way

ROOM = "计划与调度"
UNITS = (
    OrganisationKind.CITY_BUREAU,
    OrganisationKind.DIVISION,
    OrganisationKind.DISTRICT_BUREAU,
    OrganisationKind.CITY_ASSOCIATION,
    OrganisationKind.DISTRICT_ASSOCIATION,
    OrganisationKind.ORGAN,
)
"""The kinds of organisation that may answer for an item of a plan."""
ITEM = Column(name="item", title="计划条目", sql="it.title", needs=("row", "item"), sort="it.part, it.position")


def item_joins(m: Moment) -> Mapping[str, str]:
    """The words of the item that a row names."""
    return {"item": f"left join {ITEMS} it on it.code = t.item"}


_of_an_item = partial(Register, room=ROOM, law=("PLAN-S1",), joins=item_joins, columns=(ITEM,))
"""The shape of registers whose rows name an item of a plan."""
ASSIGNMENTS = _of_an_item(
    code="plan.assignment",
    model=Assignment,
    unit="项",
    who=(CITY_STAFF,),
    kinds={"unit": UNITS},
    rules=(stands("unit"),),
    enter=Way(title="登记分工", asks_day="分工日期"),
    change=Way(title="调整分工", asks_day="调整日期"),
    end=Way(title="撤销分工", asks_day="撤销日期"),
    example={"unit": "北京市司法局律师工作处", "item": "1.1", "part": "牵头", "due": "2025-12-31"},
)
REVIEWS = Register(
    code="plan.review",
    model=PlanReview,
    room=ROOM,
    unit="次",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    enter=None,
    change=None,
    end=None,
    correct=None,
)
FROZEN_READINGS = _of_an_item(
    code="plan.frozen_reading",
    model=FrozenReading,
    unit="个",
    who=(CITY_STAFF,),
    enter=None,
    change=None,
    end=None,
    correct=None,
    columns=(
        ITEM,
        Column(name="status", title="系统判断", sql="t.status", needs=("row",)),
        Column(name="known_from", title="冻结时刻", sql="t.known_from::text", needs=("row",)),
        Column(name="entry", title="存证", sql="t.opened_by::text", needs=("row",)),
    ),
    order="t.valid_from desc, t.review, t.item, t.figure, t.edition",
)
JUDGEMENTS = _of_an_item(
    code="plan.judgement",
    model=Judgement,
    unit="条",
    who=(CITY_STAFF,),
    rules=(lasts("review"), of_its_plan),
    enter=Way(title="评定", asks_day="评定日期"),
    change=Way(title="修改评定", asks_day="评定日期"),
    end=None,
)
ROUNDS = Register(
    code="plan.dispatch",
    model=DispatchRound,
    room=ROOM,
    unit="次",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    fixed=("name", "plan", "called"),
    enter=None,
    change=Way(title="延长报送期限", asks_day="调整日期"),
    end=None,
    correct=None,
)
REPORTS = _of_an_item(
    code="plan.dispatch_report",
    model=DispatchReport,
    unit="件",
    who=(CITY_STAFF,),
    place=("unit",),
    enter=None,
    change=None,
    end=None,
    correct=None,
)
PROBLEMS = _of_an_item(
    code="plan.problem",
    model=Problem,
    unit="个",
    who=(CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF),
    kinds={"owner": UNITS},
    place=("owner",),
    at_end=("resolution",),
    fixed=("item",),
    end_rules=(resolved,),
    enter=Way(title="提出问题", asks_day="提出日期"),
    change=Way(title="调整问题的责任和时限", asks_day="调整日期"),
    end=Way(title="办结问题", asks_day="办结日期"),
    example={
        "name": "区属国有企业公司律师设立进度慢",
        "item": "T6.2",
        "owner": "北京市司法局律师工作处",
        "due": "2025-06-30",
    },
)
POLICIES = _of_an_item(
    code="plan.policy",
    model=PolicyPaper,
    unit="项",
    who=(CITY_STAFF, ASSOCIATION_STAFF),
    law=("PLAN-S2",),
    rules=(forward,),
    enter=Way(title="登记政策措施", asks_day="登记日期"),
    change=Way(title="政策措施进入下一阶段", asks_day="进入日期"),
    end=Way(title="终止政策措施", asks_day="终止日期"),
    example={
        "name": "律师行业人才引进支持政策",
        "item": "S2.1",
        "stage": "已出台",
        "departments": "市人力资源社会保障局",
    },
)
UPWARD = Register(
    code="plan.upward_report",
    model=UpwardReport,
    room=ROOM,
    unit="份",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    rules=(lasts("review"), answered),
    fixed=("review", "addressee"),
    enter=Way(title="登记上报", asks_day="上报日期"),
    change=Way(title="登记批示、答复和落实", asks_day="登记日期"),
    end=None,
)
declare(ASSIGNMENTS, REVIEWS, FROZEN_READINGS, JUDGEMENTS, ROUNDS, REPORTS, PROBLEMS, POLICIES, UPWARD)
