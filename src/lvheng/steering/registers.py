"""The registers of steering that are plain: each row entered, changed and ended by hand or from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.figures.listing import Column
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.steering.items import ITEMS
from lvheng.steering.models import Assignment, FrozenReading, Judgement, PlanReview
from lvheng.steering.rules import of_its_plan
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


ASSIGNMENTS = Register(
    code="plan.assignment",
    model=Assignment,
    room=ROOM,
    unit="项",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    kinds={"unit": UNITS},
    rules=(stands("unit"),),
    enter=Way(title="登记分工", asks_day="分工日期"),
    change=Way(title="调整分工", asks_day="调整日期"),
    end=Way(title="撤销分工", asks_day="撤销日期"),
    joins=item_joins,
    columns=(ITEM,),
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
FROZEN_READINGS = Register(
    code="plan.frozen_reading",
    model=FrozenReading,
    room=ROOM,
    unit="个",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    enter=None,
    change=None,
    end=None,
    correct=None,
    joins=item_joins,
    columns=(
        ITEM,
        Column(name="status", title="系统判断", sql="t.status", needs=("row",)),
        Column(name="known_from", title="冻结时刻", sql="t.known_from::text", needs=("row",)),
        Column(name="entry", title="存证", sql="t.opened_by::text", needs=("row",)),
    ),
    order="t.valid_from desc, t.review, t.item, t.figure, t.edition",
)
JUDGEMENTS = Register(
    code="plan.judgement",
    model=Judgement,
    room=ROOM,
    unit="条",
    who=(CITY_STAFF,),
    law=("PLAN-S1",),
    rules=(lasts("review"), of_its_plan),
    enter=Way(title="评定", asks_day="评定日期"),
    change=Way(title="修改评定", asks_day="评定日期"),
    end=None,
    joins=item_joins,
    columns=(ITEM,),
)
declare(ASSIGNMENTS, REVIEWS, FROZEN_READINGS, JUDGEMENTS)
