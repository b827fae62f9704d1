"""The figures of the associations."""

from __future__ import annotations

from datetime import date

from lvheng.association.models import ResearchTopic, Term
from lvheng.association.registers import COMMITTEE_MEMBERS, RESEARCH, TERMS
from lvheng.kernel.figures.figure import Face, Figure, declare
from lvheng.kernel.figures.standing import Beside, Lasting, Latest, Standing
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.work.sets import sources, standing

COUNTED_FROM = date(2023, 1, 1)
"""The first day of the plan that wants every association elected anew. Source: the plan, 2023-2025, goal 7."""


ELECTED_ANEW = standing(
    TERMS,
    f"t.elected_on >= '{COUNTED_FROM}'",
    of=Lasting(TERMS.model, "greatest(valid_from, elected_on)", "valid_to"),
)
"""Associations whose term in office was elected since the plan began."""


ASSOCIATIONS = Standing(
    of=Organisation,
    alias="o",
    beside=(Beside(Seat, "s", "organisation", "o.subject"),),
    where="o.kind in ('city_association', 'district_association')",
    subject="o.subject",
    organisation="o.subject",
    district="s.district",
    versions="array[o.id]",
)
"""Every association of the city and its districts."""


declare(
    Figure(
        code="association.research_delivered",
        title="已结项的研究课题",
        unit="项",
        rows=standing(RESEARCH, "t.stage in ('delivered', 'used')", of=Latest(ResearchTopic)),
        sources=sources(RESEARCH),
        definition="当日已结项或者成果已被采用的研究课题。",
        listing=RESEARCH.list_code,
        whole=standing(RESEARCH, of=Latest(ResearchTopic)),
        whole_title="征集的课题",
        face=Face.TOTAL,
    ),
    Figure(
        code="association.elections_completed",
        title="已换届的市、区律师协会",
        unit="家",
        rows=ELECTED_ANEW,
        sources=(Term, Organisation, Seat),
        definition=f"当日在任的一届于 {COUNTED_FROM} 以后选举产生的市、区两级律师协会。",
        listing=TERMS.list_code,
        whole=ASSOCIATIONS,
        whole_title="市、区律师协会",
        face=Face.TOTAL,
    ),
    Figure(
        code="association.committee_members",
        several=True,
        title="专业（专门）委员会任职人员",
        unit="名",
        rows=standing(COMMITTEE_MEMBERS),
        sources=sources(COMMITTEE_MEMBERS),
        definition="当日在律师协会各专业委员会、专门委员会任主任、副主任、委员的人次。",
        listing=COMMITTEE_MEMBERS.list_code,
        face=Face.TOTAL,
    ),
)
