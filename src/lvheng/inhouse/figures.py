"""The figures of public and company lawyers. A coverage is over the units that a list or a recorded need names."""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.inhouse.choices import ENTERPRISES, ORGANS
from lvheng.inhouse.registers import DECISIONS, EXCHANGES, LISTED_UNITS, NEEDS, PILOTS
from lvheng.kernel.figures.figure import Face, Figure, Measure, Provenance, declare
from lvheng.kernel.figures.standing import Beside, Gathered
from lvheng.register import sets
from lvheng.register.models import Engagement, PersonAlias, PractisingLicence
from lvheng.work.sets import sources, standing, this_years

_LAWYERS = (PractisingLicence, Engagement)


def _levels(of: str, levels: Sequence[str]) -> str:
    return f"{of}.level in ({', '.join(repr(str(level)) for level in levels)})"


def _with_lawyer(kind: str, unit: str) -> Beside:
    """Somebody of that kind practises in the unit."""
    practises = Beside(sets.LICENSED, "l", "subject", "e.lawyer", f"l.kind = '{kind}'", needed=True)
    units = Gathered(of=Engagement, alias="e", beside=(practises,), by="e.organisation", version="e.id")
    return Beside(units, "g", "key", unit, needed=True)


_ORGANS = _levels("t", ORGANS)
_LISTED = Beside(LISTED_UNITS.model, "u", "unit", "t.enterprise", _levels("u", ENTERPRISES), needed=True)


declare(
    Figure(
        code="inhouse.public_coverage",
        title="市、区两级党政机关公职律师工作覆盖率",
        unit="%",
        rows=standing(LISTED_UNITS, _ORGANS, beside=(_with_lawyer("public", "t.unit"),)),
        sources=(*sources(LISTED_UNITS), *_LAWYERS),
        definition="名单内市、区两级党政机关中，当日有公职律师在本单位执业的 ÷ 名单内全部市、区两级党政机关。",
        listing=LISTED_UNITS.list_code,
        measure=Measure.RATIO,
        provenance=Provenance.EXTERNAL,
        whole=standing(LISTED_UNITS, _ORGANS),
        whole_title="名单内党政机关",
        places=1,
    ),
    Figure(
        code="inhouse.company_coverage",
        title="有需要的市属、区属国有企业公司律师设立率",
        unit="%",
        rows=standing(NEEDS, beside=(_LISTED, _with_lawyer("company", "t.enterprise"))),
        sources=(*sources(NEEDS), LISTED_UNITS.model, *_LAWYERS),
        definition="登记有需要的市属、区属国有企业中，当日有公司律师在本企业执业的 ÷ 登记有需要的全部。没有登记需要的，不计。",
        listing=NEEDS.list_code,
        measure=Measure.RATIO,
        whole=standing(NEEDS, beside=(_LISTED,)),
        whole_title="登记有需要的企业",
        places=1,
    ),
    Figure(
        code="inhouse.public_lawyers",
        title="公职律师",
        unit="人",
        rows=sets.lawyers(f"{sets.PRACTISES} and l.kind = 'public'"),
        sources=(*_LAWYERS, PersonAlias, *sources(LISTED_UNITS)[1:]),
        definition="当日执业证处于“执业”状态的公职律师。",
        listing="lawyers",
        face=Face.TOTAL,
    ),
    Figure(
        code="inhouse.exchanges",
        several=True,
        title="公职、公司律师交流",
        unit="人次",
        rows=standing(EXCHANGES, of=this_years(EXCHANGES.model)),
        sources=sources(EXCHANGES),
        definition="当年至当日登记的公职、公司律师与社会律师、法官、检察官之间的交流，以及参加行业活动的人次。",
        listing=EXCHANGES.list_code,
    ),
    Figure(
        code="inhouse.decisions_joined",
        several=True,
        title="参与重大涉外法治决策",
        unit="次",
        rows=standing(DECISIONS, of=this_years(DECISIONS.model)),
        sources=sources(DECISIONS),
        definition="当年至当日公职、公司律师参与重大涉外法治决策的次数。",
        listing=DECISIONS.list_code,
    ),
    Figure(
        code="inhouse.private_pilots",
        title="民营企业公司律师试点",
        unit="家",
        rows=standing(PILOTS),
        sources=sources(PILOTS),
        definition="当日在试点内的民营企业。",
        listing=PILOTS.list_code,
    ),
)
