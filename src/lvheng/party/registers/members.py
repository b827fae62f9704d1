"""The register of Party members: for the Party's own staff and the member, and nobody else."""

from __future__ import annotations

from lvheng.party.models import PartyMember, Representative
from lvheng.party.registers.common import AUDIENCE, BRANCH, NUMBER, PARTY, ROOM
from lvheng.party.rules import not_on_the_list
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
declare(MEMBERS)
