"""The register's figures. Every one is a set of `sets.py`; nothing here is typed in."""

from __future__ import annotations

from lvheng.kernel.access.models import Post
from lvheng.kernel.figures.figure import Face, Figure, Measure, Partition, Provenance, SetSql, States, declare
from lvheng.kernel.figures.listing import titles_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register import sets
from lvheng.register.choices import FirmState, LicenceState, SizeBand
from lvheng.register.models import (
    Engagement,
    FirmLicence,
    OutsideStatistic,
    OverseasOffice,
    PersonAlias,
    PractisingLicence,
    RepresentativeOffice,
    YearlyReturn,
)

BY_SIZE = Partition("size", "按机构规模", sets.size_bands, titles_of(SizeBand))
BY_SIZE_THEN = Partition("size", "按年末机构规模", lambda m: sets.size_bands(sets.year_told(m)), titles_of(SizeBand))


def _licence_states(m: Moment) -> str:
    return sets.lawyers().only(m, ("subject", "state"))


def _organisation_states(kind: str, practising: str) -> States:
    """States of firms or branches; `practising`: what those in practice are that are not in the figure."""
    licensed = sets.organisations(kind, more={"state": "f.state"})
    titles = {str(code): str(label) for code, label in FirmState.choices} | {FirmState.PRACTISING.value: practising}
    return States(lambda m: licensed.only(m, ("subject", "state")), lambda: titles)


_LAWYERS = States(_licence_states, titles_of(LicenceState))
_PEOPLE = (PractisingLicence, Engagement, PersonAlias, Seat)
_FIRMS = (FirmLicence, Organisation, Seat)  # the first tells when recording began
YI = 100_000_000


def _of_returns(code: str, what: str, rows: SetSql) -> Figure:
    """What the firms declared of themselves for the last year that has ended."""
    return Figure(
        code=code,
        title=f"律师行业{what}",
        unit="亿元",
        rows=rows,
        sources=(YearlyReturn, *_FIRMS),
        definition=f"至当日最近一个已结束年度（12 月 31 日当日计入本年度）各律师事务所申报的{what}之和。",
        listing="returns",
        measure=Measure.SUM,
        provenance=Provenance.DECLARED,
        whole=sets.FIRMS_TO_DECLARE,
        whole_title="应申报律所",
        scale=YI,
        places=2,
        partitions=(BY_SIZE_THEN,),
        face=Face.TOTAL,
    )


declare(
    Figure(
        code="register.lawyers",
        title="执业律师人数",
        unit="人",
        rows=sets.PRACTISING,
        sources=_PEOPLE,
        definition="当日执业证处于“执业”状态的律师，各执业类别都计入；停止执业、待聘、注销等不计入。",
        listing="lawyers",
        face=Face.ROWS,
        states=_LAWYERS,
        partitions=(BY_SIZE,),
    ),
    Figure(
        code="register.lawyers_per_10k",
        title="每万人拥有律师数",
        unit="人",
        rows=sets.PRACTISING,
        sources=(*_PEOPLE, OutsideStatistic),
        definition="当日执业律师人数 ÷ 最近一次公布的年末常住人口（万人）。各执业类别都计入。",
        listing="lawyers",
        measure=Measure.PER_HEAD,
        whole=sets.POPULATION,
        whole_title="常住人口（万人）",
        places=2,
        face=Face.TOTAL,
        states=_LAWYERS,
        partitions=(BY_SIZE,),
    ),
    Figure(
        code="register.lawyers_per_10k_in_firms",
        title="每万人拥有律师数（不含公职、公司律师）",
        unit="人",
        rows=sets.PRACTISING_IN_FIRMS,
        sources=(*_PEOPLE, OutsideStatistic),
        definition="同“每万人拥有律师数”，但不计公职律师、公司律师。",
        listing="lawyers",
        measure=Measure.PER_HEAD,
        whole=sets.POPULATION,
        whole_title="常住人口（万人）",
        places=2,
        states=_LAWYERS,
        partitions=(BY_SIZE,),
        face=Face.TOTAL,
    ),
    Figure(
        code="register.firms",
        title="律师事务所数量",
        unit="家",
        rows=sets.FIRMS,
        sources=_FIRMS,
        definition="当日执业许可处于“执业”状态的律师事务所总所，不含分所。",
        listing="firms",
        face=Face.ROWS,
        states=_organisation_states("firm", "执业"),
        partitions=(BY_SIZE,),
    ),
    Figure(
        code="register.firms_100",
        title="100 名律师以上律师事务所",
        unit="家",
        rows=sets.LARGE_FIRMS,
        sources=(*_PEOPLE, Organisation, FirmLicence),
        definition="当日在总所及其在京分所执业的律师合计 100 名以上（含 100 名）的律师事务所。",
        listing="firms",
        face=Face.ROWS,
        states=_organisation_states("firm", "不足 100 人"),
    ),
    Figure(
        code="register.firms_in_clusters",
        title="法律服务集聚示范区内的律师事务所",
        unit="家",
        rows=sets.FIRMS_IN_CLUSTERS,
        sources=_FIRMS,
        definition="当日住所在商务中心区、金融街、中关村、丽泽的执业律师事务所（总所）。",
        listing="firms",
        face=Face.ROWS,
        states=_organisation_states("firm", "不在示范区"),
        partitions=(BY_SIZE,),
    ),
    Figure(
        code="register.firms_with_managers",
        title="设有管理职务的律师事务所",
        unit="家",
        rows=sets.FIRMS_WITH_MANAGERS,
        sources=(*_FIRMS, Post),
        definition="当日设有专职管理合伙人、管理委员会或者专职管理人员之一的执业律师事务所。",
        listing="firms",
        states=_organisation_states("firm", "未设管理职务"),
        partitions=(BY_SIZE,),
        face=Face.TOTAL,
    ),
    Figure(
        code="register.branches_in_named_areas",
        title="在雄安新区、城市副中心、远郊区的分所",
        unit="家",
        rows=sets.BRANCHES_IN_NAMED_AREAS,
        sources=_FIRMS,
        definition="当日住所在雄安新区、城市副中心或者远郊区的执业分所。",
        listing="branches",
        face=Face.ROWS,
        states=_organisation_states("branch", "不在上列区域"),
    ),
    Figure(
        code="register.overseas_offices",
        title="境外分支机构",
        unit="家",
        rows=sets.OVERSEAS_OFFICES,
        sources=(OverseasOffice, Seat),
        definition="当日存续的北京律师事务所境外分支机构（办事机构），按设立律所的住所分区。",
        listing="overseas_offices",
        face=Face.ROWS,
    ),
    Figure(
        code="register.representative_offices",
        title="外国、港澳律师事务所驻京代表处",
        unit="家",
        rows=sets.REPRESENTATIVE_OFFICES,
        sources=(RepresentativeOffice, Seat),
        definition="当日存续的外国律师事务所及香港、澳门律师事务所驻京代表处。",
        listing="representative_offices",
        face=Face.ROWS,
    ),
    _of_returns("register.revenue", "业务收入", sets.REVENUE),
    _of_returns("register.tax", "纳税总额", sets.TAX),
)
