"""The registers of what Party organisations do, and of the organisations beside them."""

from __future__ import annotations

from lvheng.kernel.access.posts import PARTY_STAFF
from lvheng.party.models import (
    Group,
    Guidance,
    JoinedDecision,
    PartyMember,
    Practice,
    Study,
    StudyAttendance,
    Theme,
    ThemeHeld,
)
from lvheng.party.registers.common import AUDIENCE, BRANCH, FIRM, FIRMS, NUMBER, PARTY, ROOM, TRADE, UNITED_FRONT
from lvheng.party.rules import a_member, guides_below, of_firm_or_district
from lvheng.register.posts import HEAD
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, stands
from lvheng.work.shape import Register, Span, Way

REPORTING = (*PARTY, HEAD)
"""Who may say what a firm's organisation has done: the Party's staff, and the head for the own firm."""

STUDIES = Register(
    code="party.study",
    model=Study,
    room=ROOM,
    unit="次",
    who=REPORTING,
    law=("PLAN-1",),
    place=("organisation",),
    rules=(lasts("organisation"),),
    enter=Way(title="登记学习活动", asks_day="活动日期"),
    change=None,
    end=None,
    example={"name": "样例主题党日（2024-05）", "organisation": BRANCH, "level": "律所", "form": "主题党日"},
)
ATTENDANCES = Register(
    code="party.study_attendance",
    model=StudyAttendance,
    room=ROOM,
    unit="人次",
    who=PARTY,
    law=("PLAN-1",),
    audience=AUDIENCE,
    span=Span.DAY,
    reads={PartyMember: ("lawyer", "lawyer")},
    rules=(lasts("study"), a_member("lawyer")),
    enter=Way(title="登记学习签到", asks_day="签到日期"),
    example={"lawyer": NUMBER, "study": "样例主题党日（2024-05）"},
)
THEMES = Register(
    code="party.theme",
    model=Theme,
    room=ROOM,
    unit="次",
    who=(PARTY_STAFF,),
    law=("PLAN-2",),
    enter=Way(title="部署主题教育", asks_day="部署日期"),
    change=None,
    end=Way(title="主题教育结束", asks_day="结束日期"),
    example={"name": "样例主题教育", "deployed_in": "样例党发〔2024〕1号"},
)
THEMES_HELD = Register(
    code="party.theme_held",
    model=ThemeHeld,
    room=ROOM,
    unit="项",
    who=REPORTING,
    law=("PLAN-2",),
    span=Span.DAY,
    rules=(lasts("organisation"), lasts("theme")),
    enter=Way(title="报告主题教育开展情况", asks_day="开展日期"),
    example={"organisation": BRANCH, "theme": "样例主题教育", "step": "专题党课"},
)
GUIDANCES = Register(
    code="party.guidance",
    model=Guidance,
    room=ROOM,
    unit="次",
    who=PARTY,
    law=("PLAN-5", "PLAN-7"),
    span=Span.DAY,
    several=True,
    rules=(lasts("organisation"), lasts("by"), guides_below),
    enter=Way(title="登记上级党组织指导", asks_day="指导日期"),
    example={"organisation": BRANCH, "by": TRADE, "kind": "实地调研", "advice": "样例意见"},
)
DECISIONS = Register(
    code="party.decision",
    model=JoinedDecision,
    room=ROOM,
    unit="项",
    who=REPORTING,
    law=("PLAN-6",),
    span=Span.DAY,
    several=True,
    rules=(lasts("organisation"),),
    enter=Way(title="登记党组织参与决策", asks_day="决策日期"),
    example={"organisation": BRANCH, "matter": "样例事项", "opinion": "同意", "outcome": "按意见办理"},
)
PRACTICES = Register(
    code="party.practice",
    model=Practice,
    room=ROOM,
    unit="项",
    who=REPORTING,
    law=("PLAN-7",),
    kinds={"firm": FIRMS},
    rules=(stands("firm"),),
    enter=Way(title="申报经验做法", asks_day="申报日期"),
    change=Way(title="评选、推广经验做法", asks_day="日期", who=PARTY),
    end=Way(title="撤下经验做法", asks_day="撤下日期", who=PARTY),
    example={"name": "样例经验", "kind": "党建创新经验", "firm": FIRM, "stage": "申报"},
)
GROUPS = Register(
    code="party.group",
    model=Group,
    room=UNITED_FRONT,
    unit="个",
    who=PARTY,
    law=("PLAN-5", "PLAN-8"),
    place=("firm", "district"),
    kinds={"firm": FIRMS},
    rules=(stands("firm"), of_firm_or_district),
    enter=Way(title="登记群团、联谊组织", asks_day="成立日期"),
    change=Way(title="变更群团、联谊组织登记", asks_day="变更日期"),
    end=Way(title="撤销群团、联谊组织", asks_day="撤销日期"),
    example={"name": "样例所团支部", "kind": "团组织", "firm": FIRM},
)
declare(STUDIES, ATTENDANCES, THEMES, THEMES_HELD, GUIDANCES, DECISIONS, PRACTICES, GROUPS)
