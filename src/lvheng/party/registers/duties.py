"""The registers of what comes round: terms, secretaries, posts, and the work reports of every year."""

from __future__ import annotations

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Listed
from lvheng.party.models import PartyMember, PartyTerm, TradeSecretary, WorkReport
from lvheng.party.models.duties import ORGANISATION
from lvheng.party.posts import PARTY_POSTS, party_post_titles
from lvheng.party.registers.common import AUDIENCE, BRANCH, NUMBER, PARTY, ROOM, TRADE
from lvheng.party.rules import a_member, at_the_same_level, reported_after, single_secretary, term_as_allowed, year_over
from lvheng.register.references import lawyer_field
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, not_after
from lvheng.work.shape import Register, Span, Way

TERMS = Register(
    code="party.term",
    model=PartyTerm,
    room=ROOM,
    unit="届",
    who=PARTY,
    law=("R133-4", "PLAN-5"),
    replaces=True,
    rules=(lasts("organisation"), not_after("elected_on"), term_as_allowed),
    enter=Way(title="登记党组织换届", asks_day="任期开始日期", day_synonyms=("任期起",)),
    change=None,
    end=None,
    example={"organisation": BRANCH, "elected_on": "2023-05-10", "due_on": "2026-05-10"},
)
OFFICERS = Register(
    code="party.officer",
    model=Post,
    title="党组织职务",
    room=ROOM,
    unit="项",
    who=PARTY,
    law=("PLAN-5", "PLAN-7"),
    audience=AUDIENCE,
    fields={
        "holder": lawyer_field("任职人"),
        "organisation": ORGANISATION,
        "kind": Listed(label="职务", options=party_post_titles, field_class=FieldClass.PUBLIC),
    },
    posts=PARTY_POSTS,
    place=("organisation",),
    reads={Post: ("organisation", "organisation"), PartyMember: ("lawyer", "holder")},
    rules=(lasts("organisation"), a_member("holder"), single_secretary),
    enter=Way(title="登记党组织任职", asks_day="任职日期"),
    change=None,
    end=Way(title="党组织职务离任", asks_day="离任日期"),
    example={"holder": NUMBER, "organisation": BRANCH, "kind": "党组织书记"},
)
TRADE_SECRETARIES = Register(
    code="party.trade_secretary",
    model=TradeSecretary,
    room=ROOM,
    unit="名",
    who=PARTY,
    law=("PLAN-5",),
    replaces=True,
    rules=(lasts("organisation"), lasts("leader"), at_the_same_level),
    enter=Way(title="登记行业党组织书记", asks_day="任职日期"),
    change=None,
    end=Way(title="行业党组织书记离任", asks_day="离任日期"),
    example={"organisation": TRADE, "leader": "样例"},
)
WORK_REPORTS = Register(
    code="party.work_report",
    model=WorkReport,
    room=ROOM,
    unit="份",
    who=PARTY,
    law=("PLAN-6",),
    span=Span.YEAR,
    rules=(year_over, reported_after),
    enter=Way(title="登记书记述职", asks_day="登记日期"),
    change=Way(title="登记述职评议", asks_day="评议日期"),
    example={"organisation": BRANCH, "year": "2024", "reported_on": "2025-01-15", "appraisal": "好"},
)
declare(TERMS, OFFICERS, TRADE_SECRETARIES, WORK_REPORTS)
