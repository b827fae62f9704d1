"""The register's lists, with their columns. What a column may be shown to is its class."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.figures.listing import Column, Listing, declare, titles_of
from lvheng.kernel.places.listed import area_titles, country_titles, place_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register import sets
from lvheng.register.choices import (
    Education,
    EngagementRole,
    FirmForm,
    FirmState,
    LawyerKind,
    LicenceState,
    OfficeKind,
    PoliticalStatus,
    Sex,
)
from lvheng.register.convictions import TOLD_OF_CONVICTIONS
from lvheng.register.duplicates import hidden
from lvheng.register.models import (
    Engagement,
    FirmLicence,
    OverseasOffice,
    Person,
    PractisingLicence,
    RepresentativeOffice,
    YearlyReturn,
)

INTERNAL = FieldClass.INTERNAL
IDENTITY_NUMBER = Column(
    name="identity_number", title="公民身份号码", sql="null::text", field_class=FieldClass.SENSITIVE
)
"""On no list: a letter may name it, and opens it from where it is sealed (`kernel/letters/writing.py`)."""
DISTRICT = Column(name="district", title="所在区", sql="s.district", titles=place_titles, filtered=True)


def _people(m: Moment) -> Mapping[str, str]:
    return {
        "person": f"left join {m.asof(Person)} p on p.subject = s.subject",
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation",
    }


LAWYERS = Listing(
    code="lawyers",
    title="律师",
    unit="名",
    rows=sets.lawyers(),
    joins=_people,
    record="lawyer",
    order="p.sort_key, s.subject",
    order_needs=("person",),
    walk=lambda m: f"select subject from {m.asof(Person)} p order by sort_key, subject",
    standard={"state": LicenceState.PRACTISING},
    bulk=(
        "register.transfer",
        "register.change_role",
        "register.change_kind",
        "register.leave_firm",
        "register.leave_of_absence",
        "register.resume_licence",
        "register.suspend_licence",
        "register.cancel_licence",
    ),
    columns=(
        Column(name="name", title="姓名", sql="p.name", needs=("person",), sort="p.sort_key"),
        Column(name="number", title="执业证号", sql="s.number", kind="licence"),
        Column(name="sex", title="性别", sql="p.sex", needs=("person",), titles=titles_of(Sex), filtered=True),
        Column(name="kind", title="执业类别", sql="s.kind", titles=titles_of(LawyerKind), filtered=True),
        Column(name="state", title="状态", sql="s.state", titles=titles_of(LicenceState), filtered=True),
        Column(name="organisation", title="执业机构", sql="o.name", needs=("organisation",), sort="o.sort_key"),
        Column(
            name="role",
            title="所内身份",
            sql="s.role",
            titles=titles_of(EngagementRole),
            filtered=True,
        ),
        DISTRICT,
        Column(name="first_practised_on", title="首次执业", sql="s.first_practised_on", kind="day"),
        Column(
            name="political_status",
            title="政治面貌",
            sql="p.political_status",
            needs=("person",),
            titles=titles_of(PoliticalStatus),
            filtered=True,
            field_class=FieldClass.SENSITIVE,
            audience=TOLD_OF_CONVICTIONS,
        ),
        Column(
            name="education",
            title="学历",
            sql="p.education",
            needs=("person",),
            titles=titles_of(Education),
            filtered=True,
            field_class=INTERNAL,
        ),
        IDENTITY_NUMBER,
    ),
)


def _lawyers_at(m: Moment, where: str) -> str:
    return (
        f"select e.organisation, count(*) n from {m.asof(Engagement)} e"
        f" join {m.asof(PractisingLicence)} l on l.person = e.lawyer and l.state = 'practising'"
        f" where e.lawyer <> all({hidden(m, sets.PRACTISES)}) and {where}"
    )


def _heads_of(m: Moment, where: str) -> str:
    return (
        f"select q.organisation, min(p.name) as name from {m.asof(Post)} q"
        f" join {m.asof(Person)} p on p.subject = q.holder where q.kind = 'head' and {where}"
    )


def _organisations_of_few(m: Moment) -> Mapping[str, str]:
    lawyers, heads = (
        gather(m, f"{of}.organisation = s.organisation") for gather, of in ((_lawyers_at, "e"), (_heads_of, "q"))
    )
    return {
        "lawyers": f"left join lateral ({lawyers} group by 1) n on true",
        "head": f"left join lateral ({heads} group by 1) d on true",
    }


def _organisations(m: Moment) -> Mapping[str, str]:
    return {
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation",
        "parent": f"left join {m.asof(Organisation)} h on h.subject = o.parent",
        "licence": f"left join {m.asof(FirmLicence)} f on f.organisation = s.organisation",
        "seat": f"left join {m.asof(Seat)} t on t.organisation = s.organisation",
        "lawyers": f"left join ({_lawyers_at(m, 'true')} group by 1) n on n.organisation = s.organisation",
        "head": f"left join ({_heads_of(m, 'true')} group by 1) d on d.organisation = s.organisation",
        "office": f"left join {m.asof(OverseasOffice)} v on v.subject = s.subject",
        "representative": f"left join {m.asof(RepresentativeOffice)} v on v.organisation = s.subject",
    }


_OF_FIRMS = ("register.enter_charter", "register.enter_premises", "register.enter_insurance")
_NAME = Column(name="name", title="名称", sql="o.name", needs=("organisation",), sort="o.sort_key")
_FIRM_COLUMNS = (
    Column(name="credit_code", title="统一社会信用代码", sql="f.credit_code", needs=("licence",)),
    Column(name="form", title="组织形式", sql="f.form", needs=("licence",), titles=titles_of(FirmForm), filtered=True),
    Column(name="state", title="状态", sql="f.state", needs=("licence",), titles=titles_of(FirmState), filtered=True),
    Column(name="lawyers", title="律师数", sql="coalesce(n.n, 0)", needs=("lawyers",), kind="number"),
    DISTRICT,
    Column(name="area", title="集聚区", sql="t.area", needs=("seat",), titles=area_titles, filtered=True),
    Column(name="head", title="负责人", sql="d.name", needs=("head",)),
    Column(name="founded_on", title="设立日期", sql="f.founded_on", needs=("licence",), kind="day"),
)

FIRMS = Listing(
    code="firms",
    title="律师事务所",
    unit="家",
    rows=sets.organisations("firm"),
    joins=_organisations,
    joins_of_few=_organisations_of_few,
    record="firm",
    order="o.sort_key, s.subject",
    order_needs=("organisation",),
    standard={"state": FirmState.PRACTISING},
    bulk=_OF_FIRMS,
    columns=(_NAME, *_FIRM_COLUMNS),
)
BRANCHES = Listing(
    code="branches",
    title="分所",
    unit="家",
    rows=sets.organisations("branch"),
    joins=_organisations,
    joins_of_few=_organisations_of_few,
    record="firm",
    order="o.sort_key, s.subject",
    order_needs=("organisation",),
    standard={"state": FirmState.PRACTISING},
    bulk=_OF_FIRMS,
    columns=(
        _NAME,
        Column(name="parent", title="总所", sql="h.name", needs=("organisation", "parent")),
        *_FIRM_COLUMNS,
    ),
)
OVERSEAS_OFFICES = Listing(
    code="overseas_offices",
    title="境外分支机构",
    unit="家",
    rows=sets.OVERSEAS_OFFICES,
    joins=_organisations,
    joins_of_few=_organisations_of_few,
    record="office",
    order="v.country, v.name, s.subject",
    order_needs=("office",),
    searched="s.organisation",
    columns=(
        Column(name="name", title="名称", sql="v.name", needs=("office",)),
        Column(name="firm", title="设立律所", sql="o.name", needs=("organisation",), sort="o.sort_key"),
        Column(
            name="country", title="国家或地区", sql="v.country", needs=("office",), titles=country_titles, filtered=True
        ),
        Column(name="city", title="城市", sql="v.city", needs=("office",)),
        Column(
            name="kind", title="设立方式", sql="v.kind", needs=("office",), titles=titles_of(OfficeKind), filtered=True
        ),
        DISTRICT,
        Column(name="since", title="设立日期", sql="v.valid_from", needs=("office",), kind="day"),
    ),
)
REPRESENTATIVE_OFFICES = Listing(
    code="representative_offices",
    title="驻京代表处",
    unit="家",
    rows=sets.REPRESENTATIVE_OFFICES,
    joins=_organisations,
    joins_of_few=_organisations_of_few,
    record="firm",
    order="o.sort_key, s.subject",
    order_needs=("organisation",),
    columns=(
        _NAME,
        Column(name="home_firm", title="所属律师事务所", sql="v.home_firm", needs=("representative",)),
        Column(
            name="country",
            title="国家或地区",
            sql="v.country",
            needs=("representative",),
            titles=country_titles,
            filtered=True,
        ),
        DISTRICT,
    ),
)


def _returns(m: Moment) -> Mapping[str, str]:
    year = sets.year_told(m)
    return {
        "organisation": f"left join {year.asof(Organisation)} o on o.subject = s.organisation",
        "return": f"left join {year.asof(YearlyReturn)} y on y.organisation = s.subject",
    }


RETURNS = Listing(
    code="returns",
    title="年度业务报表",
    unit="份",
    rows=sets.REVENUE,
    joins=_returns,
    record="firm",
    order="y.revenue desc, s.subject",
    order_needs=("return",),
    columns=(
        Column(name="name", title="律师事务所", sql="o.name", needs=("organisation",), sort="o.sort_key"),
        Column(name="year", title="年度", sql="y.year", needs=("return",), kind="number"),
        Column(
            name="revenue",
            title="业务收入（元）",
            sql="y.revenue",
            needs=("return",),
            kind="money",
            field_class=INTERNAL,
        ),
        Column(name="tax", title="纳税总额（元）", sql="y.tax", needs=("return",), kind="money", field_class=INTERNAL),
        Column(
            name="matters",
            title="办理业务（件）",
            sql="y.matters",
            needs=("return",),
            kind="number",
            field_class=INTERNAL,
        ),
        DISTRICT,
    ),
)
declare(LAWYERS, FIRMS, BRANCHES, OVERSEAS_OFFICES, REPRESENTATIVE_OFFICES, RETURNS)
