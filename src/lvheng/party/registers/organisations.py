"""The registers of Party organisations, the firms of joint branches, Party workers and yearly results of the standard."""

from __future__ import annotations

from lvheng.kernel.figures.listing import Column
from lvheng.party.models import JointFirm, PartyMember, PartyOrganisation, PartyWorker, StandardResult
from lvheng.party.numbers import STANDARD_SCORE
from lvheng.party.registers.common import BRANCH, FIRM, FIRMS, PARTY, ROOM
from lvheng.party.rules import joins_joint, left_first, one_of_its_own, placed_once, year_over
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, not_after, stands
from lvheng.work.shape import Register, Span, Way

STANDARD = f"t.score >= {STANDARD_SCORE} and t.veto is null"

ORGANISATIONS = Register(
    code="party.organisation",
    model=PartyOrganisation,
    room=ROOM,
    unit="个",
    who=PARTY,
    law=("R133-4", "PB-6", "PLAN-7"),
    place=("firm", "district"),
    kinds={"firm": FIRMS},
    reads={PartyOrganisation: ("firm", "firm"), JointFirm: ("firm", "firm"), PartyMember: ("organisation", "subject")},
    rules=(placed_once, stands("firm"), one_of_its_own),
    end_rules=(left_first(PartyMember, "subject", "还有党员的组织关系在此"),),
    enter=Way(title="设立党组织", asks_day="批准设立日期", day_synonyms=("设立日期", "成立日期")),
    change=Way(title="变更党组织登记", asks_day="变更日期"),
    end=Way(title="撤销党组织", asks_day="撤销日期"),
    example={"name": BRANCH, "form": "独立党支部", "firm": FIRM},
)
JOINT_FIRMS = Register(
    code="party.joint_firm",
    model=JointFirm,
    room=ROOM,
    unit="家",
    who=PARTY,
    law=("ZB-5", "PLAN-7"),
    kinds={"firm": FIRMS},
    reads={PartyOrganisation: ("firm", "firm")},
    rules=(stands("firm"), lasts("branch"), joins_joint),
    enter=Way(title="律所加入联合党支部", asks_day="加入日期"),
    change=Way(title="律所改入其他联合党支部", asks_day="变更日期"),
    end=Way(title="律所移出联合党支部", asks_day="移出日期"),
    example={"firm": FIRM, "branch": "样例联合党支部"},
)
WORKERS = Register(
    code="party.worker",
    model=PartyWorker,
    room=ROOM,
    unit="名",
    who=PARTY,
    law=("PLAN-7",),
    kinds={"firm": FIRMS},
    rules=(stands("firm"), not_after("needed_on")),
    enter=Way(title="选派、配备党务工作人员", asks_day="到任日期"),
    change=None,
    end=Way(title="党务工作人员离任", asks_day="离任日期"),
    example={"firm": FIRM, "kind": "党建工作指导员", "name": "样例", "needed_on": "2024-03-01"},
)
STANDARDS = Register(
    code="party.standard_result",
    model=StandardResult,
    room=ROOM,
    unit="项",
    who=PARTY,
    law=("PLAN-GOAL-2", "PLAN-6"),
    span=Span.YEAR,
    kinds={"firm": FIRMS},
    rules=(year_over,),
    enter=Way(title="登记党建规范化考评结果", asks_day="评定日期", day_synonyms=("考评日期",)),
    change=Way(title="变更党建规范化考评结果", asks_day="变更日期"),
    columns=(
        Column(name="met", title="是否达标", sql=f"case when {STANDARD} then '达标' else '未达标' end", needs=("row",)),
    ),
    example={"firm": FIRM, "year": "2024", "score": "86"},
)
declare(ORGANISATIONS, JOINT_FIRMS, WORKERS, STANDARDS)
