"""期限: every statutory clock that runs or stands still on the day, the first to run out first."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.clocks.limits import limit_titles, state_titles
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.figures.listing import Column, Listing, declare
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.lists import DISTRICT

INTERNAL = FieldClass.INTERNAL


def clocks(m: Moment) -> str:
    """Clocks of firms and branches that wait for something to be done."""
    return f"""
      select c.subject, c.subject as organisation, s.district, 1::numeric as value, array[c.id] versions,
             c.kind, c.state, c.last_day, c.provisional
      from {m.asof(ClockInterval)} c
      join {m.asof(Organisation)} o on o.subject = c.subject
      left join {m.asof(Seat)} s on s.organisation = c.subject"""


def _joins(m: Moment) -> Mapping[str, str]:
    return {"organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation"}


def certainty_titles() -> Mapping[str, str]:
    return {"false": "", "true": "暂按周末推算"}


CLOCKS = Listing(
    code="clocks",
    title="期限",
    unit="项",
    rows=clocks,
    joins=_joins,
    record="firm",
    order="s.last_day nulls last, s.subject",
    columns=(
        Column(
            name="name",
            title="对象",
            sql="o.name",
            needs=("organisation",),
            sort="o.sort_key",
            field_class=INTERNAL,
        ),
        Column(name="limit", title="期限", sql="s.kind", titles=limit_titles, filtered=True, field_class=INTERNAL),
        Column(name="state", title="计时", sql="s.state", titles=state_titles, filtered=True, field_class=INTERNAL),
        Column(name="last_day", title="届满日", sql="s.last_day", kind="day", field_class=INTERNAL),
        Column(
            name="provisional",
            title="说明",
            sql="s.provisional::text",
            titles=certainty_titles,
            field_class=INTERNAL,
        ),
        DISTRICT,
    ),
)
declare(CLOCKS)
