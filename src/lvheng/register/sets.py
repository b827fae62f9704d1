"""The sets that the register's figures and lists are made of: rows as of a moment.

Each yields subject · organisation · district · value · versions (`kernel/figures/figure.py`). Those of figures are
declared, so that a series is one sweep; those that only lists show are SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lvheng.kernel.access.models import Post
from lvheng.kernel.figures.standing import Beside, Gathered, Hidden, Standing
from lvheng.kernel.places.named_areas import NAMED_AREAS
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.choices import SizeBand
from lvheng.register.duplicates import hidden
from lvheng.register.models import (
    Engagement,
    FirmLicence,
    FormerOffice,
    OutsideStatistic,
    OverseasOffice,
    PartnerShare,
    PersonAlias,
    PractisingLicence,
    RepresentativeOffice,
    Traineeship,
    YearlyReturn,
)
from lvheng.register.posts import MANAGING
from lvheng.register.rules_firms import BRANCH_MINIMUM, MINIMUMS


def hidden_of(key: str, condition: str) -> Hidden:
    """Who is not counted because the record kept, or an earlier duplicate of it, meets the condition (`duplicates.py`)."""
    return Hidden(key, lambda m: hidden(m, condition), PersonAlias, "duplicate")


def lawyers(condition: str = "true") -> Standing:
    """Holders of a licence, with where they practise, and beside the set's columns those of licence and engagement.
    `condition` may speak of l (licence) and e (engagement). A person of two records counts once."""
    return Standing(
        of=PractisingLicence,
        alias="l",
        beside=(
            Beside(Engagement, "e", "lawyer", "l.person"),
            Beside(Seat, "s", "organisation", "e.organisation"),
            Beside(PersonAlias, "a", "duplicate", "l.person"),
        ),
        where=condition,
        hidden=hidden_of("l.person", condition),
        subject="coalesce(a.kept, l.person)",
        key="l.person",
        organisation="e.organisation",
        district="s.district",
        versions="array_remove(array[l.id, e.id], null)",
        more={
            "number": "l.number",
            "kind": "l.kind",
            "state": "l.state",
            "first_practised_on": "l.first_practised_on",
            "state_since": "l.valid_from",
            "role": "e.role",
        },
    )


PRACTISES = "l.state = 'practising'"
LICENSED = Standing(
    of=PractisingLicence,
    alias="l",
    where=PRACTISES,
    subject="l.person",
    versions="array[l.id]",
    more={"kind": "l.kind"},
)
"""Licences in practice, wherever: what others are measured by. A person of two records stands here twice."""
PRACTISING = lawyers(PRACTISES)
PRACTISING_IN_FIRMS = lawyers(f"{PRACTISES} and l.kind not in ('public', 'company')")


def organisations(kind: str, condition: str = "true", more: Mapping[str, str] | None = None) -> Standing:
    """Firms or branches with their licence and seat; `condition` and further columns `more` may speak of o, f (licence)
    and s (seat)."""
    return Standing(
        of=Organisation,
        alias="o",
        beside=(
            Beside(FirmLicence, "f", "organisation", "o.subject", needed=True),
            Beside(Seat, "s", "organisation", "o.subject"),
        ),
        where=f"o.kind = '{kind}' and {condition}",
        subject="o.subject",
        organisation="o.subject",
        district="s.district",
        versions="array_remove(array[o.id, f.id, s.id], null)",
        more=more or {},
    )


FIRMS = organisations("firm", "f.state = 'practising'")

BRANCHES_IN_BEIJING = Standing(
    of=Organisation,
    alias="o",
    beside=(Beside(Seat, "p", "organisation", "o.subject", "p.district like '11%%'", needed=True),),
    where="o.kind = 'branch'",
    subject="o.subject",
    versions="array[o.id]",
    more={"parent": "o.parent"},
)
AT_LEAST_100 = Gathered(
    of=Engagement,
    alias="e",
    beside=(
        Beside(PractisingLicence, "l", "person", "e.lawyer", PRACTISES, needed=True),
        Beside(BRANCHES_IN_BEIJING, "b", "subject", "e.organisation"),
    ),
    hidden=hidden_of("e.lawyer", PRACTISES),
    by="coalesce(b.parent, e.organisation)",
    version="e.id",
    least=100,
)
LAWYERS_BY_ORGANISATION = Gathered(
    of=Engagement,
    alias="e",
    beside=(Beside(PractisingLicence, "l", "person", "e.lawyer", PRACTISES, needed=True),),
    hidden=hidden_of("e.lawyer", PRACTISES),
    by="e.organisation",
    version="e.id",
)


def size_bands(m: Moment) -> str:
    """Organisation and its band by how many practise there; a branch stands for itself."""
    bands = " ".join(f"when many <= {most} then '{band.value}'" for most, band in SizeBand.limits().items())
    return (
        f"select key as organisation, case {bands} else '{SizeBand.ABOVE_100.value}' end as part"
        f" from ({LAWYERS_BY_ORGANISATION(m)}) n"
    )


LARGE_FIRMS = Standing(
    of=AT_LEAST_100,
    alias="g",
    beside=(
        Beside(FirmLicence, "f", "organisation", "g.key", "f.state = 'practising'", needed=True),
        Beside(Organisation, "o", "subject", "g.key", "o.kind = 'firm'", needed=True),
        Beside(Seat, "s", "organisation", "g.key"),
    ),
    subject="g.key",
    organisation="g.key",
    district="s.district",
    versions="g.versions",
)
"""Firms where 100 or more practise: the head office and its branches in Beijing, counted as one."""


def in_areas(kind: str) -> str:
    """The condition that seat `s` lies in a named area of that kind, from the areas' own table."""
    parts = []
    for area in NAMED_AREAS.values():
        if area.kind != kind:
            continue
        if area.marked:
            parts.append(f"s.area = '{area.code}'")
        parts += [f"s.district = '{code}'" for code in sorted(area.districts)]
        parts += [f"s.district like '{prefix}%%'" for prefix in area.prefixes]
    return "(" + " or ".join(parts) + ")"


