"""The sets that the register's figures and lists are made of: SQL over rows as of a moment.

Each yields subject · organisation · district · value · versions (`kernel/figures/figure.py`)."""

from __future__ import annotations

from lvheng.kernel.access.models import Post
from lvheng.kernel.places.named_areas import NAMED_AREAS
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
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
from lvheng.register.rules_firms import MINIMUMS


def lawyers(m: Moment, condition: str = "true") -> str:
    """Holders of a licence, with where they practise, and beside the set's columns those of licence and engagement.
    `condition` may speak of l (licence) and e (engagement). A person of two records counts once (`duplicates.py`)."""
    return f"""
      select coalesce(a.kept, l.person) subject, e.organisation, s.district, 1::numeric as value,
             array_remove(array[l.id, e.id], null) versions,
             l.number, l.kind, l.state, l.first_practised_on, l.valid_from state_since, e.role
      from {m.asof(PractisingLicence)} l
      left join {m.asof(Engagement)} e on e.lawyer = l.person
      left join {m.asof(Seat)} s on s.organisation = e.organisation
      left join {m.asof(PersonAlias)} a on a.duplicate = l.person
      where {condition} and l.person <> all({hidden(m, condition)})"""


def practising(m: Moment) -> str:
    return lawyers(m, "l.state = 'practising'")


def practising_in_firms(m: Moment) -> str:
    return lawyers(m, "l.state = 'practising' and l.kind not in ('public', 'company')")


def organisations(m: Moment, kind: str, condition: str = "true", more: str = "") -> str:
    """Firms or branches with their licence and seat; `condition` and further columns `more` may speak of o, f (licence)
    and s (seat)."""
    return f"""
      select o.subject, o.subject as organisation, s.district, 1::numeric as value,
             array_remove(array[o.id, f.id, s.id], null) versions{f", {more}" if more else ""}
      from {m.asof(Organisation)} o
      join {m.asof(FirmLicence)} f on f.organisation = o.subject
      left join {m.asof(Seat)} s on s.organisation = o.subject
      where o.kind = '{kind}' and {condition}"""


def firms(m: Moment) -> str:
    return organisations(m, "firm", "f.state = 'practising'")


def large_firms(m: Moment) -> str:
    """Firms where 100 or more practise: the head office and its branches in Beijing, counted as one."""
    return f"""
      select g.firm as subject, g.firm as organisation, s.district, 1::numeric as value, g.versions
      from (
        select coalesce(b.parent, e.organisation) as firm, array_agg(e.id order by e.id) versions
        from {m.asof(Engagement)} e
        join {m.asof(PractisingLicence)} l on l.person = e.lawyer and l.state = 'practising'
        left join (
          select o.subject, o.parent from {m.asof(Organisation)} o
          join {m.asof(Seat)} p on p.organisation = o.subject and p.district like '11%%'
          where o.kind = 'branch'
        ) b on b.subject = e.organisation
        where e.lawyer <> all({hidden(m, "l.state = 'practising'")})
        group by 1 having count(*) >= 100
      ) g
      join {m.asof(FirmLicence)} f on f.organisation = g.firm and f.state = 'practising'
      join {m.asof(Organisation)} o on o.subject = g.firm and o.kind = 'firm'
      left join {m.asof(Seat)} s on s.organisation = g.firm"""


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


def branches_in_named_areas(m: Moment) -> str:
    return organisations(m, "branch", f"f.state = 'practising' and {in_areas('support')}")


def firms_in_clusters(m: Moment) -> str:
    return organisations(m, "firm", f"f.state = 'practising' and {in_areas('cluster')}")


def firms_with_managers(m: Moment) -> str:
    kinds = ", ".join(f"'{kind.code}'" for kind in MANAGING)
    return f"""
      select x.subject, x.organisation, x.district, x.value, x.versions || p.versions versions
      from ({firms(m)}) x
      join (select organisation, array_agg(id order by id) versions from {m.asof(Post)} p
            where kind in ({kinds}) group by 1) p on p.organisation = x.subject"""


def overseas_offices(m: Moment) -> str:
    return f"""
      select o.subject, o.firm as organisation, s.district, 1::numeric as value, array[o.id] versions
      from {m.asof(OverseasOffice)} o left join {m.asof(Seat)} s on s.organisation = o.firm"""


def representative_offices(m: Moment) -> str:
    return f"""
      select r.organisation as subject, r.organisation, s.district, 1::numeric as value, array[r.id] versions
      from {m.asof(RepresentativeOffice)} r left join {m.asof(Seat)} s on s.organisation = r.organisation"""


def year_told(m: Moment) -> Moment:
    """Returns tell of whole years: on a day they tell of the last year that has ended by it (31 December included)."""
    from dataclasses import replace

    day = f"(date_trunc('year', {m.day_sql} + 1) - interval '1 day')::date"
    return replace(m, day=day)


def returns(m: Moment, amount: str) -> str:
    """What firms declared of the last year ended; the district is that of the seat at that year's end."""
    year = year_told(m)
    return f"""
      select y.organisation as subject, y.organisation, s.district, y.{amount} as value, array[y.id] versions
      from {year.asof(YearlyReturn)} y left join {year.asof(Seat)} s on s.organisation = y.organisation"""


def firms_to_declare(m: Moment) -> str:
    """Firms in practice at the end of the year that the returns tell of: those who ought to have declared."""
    return firms(year_told(m))


def population(m: Moment) -> str:
    """Resident population in 万人, by area; the newest year end published by the day."""
    return f"""
      select gen_random_uuid() as subject, null::uuid as organisation, area as district, value, array[id] versions
      from {m.asof(OutsideStatistic)} p where series = 'resident_population'"""


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
    """Firms in practice that have fewer people, or fewer assets on record, than their form needs (`rules_firms.py`).

    Those at the firm's branches count too."""
    needed = ", ".join(
        f"('{form.value}', {least.people}, {least.partners}, {least.capital}, '{least.article}')"
        for form, least in MINIMUMS.items()
    )
    return f"""
      select x.subject, x.organisation, x.district, coalesce(n.people, 0)::numeric as value, x.versions,
             x.form, x.capital, q.people people_needed, q.capital capital_needed, q.article
      from ({organisations(m, "firm", "f.state = 'practising'", "f.form, f.capital")}) x
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
      where coalesce(n.people, 0) < q.people or x.capital < q.capital"""


def unattached_long(m: Moment) -> str:
    """Lawyers without a firm for six months and more: their licences are to be cancelled (律师执业管理办法第二十三条)."""
    return lawyers(m, f"l.state = 'unattached' and l.valid_from + interval '6 months' <= {m.day_sql}")
