"""The registers of the united front: the two lists, the bureaus' leaders, and whom these keep in contact with."""

from __future__ import annotations

from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.party.models import (
    BureauLeader,
    Contact,
    ContactPair,
    MeetingAttended,
    PartyMember,
    Recommendation,
    Representative,
)
from lvheng.party.registers.common import AUDIENCE, NUMBER, PARTY, TRADE, UNITED_FRONT
from lvheng.party.rules import in_contact, left_first, on_a_list, on_the_list, outside_the_party
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, practises
from lvheng.work.shape import Register, Span, Way

LEADERS = Register(
    code="united_front.leader",
    model=BureauLeader,
    room=UNITED_FRONT,
    unit="名",
    who=PARTY,
    law=("PLAN-8",),
    kinds={"bureau": (OrganisationKind.CITY_BUREAU, OrganisationKind.DISTRICT_BUREAU)},
    place=("bureau",),
    reads={ContactPair: ("leader", "subject")},
    end_rules=(left_first(ContactPair, "subject", "还有列名联系"),),
    enter=Way(title="登记领导班子成员", asks_day="任职日期"),
    change=Way(title="变更领导班子成员登记", asks_day="变更日期"),
    end=Way(title="领导班子成员离任", asks_day="离任日期"),
    example={"name": "样例", "bureau": "北京市朝阳区司法局", "position": "副局长"},
)
REPRESENTATIVES = Register(
    code="united_front.representative",
    model=Representative,
    room=UNITED_FRONT,
    unit="人",
    who=PARTY,
    law=("PLAN-8",),
    audience=AUDIENCE,
    at_end=("reason",),
    reads={PartyMember: ("lawyer", "lawyer"), ContactPair: ("lawyer", "lawyer")},
    rules=(practises("lawyer"), outside_the_party),
    end_rules=(left_first(ContactPair, "lawyer", "还有列名联系"),),
    enter=Way(title="列入党外代表人士、后备人选名单", asks_day="列入日期", day_synonyms=("入库日期",)),
    change=Way(title="调整党外代表人士、后备人选名单", asks_day="调整日期"),
    end=Way(title="移出党外代表人士、后备人选名单", asks_day="移出日期"),
    example={"lawyer": NUMBER, "listed_as": "后备人选", "level": "区级", "reason": "本人申请"},
)
PAIRS = Register(
    code="united_front.pair",
    model=ContactPair,
    room=UNITED_FRONT,
    unit="对",
    who=PARTY,
    law=("PLAN-8",),
    audience=AUDIENCE,
    reads={Representative: ("lawyer", "lawyer")},
    rules=(lasts("leader"), on_the_list),
    enter=Way(title="确定列名联系", asks_day="确定日期"),
    end=Way(title="结束列名联系", asks_day="结束日期"),
    example={"leader": "样例", "lawyer": NUMBER},
)
CONTACTS = Register(
    code="united_front.contact",
    model=Contact,
    room=UNITED_FRONT,
    unit="次",
    who=PARTY,
    law=("PLAN-8",),
    audience=AUDIENCE,
    span=Span.DAY,
    several=True,
    reads={ContactPair: ("leader", "leader")},
    rules=(lasts("leader"), in_contact),
    enter=Way(title="登记联系情况", asks_day="联系日期"),
    example={"leader": "样例", "lawyer": NUMBER, "kind": "谈心谈话", "matter": "样例内容"},
)
MEETINGS = Register(
    code="united_front.meeting",
    model=MeetingAttended,
    room=UNITED_FRONT,
    unit="人次",
    who=PARTY,
    law=("PLAN-8",),
    audience=AUDIENCE,
    span=Span.DAY,
    several=True,
    reads={Representative: ("lawyer", "lawyer")},
    rules=(lasts("organisation"), on_a_list),
    enter=Way(title="登记列席党的会议", asks_day="会议日期"),
    example={"lawyer": NUMBER, "organisation": TRADE, "meeting": "样例会议"},
)
RECOMMENDATIONS = Register(
    code="united_front.recommendation",
    model=Recommendation,
    room=UNITED_FRONT,
    unit="人次",
    who=PARTY,
    law=("PLAN-8",),
    audience=AUDIENCE,
    reads={PartyMember: ("lawyer", "lawyer")},
    rules=(outside_the_party,),
    enter=Way(title="登记党外律师人才推荐", asks_day="推荐日期"),
    change=Way(title="答复党外律师人才推荐", asks_day="答复日期"),
    end=None,
    example={"lawyer": NUMBER, "body": "样例联谊会", "outcome": "考察中"},
)
declare(LEADERS, REPRESENTATIVES, PAIRS, CONTACTS, MEETINGS, RECOMMENDATIONS)
