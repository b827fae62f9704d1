"""The registers of talent: pools, chosen firms, programmes, honours."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF
from lvheng.kernel.figures.listing import Column, titles_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.talent.choices import Tier
from lvheng.talent.models import (
    Cohort,
    CohortMember,
    FirmDesignation,
    FirmHonour,
    ForeignPoolMember,
    LawyerHonour,
    PoolMember,
)
from lvheng.talent.rules import foreign_part_ended, leaves_foreign_part_within, of_its_year, within_pool
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, none_left, practises, stands
from lvheng.work.shape import Register, Way

ROOM = "人才"
WHO = (CITY_STAFF, ASSOCIATION_STAFF)
_NUMBER = "11101201810000015"
_FIRM = "北京市样例律师事务所"
_FIRMS = {"firm": (OrganisationKind.FIRM,)}


def _foreign(m: Moment) -> Mapping[str, str]:
    return {"foreign": f"left join {m.asof(ForeignPoolMember)} foreign_part on foreign_part.lawyer = t.lawyer"}


def _pool(m: Moment) -> Mapping[str, str]:
    return {"pool": f"left join {m.asof(PoolMember)} pool on pool.lawyer = t.lawyer"}


POOL = Register(
    code="talent.pool_member",
    model=PoolMember,
    room=ROOM,
    unit="名",
    who=WHO,
    law=("PLAN-19",),
    at_end=("reason",),
    reads={ForeignPoolMember: ("lawyer", "lawyer")},
    rules=(practises("lawyer"),),
    end_rules=(foreign_part_ended,),
    enter=Way(title="人才入库", asks_day="入库日期", day_synonyms=("入库时间",)),
    change=Way(title="人才晋级、调整领域", asks_day="调整日期"),
    end=Way(title="人才出库", asks_day="出库日期", day_synonyms=("出库时间",)),
    correct=Way(title="更正人才库登记", rules=(leaves_foreign_part_within,)),
    joins=_foreign,
    columns=(
        Column(
            name="foreign_practice",
            title="涉外",
            sql="case when foreign_part.id is not null then '涉外' end",
            needs=("row", "foreign"),
        ),
    ),
    example={"lawyer": _NUMBER, "tier": "后备", "practice": "公司法", "reason": "本人申请"},
)
FOREIGN = Register(
    code="talent.foreign_pool_member",
    model=ForeignPoolMember,
    room=ROOM,
    unit="名",
    who=WHO,
    law=("PLAN-14-TALENT",),
    at_end=("reason",),
    reads={PoolMember: ("lawyer", "lawyer")},
    rules=(practises("lawyer"), within_pool),
    enter=Way(title="涉外人才入库", asks_day="入库日期", day_synonyms=("入库时间",)),
    change=Way(title="调整涉外人才登记", asks_day="调整日期"),
    end=Way(title="涉外人才出库", asks_day="出库日期", day_synonyms=("出库时间",)),
    joins=_pool,
    columns=(
        Column(
            name="tier", title="梯次", sql="pool.tier", needs=("row", "pool"), titles=titles_of(Tier), filtered=True
        ),
    ),
    example={"lawyer": _NUMBER, "practice": "跨境投资并购", "language": "英语", "reason": "本人申请"},
)
DESIGNATIONS = Register(
    code="talent.firm_designation",
    model=FirmDesignation,
    room=ROOM,
    unit="家",
    who=WHO,
    law=("PLAN-14-FIRMS",),
    kinds=_FIRMS,
    rules=(stands("firm"),),
    enter=Way(title="确认示范、一流律所", asks_day="确认日期", day_synonyms=("公布日期",)),
    change=None,
    end=Way(title="取消示范、一流律所", asks_day="取消日期"),
    example={"firm": _FIRM, "designation": "涉外示范律师事务所"},
)
COHORTS = Register(
    code="talent.cohort",
    model=Cohort,
    room=ROOM,
    unit="班",
    who=WHO,
    law=("PLAN-14-TALENT", "PLAN-20"),
    fixed=("programme", "year"),
    reads={CohortMember: ("cohort", "subject")},
    end_rules=(none_left(CohortMember, "还有学员没有结业"),),
    enter=Way(title="开设班次", asks_day="开班日期"),
    end=Way(title="班次结束", asks_day="结束日期"),
    example={"name": "样例项目 2018 年班", "programme": "百名高端涉外法治人才三年培养项目", "year": "2018"},
)
COHORT_MEMBERS = Register(
    code="talent.cohort_member",
    model=CohortMember,
    room=ROOM,
    unit="名",
    who=WHO,
    law=("PLAN-14-TALENT", "PLAN-20"),
    place=("lawyer",),
    at_end=("result",),
    reads={ForeignPoolMember: ("lawyer", "lawyer")},
    rules=(practises("lawyer"), lasts("cohort"), of_its_year),
    enter=Way(title="学员入班", asks_day="入学日期"),
    change=None,
    end=Way(title="学员结业、退出", asks_day="结业日期"),
    example={"lawyer": _NUMBER, "cohort": "样例项目 2018 年班", "result": "结业"},
)
LAWYER_HONOURS = Register(
    code="talent.lawyer_honour",
    model=LawyerHonour,
    room=ROOM,
    unit="项",
    who=WHO,
    law=("PLAN-3",),
    rules=(practises("lawyer"),),
    enter=Way(title="登记律师荣誉", asks_day="授予日期", day_synonyms=("表彰日期", "获奖日期")),
    change=None,
    end=Way(title="撤销律师荣誉", asks_day="撤销日期"),
    example={"lawyer": _NUMBER, "honour": "样例先进个人", "level": "市级", "granted_by": "北京市律师协会"},
)
FIRM_HONOURS = Register(
    code="talent.firm_honour",
    model=FirmHonour,
    room=ROOM,
    unit="项",
    who=WHO,
    law=("PLAN-3",),
    kinds={"firm": (OrganisationKind.FIRM, OrganisationKind.BRANCH)},
    rules=(stands("firm"),),
    enter=Way(title="登记律所荣誉", asks_day="授予日期", day_synonyms=("表彰日期", "获奖日期")),
    change=None,
    end=Way(title="撤销律所荣誉", asks_day="撤销日期"),
    example={"firm": _FIRM, "honour": "样例先进集体", "level": "市级", "granted_by": "北京市律师协会"},
)
declare(POOL, FOREIGN, DESIGNATIONS, COHORTS, COHORT_MEMBERS, LAWYER_HONOURS, FIRM_HONOURS)
