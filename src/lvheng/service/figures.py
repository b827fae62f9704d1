"""The figures of public service: a value for each lawyer, so that the distribution can be seen and not the mean alone."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Figure, Measure, Provenance, declare
from lvheng.kernel.figures.standing import Beside, Standing, Summed
from lvheng.register import sets
from lvheng.register.models import Engagement, PersonAlias, PractisingLicence
from lvheng.service.registers import HOURS
from lvheng.work.sets import sources, this_years

HOURS_OF_EVERYONE = Summed(
    rows=sets.PRACTISING_IN_FIRMS,
    parts=Standing(
        of=this_years(HOURS.model),
        alias="t",
        beside=(Beside(PersonAlias, "a", "duplicate", "t.lawyer"),),
        subject="coalesce(a.kept, t.lawyer)",
        value="t.hours::numeric",
        versions="array[t.id]",
    ),
)
"""Everybody who practises in a firm, with the hours of the year so far; who has served none has 0."""

declare(
    Figure(
        code="service.hours_per_lawyer",
        title="律师当年公益法律服务时长",
        unit="小时",
        rows=HOURS_OF_EVERYONE,
        sources=(HOURS.model, PractisingLicence, Engagement, PersonAlias, *sources(HOURS)[1:]),
        definition="当日在律师事务所执业的每名律师，当年至当日经确认的公益法律服务小时数；没有的按 0 计。",
        listing="lawyers",
        measure=Measure.SUM,
        provenance=Provenance.ATTESTED,
    )
)
