"""The figures of talent. In the pools only those count who practise; of firms only those in practice."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Face, Figure, declare
from lvheng.kernel.figures.standing import Beside, Gathered, Lasting, Standing
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.register.sets import LICENSED
from lvheng.talent.choices import CohortResult, Designation, Programme, Tier
from lvheng.talent.models import Cohort, PoolMember
from lvheng.talent.registers import COHORT_MEMBERS, DESIGNATIONS, FIRM_HONOURS, FOREIGN, LAWYER_HONOURS, POOL
from lvheng.work.sets import sources, standing

_PRACTISES = Beside(LICENSED, "l", "subject", "t.lawyer", needed=True)


def in_tier(tier: Tier) -> Standing:
    """Those of one tier of the pool who practise."""
    return standing(POOL, f"t.tier = '{tier.value}'", beside=(_PRACTISES,))


def foreign_in_tier(tier: Tier) -> Standing:
    """The foreign-related part of a tier: always a part of it."""
    pool = Beside(PoolMember, "p", "lawyer", "t.lawyer", f"p.tier = '{tier.value}'", needed=True)
    return standing(FOREIGN, beside=(_PRACTISES, pool))


def designated(designation: Designation) -> Standing:
    """Firms in practice that are chosen as one thing."""
    practises = Beside(FirmLicence, "f", "organisation", "t.firm", "f.state = 'practising'", needed=True)
    return standing(DESIGNATIONS, f"t.designation = '{designation.value}'", beside=(practises,))


def of_programme(programme: Programme, cohorts: Lasting) -> Standing:
    """Who has joined one of the `cohorts` of a programme and has not withdrawn."""
    counted = Gathered(
        of=cohorts, alias="c", where=f"c.programme = '{programme.value}'", by="c.subject", version="c.id"
    )
    stayed = f"case when result = '{CohortResult.WITHDRAWN.value}' then valid_to else '{OPEN_DAY}'::date end"
    return standing(
        COHORT_MEMBERS,
        of=Lasting(COHORT_MEMBERS.model, end=stayed),
        beside=(Beside(counted, "c", "key", "t.cohort", needed=True),),
    )


THIS_YEARS = Lasting(Cohort, "make_date(year::int, 1, 1)", "make_date(year::int + 1, 1, 1)")
OF_ALL_YEARS = Lasting(Cohort)
_TIERS = (
    (Tier.LEADING, "leading", "领军人才"),
    (Tier.OUTSTANDING, "outstanding", "优秀人才"),
    (Tier.RESERVE, "reserve", "后备人才"),
)
_FIRMS = (
    (Designation.FOREIGN_MODEL, "foreign_model_firms"),
    (Designation.WORLD_CLASS, "world_class_firms"),
)

declare(
    *(
        Figure(
            code=f"talent.{name}",
            title=f"律师行业{title}",
            unit="名",
            rows=in_tier(tier),
            sources=(*sources(POOL), PractisingLicence),
            definition=f"当日在人才库、梯次为“{tier.label}”且处于执业状态的律师。",
            listing=POOL.list_code,
        )
        for tier, name, title in _TIERS
    ),
    *(
        Figure(
            code=f"talent.foreign_{name}",
            title=f"涉外律师{title}",
            unit="名",
            rows=foreign_in_tier(tier),
            sources=(*sources(FOREIGN), PoolMember, PractisingLicence),
            definition=f"当日在涉外人才库、其人才库梯次为“{tier.label}”且处于执业状态的律师；是同一梯次人才的一部分。",
            listing=FOREIGN.list_code,
        )
        for tier, name, title in _TIERS
    ),
    *(
        Figure(
            code=f"talent.{name}",
            title=str(designation.label),
            unit="家",
            rows=designated(designation),
            sources=(*sources(DESIGNATIONS), FirmLicence),
            definition=f"当日确认为“{designation.label}”且执业许可处于“执业”状态的律师事务所。",
            listing=DESIGNATIONS.list_code,
        )
        for designation, name in _FIRMS
    ),
    Figure(
        code="talent.foreign_programme_trained",
        title="本年度重点培训涉外律师",
        unit="名",
        rows=of_programme(Programme.FOREIGN_ELITE, THIS_YEARS),
        sources=(*sources(COHORT_MEMBERS), Cohort),
        definition="至当日已进入百名高端涉外法治人才三年培养项目当年班次、未中途退出的律师；每年从头计。",
        listing=COHORT_MEMBERS.list_code,
    ),
    Figure(
        code="talent.incubated",
        title="开办所前接受孵化培育",
        unit="名",
        rows=of_programme(Programme.INCUBATION, OF_ALL_YEARS),
        sources=(*sources(COHORT_MEMBERS), Cohort),
        definition="至当日累计参加开办律师事务所前孵化培育、未中途退出的律师人次。",
        listing=COHORT_MEMBERS.list_code,
    ),
    Figure(
        code="talent.honours",
        several=True,
        title="律师所获荣誉",
        unit="项",
        rows=standing(LAWYER_HONOURS),
        sources=sources(LAWYER_HONOURS),
        definition="当日有效的授予律师的荣誉、表彰。",
        listing=LAWYER_HONOURS.list_code,
        face=Face.TOTAL,
    ),
    Figure(
        code="talent.firm_honours",
        several=True,
        title="律师事务所所获荣誉",
        unit="项",
        rows=standing(FIRM_HONOURS),
        sources=sources(FIRM_HONOURS),
        definition="当日有效的授予律师事务所的荣誉、表彰。",
        listing=FIRM_HONOURS.list_code,
        face=Face.TOTAL,
    ),
)
