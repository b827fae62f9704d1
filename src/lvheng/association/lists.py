"""The associations themselves, with the term that is in office."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.association.figures import ASSOCIATIONS
from lvheng.association.models import Term
from lvheng.association.registers import ROOM
from lvheng.kernel.figures.listing import Column, Listing, declare
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation


def _joins(m: Moment) -> Mapping[str, str]:
    return {
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.subject",
        "term": f"left join {m.asof(Term)} t on t.association = s.subject",
    }


declare(
    Listing(
        code="associations",
        title="市、区律师协会",
        unit="家",
        rows=ASSOCIATIONS,
        joins=_joins,
        record="firm",
        order="o.kind, s.district",
        order_needs=("organisation",),
        room=ROOM,
        columns=(
            Column(name="name", title="名称", sql="o.name", needs=("organisation",), sort="o.sort_key"),
            Column(name="number", title="第几届", sql="t.number", needs=("term",), kind="number"),
            Column(name="elected_on", title="换届选举日期", sql="t.elected_on", needs=("term",), kind="day"),
            Column(name="due_on", title="任期届满日期", sql="t.due_on", needs=("term",), kind="day"),
            Column(name="district", title="所在区", sql="s.district", titles=place_titles, filtered=True),
        ),
    )
)
