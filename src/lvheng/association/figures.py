"""The figures of the associations."""

from __future__ import annotations

from datetime import date

from lvheng.association.models import Term
from lvheng.association.registers import COMMITTEE_MEMBERS, TERMS
from lvheng.kernel.figures.figure import Face, Figure, declare
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.work.sets import rows, sources

COUNTED_FROM = date(2023, 1, 1)
"""The first day of the plan that wants every association elected anew. Source: the plan, 2023-2025, goal 7."""


def elected_anew(m: Moment) -> str:
    """Associations whose term in office was elected since the plan began."""
    return rows(TERMS, m, f"t.elected_on >= '{COUNTED_FROM}' and t.elected_on <= {m.day_sql}")


def associations(m: Moment) -> str:
    """Every association of the city and its districts."""
    return f"""
      select o.subject, o.subject as organisation, s.district, 1::numeric as value, array[o.id] versions
      from {m.asof(Organisation)} o left join {m.asof(Seat)} s on s.organisation = o.subject
      where o.kind in ('city_association', 'district_association')"""


declare(
    Figure(
        code="association.elections_completed",
        title="已换届的市、区律师协会",
        unit="家",
        rows=elected_anew,
        sources=(Term, Organisation, Seat),
        definition=f"当日在任的一届于 {COUNTED_FROM} 以后选举产生的市、区两级律师协会。",
        listing=TERMS.list_code,
        whole=associations,
        whole_title="市、区律师协会",
        face=Face.TOTAL,
    ),
    Figure(
        code="association.committee_members",
        title="专业（专门）委员会任职人员",
        unit="名",
        rows=lambda m: rows(COMMITTEE_MEMBERS, m),
        sources=sources(COMMITTEE_MEMBERS),
        definition="当日在律师协会各专业委员会、专门委员会任主任、副主任、委员的人次。",
        listing=COMMITTEE_MEMBERS.list_code,
        face=Face.TOTAL,
    ),
)