BRANCHES_IN_NAMED_AREAS = organisations("branch", f"f.state = 'practising' and {in_areas('support')}")
FIRMS_IN_CLUSTERS = organisations("firm", f"f.state = 'practising' and {in_areas('cluster')}")
FIRMS_WITH_MANAGERS = Standing(
    of=FIRMS,
    alias="x",
    beside=(
        Beside(
            Gathered(
                of=Post,
                alias="p",
                where=f"p.kind = any('{{{','.join(kind.code for kind in MANAGING)}}}')",
                by="p.organisation",
                version="p.id",
            ),
            "p",
            "key",
            "x.subject",
            needed=True,
        ),
    ),
    subject="x.subject",
    organisation="x.organisation",
    district="x.district",
    versions="x.versions || p.versions",
)
OVERSEAS_OFFICES = Standing(
    of=OverseasOffice,
    alias="o",
    beside=(Beside(Seat, "s", "organisation", "o.firm"),),
    subject="o.subject",
    organisation="o.firm",
    district="s.district",
    versions="array[o.id]",
)
REPRESENTATIVE_OFFICES = Standing(
    of=RepresentativeOffice,
    alias="r",
    beside=(Beside(Seat, "s", "organisation", "r.organisation"),),
    subject="r.organisation",
    organisation="r.organisation",
    district="s.district",
    versions="array[r.id]",
)

LAST_YEAR_END = "(date_trunc('year', {day} + 1) - interval '1 day')::date"
"""Returns tell of whole years: on a day they tell of the last year that has ended by it (31 December included)."""


def year_told(m: Moment) -> Moment:
    """The moment of the year that returns tell of."""
    return replace(m, day=LAST_YEAR_END.format(day=m.day_sql))


def returns(amount: str) -> Standing:
    """What firms declared of the last year ended; the district is that of the seat at that year's end."""
    return Standing(
        of=YearlyReturn,
        alias="y",
        beside=(Beside(Seat, "s", "organisation", "y.organisation"),),
        told=LAST_YEAR_END,
        subject="y.organisation",
        organisation="y.organisation",
        district="s.district",
        value=f"y.{amount}",
        versions="array[y.id]",
    )


REVENUE, TAX = returns("revenue"), returns("tax")
FIRMS_TO_DECLARE = replace(FIRMS, told=LAST_YEAR_END)
"""Firms in practice at the end of the year that the returns tell of: those who ought to have declared."""

