"""The figures of talent. In the pools only those count who practise; of firms only those in practice."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Figure, SetSql, declare
from lvheng.kernel.rows import Moment
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.talent.choices import CohortResult, Designation, Programme, Tier
from lvheng.talent.models import Cohort, PoolMember
from lvheng.talent.registers import COHORT_MEMBERS, DESIGNATIONS, FIRM_HONOURS, FOREIGN, LAWYER_HONOURS, POOL
from lvheng.work.sets import known, rows, sources


def _practising(m: Moment) -> str:
    return f"exists (select from {m.asof(PractisingLicence)} l where l.person = t.lawyer and l.state = 'practising')"


def in_tier(tier: Tier) -> SetSql:
    """Those of one tier of the pool who practise."""
    return lambda m: rows(POOL, m, f"t.tier = '{tier.value}' and {_practising(m)}")


def foreign_in_tier(tier: Tier) -> SetSql:
    """The foreign-related part of a tier: always a part of it."""

    def of_moment(m: Moment) -> str:
        pool = f"select from {m.asof(PoolMember)} p where p.lawyer = t.lawyer and p.tier = '{tier.value}'"
        return rows(FOREIGN, m, f"exists ({pool}) and {_practising(m)}")

    return of_moment


def designated(designation: Designation) -> SetSql:
    """Firms in practice that are chosen as one thing."""

    def of_moment(m: Moment) -> str:
        stands = f"select from {m.asof(FirmLicence)} f where f.organisation = t.firm and f.state = 'practising'"
        return rows(DESIGNATIONS, m, f"t.designation = '{designation.value}' and exists ({stands})")

    return of_moment


def of_programme(programme: Programme, years: str) -> SetSql:
    """Who has joined a cohort of a programme and has not withdrawn; `years`: which cohorts c count, in SQL of the day."""

    def of_moment(m: Moment) -> str:
        cohorts = f"select from {known(m, Cohort)} c where c.subject = t.cohort and c.programme = '{programme.value}'"
        stayed = f"(t.result is null or t.result <> '{CohortResult.WITHDRAWN.value}' or t.valid_to > {m.day_sql})"
        condition = f"exists ({cohorts} and {years.format(day=m.day_sql)}) and {stayed}"
        return rows(COHORT_MEMBERS, m, condition, table=known(m, COHORT_MEMBERS.model, f"valid_from <= {m.day_sql}"))

    return of_moment


THIS_YEAR, ALL_YEARS = "c.year = extract(year from {day})", "true"
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
        rows=of_programme(Programme.FOREIGN_ELITE, THIS_YEAR),
        sources=(*sources(COHORT_MEMBERS), Cohort),
        definition="至当日已进入百名高端涉外法治人才三年培养项目当年班次、未中途退出的律师；每年从头计。",
        listing=COHORT_MEMBERS.list_code,
    ),
    Figure(
        code="talent.incubated",
        title="开办所前接受孵化培育",
        unit="名",
        rows=of_programme(Programme.INCUBATION, ALL_YEARS),
        sources=(*sources(COHORT_MEMBERS), Cohort),
        definition="至当日累计参加开办律师事务所前孵化培育、未中途退出的律师人次。",
        listing=COHORT_MEMBERS.list_code,
    ),
    Figure(
        code="talent.honours",
        title="律师所获荣誉",
        unit="项",
        rows=lambda m: rows(LAWYER_HONOURS, m),
        sources=sources(LAWYER_HONOURS),
        definition="当日有效的授予律师的荣誉、表彰。",
        listing=LAWYER_HONOURS.list_code,
    ),
    Figure(
        code="talent.firm_honours",
        title="律师事务所所获荣誉",
        unit="项",
        rows=lambda m: rows(FIRM_HONOURS, m),
        sources=sources(FIRM_HONOURS),
        definition="当日有效的授予律师事务所的荣誉、表彰。",
        listing=FIRM_HONOURS.list_code,
    ),
)
