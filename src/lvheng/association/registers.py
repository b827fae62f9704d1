"""The registers of the associations: terms, offices, committees and who sits on them, research topics."""

from __future__ import annotations

from lvheng.association.models import ASSOCIATION, Committee, ResearchTopic, Term
from lvheng.association.posts import COMMITTEE_POSTS, OFFICERS, committee_titles, officer_titles
from lvheng.association.rules import in_order, may_hold_office, staged
from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, FieldClass
from lvheng.kernel.acts.fields import Listed
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.models import Person
from lvheng.register.references import lawyer_field
from lvheng.work.registers import declare
from lvheng.work.rules import lasts, none_left, not_after, practises
from lvheng.work.shape import Register, Way
from lvheng.work.things import thing_field

ROOM = "律师协会"
WHO = (CITY_STAFF, ASSOCIATION_STAFF)
KINDS = (OrganisationKind.CITY_ASSOCIATION, OrganisationKind.DISTRICT_ASSOCIATION)
_NUMBER = "11101201810000015"

TERMS = Register(
    code="association.term",
    model=Term,
    room=ROOM,
    unit="届",
    who=WHO,
    law=("NC-TERM", "PLAN-27"),
    kinds={"association": KINDS},
    replaces=True,
    enter=Way(title="登记换届", asks_day="任期开始日期", day_synonyms=("任期起",)),
    change=None,
    end=None,
    rules=(not_after("elected_on"), in_order),
    example={
        "association": "北京市朝阳区律师协会",
        "number": "4",
        "elected_on": "2018-06-20",
        "due_on": "2022-07-02",
    },
)
OFFICES = Register(
    code="association.officer",
    model=Post,
    title="协会职务",
    room=ROOM,
    unit="项",
    who=WHO,
    law=("NC-OFFICERS",),
    fields={
        "holder": lawyer_field("任职人"),
        "organisation": ASSOCIATION,
        "kind": Listed(label="职务", options=officer_titles, field_class=FieldClass.PUBLIC),
    },
    posts=OFFICERS,
    kinds={"organisation": KINDS},
    place=("organisation",),
    reads={Post: ("organisation", "organisation"), Person: ("subject", "holder")},
    rules=(practises("holder"), may_hold_office),
    enter=Way(title="登记协会任职", asks_day="任职日期"),
    change=None,
    end=Way(title="协会职务离任", asks_day="离任日期"),
    example={"holder": _NUMBER, "organisation": "北京市朝阳区律师协会", "kind": "监事"},
)
COMMITTEES = Register(
    code="association.committee",
    model=Committee,
    room=ROOM,
    unit="个",
    who=WHO,
    law=("NC-COMMITTEES", "PLAN-28"),
    kinds={"association": KINDS},
    place=("association",),
    reads={Post: ("organisation", "subject")},
    end_rules=(none_left(Post, "委员会还有人任职"),),
    enter=Way(title="设立委员会", asks_day="设立日期"),
    end=Way(title="撤销委员会", asks_day="撤销日期"),
    example={"name": "样例专业委员会", "association": "北京市律师协会", "kind": "专业委员会"},
)
COMMITTEE_MEMBERS = Register(
    code="association.committee_member",
    model=Post,
    title="委员会任职",
    room=ROOM,
    unit="名",
    who=WHO,
    law=("NC-COMMITTEES", "PLAN-28"),
    fields={
        "holder": lawyer_field("任职人"),
        "organisation": thing_field("委员会", Committee),
        "kind": Listed(label="职务", options=committee_titles, field_class=FieldClass.PUBLIC),
    },
    posts=COMMITTEE_POSTS,
    rules=(practises("holder"), lasts("organisation")),
    enter=Way(title="登记委员会任职", asks_day="任职日期"),
    change=None,
    end=Way(title="委员会离任", asks_day="离任日期"),
    example={"holder": _NUMBER, "organisation": "样例专业委员会", "kind": "委员会委员"},
)
RESEARCH = Register(
    code="association.research_topic",
    model=ResearchTopic,
    room=ROOM,
    unit="项",
    who=WHO,
    law=("PLAN-S3",),
    kinds={"association": KINDS},
    place=("association",),
    rules=(staged,),
    enter=Way(title="征集研究课题", asks_day="征集日期"),
    change=Way(title="课题立项、结项、采用", asks_day="办理日期"),
    end=Way(title="撤销研究课题", asks_day="撤销日期"),
    example={"name": "中小律师事务所发展规律研究", "association": "北京市律师协会", "stage": "征集"},
)
declare(TERMS, OFFICES, COMMITTEES, COMMITTEE_MEMBERS, RESEARCH)