POPULATION = Standing(
    of=OutsideStatistic,
    alias="p",
    where="p.series = 'resident_population'",
    subject="md5(p.series || p.area)::uuid",
    district="p.area",
    value="p.value",
    versions="array[p.id]",
)
"""Resident population in 万人, by area; the newest year end published by the day."""


def trainees(m: Moment, condition: str = "true") -> str:
    """People in training or once in it, with their host firm; `condition` may speak of t (training)."""
    return f"""
      select t.person subject, t.firm as organisation, s.district, 1::numeric as value, array[t.id] versions,
             t.number, t.kind, t.state, t.supervisor, t.began_on
      from {m.asof(Traineeship)} t left join {m.asof(Seat)} s on s.organisation = t.firm where {condition}"""


def former_officials(m: Moment) -> str:
    """Former judges and procurators: one row for each office once held, with where the person practises."""
    return f"""
      select f.person subject, coalesce(e.organisation, t.firm) as organisation, s.district, 1::numeric as value,
             array_remove(array[f.id, e.id, t.id], null) versions,
             f.organ, f.organ_kind, f.jurisdiction, f.grade, f.manner, f.valid_from left_on
      from {m.asof(FormerOffice)} f
      left join {m.asof(Engagement)} e on e.lawyer = f.person
      left join {m.asof(Traineeship)} t on t.person = f.person and t.state = 'in_training'
      left join {m.asof(Seat)} s on s.organisation = coalesce(e.organisation, t.firm)"""


def shares(m: Moment) -> str:
    """What partners have put into firms: one row for each partner."""
    return f"""
      select p.partner subject, p.firm as organisation, s.district, p.contribution as value, array[p.id] versions, p.share
      from {m.asof(PartnerShare)} p left join {m.asof(Seat)} s on s.organisation = p.firm"""


def below_minimum(m: Moment) -> str:
    """Firms in practice that have fewer people, or fewer assets on record, than their form needs (`rules_firms.py`), and
    branches in Beijing with fewer lawyers or assets than a branch needs. Those at the firm's branches count for it too."""
    branches = organisations(
        "branch", "f.state = 'practising' and s.district like '11%%'", {"form": "f.form", "capital": "f.capital"}
    )
    with_form = organisations("firm", "f.state = 'practising'", {"form": "f.form", "capital": "f.capital"})
    needed = ", ".join(
        f"('{form.value}', {least.people}, {least.partners}, {least.capital}, '{least.article}')"
        for form, least in MINIMUMS.items()
    )
    return f"""
      select x.subject, x.organisation, x.district, coalesce(n.people, 0)::numeric as value, x.versions,
             x.form, x.capital, q.people people_needed, q.capital capital_needed, q.article
      from ({with_form(m)}) x
      join (values {needed}) q(form, people, partners, capital, article) on q.form = x.form
      left join (
        select coalesce(b.parent, e.organisation) as firm, count(*) lawyers,
               count(*) filter (where e.role = 'partner') partners
        from {m.asof(Engagement)} e
        left join (select subject, parent from {m.asof(Organisation)} b where b.kind = 'branch') b
          on b.subject = e.organisation
        group by 1
      ) c on c.firm = x.subject
      cross join lateral (select case when q.partners then c.partners else c.lawyers end as people) n
      where coalesce(n.people, 0) < q.people or x.capital < q.capital
      union all
      select x.subject, x.organisation, x.district, coalesce(c.people, 0)::numeric as value, x.versions,
             x.form, x.capital, {BRANCH_MINIMUM.people}, {BRANCH_MINIMUM.capital}, '{BRANCH_MINIMUM.article}'
      from ({branches(m)}) x
      left join (select organisation, count(*) people from {m.asof(Engagement)} e group by 1) c
        on c.organisation = x.organisation
      where coalesce(c.people, 0) < {BRANCH_MINIMUM.people} or x.capital < {BRANCH_MINIMUM.capital}"""


def unattached_long(m: Moment) -> str:
    """Lawyers without a firm for six months and more: their licences are to be cancelled (律师执业管理办法第二十三条)."""
    return lawyers(f"l.state = 'unattached' and l.valid_from + interval '6 months' <= {m.day_sql}")(m)
