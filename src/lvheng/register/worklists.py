"""Lists that say where somebody should look: firms and lawyers that no longer are as the law wants them; what firms have."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.figures.listing import Column, Listing, declare, titles_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation
from lvheng.register import sets
from lvheng.register.choices import FirmForm, Tenure
from lvheng.register.duplicates import EVIDENCE, suspected
from lvheng.register.lists import DISTRICT
from lvheng.register.models import (
    Charter,
    FirmLicence,
    FirmStaff,
    Person,
    PractisingLicence,
    Premises,
    ProfessionalInsurance,
    Traineeship,
)

INTERNAL = FieldClass.INTERNAL


def _names(m: Moment) -> Mapping[str, str]:
    return {
        "person": f"left join {m.asof(Person)} p on p.subject = s.subject",
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation",
    }


_FIRM = Column(
    name="name", title="律师事务所", sql="o.name", needs=("organisation",), sort="o.sort_key", field_class=INTERNAL
)
_PERSON = Column(name="name", title="姓名", sql="p.name", needs=("person",), sort="p.sort_key", field_class=INTERNAL)

BELOW_MINIMUM = Listing(
    code="below_minimum",
    title="不符合设立条件的律所、分所",
    unit="家",
    rows=sets.below_minimum,
    joins=_names,
    record="firm",
    order="o.sort_key, s.subject",
    order_needs=("organisation",),
    columns=(
        _FIRM,
        Column(
            name="form", title="组织形式", sql="s.form", titles=titles_of(FirmForm), filtered=True, field_class=INTERNAL
        ),
        Column(name="people", title="现有人数", sql="s.value::int", kind="number", field_class=INTERNAL),
        Column(name="people_needed", title="应有人数", sql="s.people_needed", kind="number", field_class=INTERNAL),
        Column(name="capital", title="设立资产（元）", sql="s.capital", kind="money", field_class=INTERNAL),
        Column(
            name="capital_needed", title="应有资产（元）", sql="s.capital_needed", kind="money", field_class=INTERNAL
        ),
        Column(name="article", title="依据", sql="s.article", field_class=INTERNAL),
        DISTRICT,
    ),
)
UNATTACHED_LONG = Listing(
    code="unattached_long",
    title="待聘满六个月",
    unit="名",
    rows=sets.unattached_long,
    joins=_names,
    record="lawyer",
    order="s.state_since, s.subject",
    bulk=("register.cancel_licence", "register.engage"),
    columns=(
        _PERSON,
        Column(name="number", title="执业证号", sql="s.number", kind="licence", field_class=INTERNAL),
        Column(name="since", title="待聘自", sql="s.state_since", kind="day", field_class=INTERNAL),
        Column(
            name="due",
            title="满六个月",
            sql="(s.state_since + interval '6 months')::date",
            kind="day",
            field_class=INTERNAL,
        ),
    ),
)
SHARES = Listing(
    code="shares",
    title="合伙人出资",
    unit="笔",
    rows=sets.shares,
    joins=_names,
    record="lawyer",
    order="o.sort_key, s.value desc, s.subject",
    order_needs=("organisation",),
    columns=(
        _PERSON,
        Column(
            name="firm",
            title="律师事务所",
            sql="o.name",
            needs=("organisation",),
            sort="o.sort_key",
            field_class=INTERNAL,
        ),
        Column(name="contribution", title="出资额（元）", sql="s.value", kind="money", field_class=INTERNAL),
        Column(name="share", title="份额（%）", sql="s.share", kind="money", field_class=INTERNAL),
        DISTRICT,
    ),
)


def _parts(m: Moment) -> Mapping[str, str]:
    return {
        **_names(m),
        "licence": f"left join {m.asof(FirmLicence)} f on f.organisation = s.subject",
        "charter": f"left join {m.asof(Charter)} c on c.firm = s.subject",
        "premises": f"left join {m.asof(Premises)} r on r.firm = s.subject",
        "insurance": (
            f"left join (select firm, max(valid_to) as until, sum(amount) as amount from {m.asof(ProfessionalInsurance)} i"
            " group by 1) i on i.firm = s.subject"
        ),
        "staff": (
            f"left join (select firm, sum(count)::int as people from {m.asof(FirmStaff)} t group by 1) t"
            " on t.firm = s.subject"
        ),
    }


def clause_titles() -> Mapping[str, str]:
    return {"yes": "已载明", "no": "未载明", "unknown": "未登记章程"}


FIRM_PARTS = Listing(
    code="firm_parts",
    title="律所设立事项",
    unit="家",
    rows=sets.FIRMS,
    joins=_parts,
    record="firm",
    order="o.sort_key, s.subject",
    order_needs=("organisation",),
    columns=(
        _FIRM,
        Column(
            name="approval_number", title="批准文号", sql="f.approval_number", needs=("licence",), field_class=INTERNAL
        ),
        Column(
            name="capital",
            title="设立资产（元）",
            sql="f.capital",
            needs=("licence",),
            kind="money",
            field_class=INTERNAL,
        ),
        Column(
            name="party_clause",
            title="党建入章",
            sql="case c.party_clause when true then 'yes' when false then 'no' else 'unknown' end",
            needs=("charter",),
            titles=clause_titles,
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="tenure",
            title="场所",
            sql="r.tenure",
            needs=("premises",),
            titles=titles_of(Tenure),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="floor_area",
            title="面积（平方米）",
            sql="r.floor_area",
            needs=("premises",),
            kind="money",
            field_class=INTERNAL,
        ),
        Column(
            name="insured_until",
            title="保险期至",
            sql="i.until",
            needs=("insurance",),
            kind="day",
            field_class=INTERNAL,
        ),
        Column(
            name="insured",
            title="保险金额（元）",
            sql="i.amount",
            needs=("insurance",),
            kind="money",
            field_class=INTERNAL,
        ),
        Column(name="staff", title="聘用人员", sql="t.people", needs=("staff",), kind="number", field_class=INTERNAL),
        DISTRICT,
    ),
)


def _pairs(m: Moment) -> Mapping[str, str]:
    return {
        **_names(m),
        "other": f"left join {m.asof(Person)} q on q.subject = s.other",
        "number": f"left join {m.asof(PractisingLicence)} l on l.person = s.subject",
        "other_number": f"left join {m.asof(PractisingLicence)} r on r.person = s.other",
        "training": f"left join {m.asof(Traineeship)} t on t.person = s.subject",
        "other_training": f"left join {m.asof(Traineeship)} u on u.person = s.other",
    }


_WORDS = " ".join(f"when '{code}' then '{words}'" for code, words in EVIDENCE.items())
DUPLICATES = Listing(
    code="duplicates",
    title="疑似重复人员",
    unit="对",
    rows=suspected,
    joins=_pairs,
    record="lawyer",
    order="s.value desc, p.sort_key, s.subject",
    order_needs=("person",),
    columns=(
        _PERSON,
        Column(
            name="number",
            title="证号",
            sql="coalesce(l.number, t.number)",
            needs=("number", "training"),
            field_class=INTERNAL,
        ),
        Column(name="born_on", title="出生日期", sql="p.born_on", needs=("person",), kind="day", field_class=INTERNAL),
        Column(name="other", title="另一记录", sql="q.name", needs=("other",), field_class=INTERNAL),
        Column(
            name="other_number",
            title="另一证号",
            sql="coalesce(r.number, u.number)",
            needs=("other_number", "other_training"),
            field_class=INTERNAL,
        ),
        Column(
            name="evidence",
            title="相同之处",
            sql=f"(select string_agg(case c {_WORDS} end, '、') from unnest(s.evidence) c)",
            field_class=INTERNAL,
        ),
    ),
)
declare(DUPLICATES, BELOW_MINIMUM, UNATTACHED_LONG, SHARES, FIRM_PARTS)
