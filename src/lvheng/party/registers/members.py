"""The registers of Party members and of who is to become one: for the Party's own staff and the person, nobody else."""

from __future__ import annotations

from lvheng.party.models import Applicant, ModelPost, PartyMember, Representative
from lvheng.party.registers.common import AUDIENCE, BRANCH, NUMBER, PARTY, ROOM
from lvheng.party.rules import a_member, not_a_member, not_on_the_list
from lvheng.work.registers import declare
from lvheng.work.rules import lasts
from lvheng.work.shape import Register, Way

MEMBERS = Register(
    code="party.member",
    model=PartyMember,
    room=ROOM,
    unit="名",
    who=PARTY,
    law=("R133-4", "PLAN-6"),
    audience=AUDIENCE,
    at_end=("reason",),
    reads={Representative: ("lawyer", "lawyer")},
    rules=(lasts("organisation"), not_on_the_list),
    enter=Way(title="登记党员组织关系", asks_day="转入日期", day_synonyms=("入党日期", "转入时间")),
    change=Way(title="转接组织关系、变更党员类别", asks_day="变更日期"),
    end=Way(title="党员组织关系转出", asks_day="转出日期"),
    example={"lawyer": NUMBER, "organisation": BRANCH, "status": "正式党员", "reason": "组织关系转出"},
)
APPLICANTS = Register(
    code="party.applicant",
    model=Applicant,
    room=ROOM,
    unit="名",
    who=PARTY,
    law=("PLAN-6",),
    audience=AUDIENCE,
    at_end=("reason",),
    reads={PartyMember: ("lawyer", "lawyer")},
    rules=(lasts("organisation"), not_a_member),
    enter=Way(title="列入入党培养", asks_day="列入日期", day_synonyms=("申请日期",)),
    change=Way(title="变更培养阶段", asks_day="变更日期"),
    end=Way(title="结束入党培养", asks_day="结束日期"),
    example={"lawyer": NUMBER, "organisation": BRANCH, "stage": "入党积极分子", "reason": "接收为预备党员"},
)
MODEL_POSTS = Register(
    code="party.model_post",
    model=ModelPost,
    room=ROOM,
    unit="个",
    who=PARTY,
    law=("PLAN-21",),
    audience=AUDIENCE,
    reads={PartyMember: ("lawyer", "lawyer")},
    rules=(a_member("lawyer"),),
    enter=Way(title="设立党员律师示范岗", asks_day="设立日期"),
    change=Way(title="变更示范岗承诺", asks_day="变更日期"),
    end=Way(title="撤销党员律师示范岗", asks_day="撤销日期"),
    example={"lawyer": NUMBER, "post": "样例示范岗", "pledge": "样例承诺"},
)
declare(MEMBERS, APPLICANTS, MODEL_POSTS)
