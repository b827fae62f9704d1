"""The sets that the figures of Party building are made of, declared so that a series is one sweep (`standing.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import PostKind
from lvheng.kernel.figures.standing import Beside, Gathered, Lasting, Standing
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.party.choices import GroupKind, ListedAs, ThemeStep, WorkerKind
from lvheng.party.models import (
    BureauLeader,
    ContactPair,
    Group,
    Guidance,
    JointFirm,
    PartyMember,
    PartyOrganisation,
    PartyTerm,
    PartyWorker,
    Representative,
    StudyAttendance,
    Theme,
    ThemeHeld,
    WorkReport,
)
from lvheng.party.numbers import LEAGUE_MEMBERS, REPORT_DUE_MONTH, REQUIRED_MEMBERS
from lvheng.party.posts import PARTY_POSTS, SECRETARY
from lvheng.party.registers.activities import GUIDANCES
from lvheng.party.registers.duties import TERMS, TRADE_SECRETARIES
from lvheng.party.registers.members import MEMBERS as MEMBERSHIP
from lvheng.party.registers.organisations import ORGANISATIONS
from lvheng.register.models import Charter, Engagement, Person, PractisingLicence
from lvheng.register.posts import FIRM_POSTS, HEAD
from lvheng.register.sets import FIRMS, LICENSED, PRACTISES
from lvheng.work.sets import standing, this_years

PRACTISING_MEMBERS = Standing(
    of=PartyMember,
    alias="p",
    beside=(
        Beside(LICENSED, "l", "subject", "p.lawyer", needed=True),
        Beside(Engagement, "e", "lawyer", "p.lawyer", needed=True),
    ),
    subject="p.lawyer",
    organisation="e.organisation",
    versions="array[p.id]",
    more={"member": "p.id", "status": "p.status"},
)


def members_by_firm(condition: str = "true", least: int = 1) -> Gathered:
    """Where members practise: firms with `least` and more of them; `condition` may speak of p (who practises there)."""
    return Gathered(
        of=PRACTISING_MEMBERS, alias="p", where=condition, by="p.organisation", version="p.member", least=least
    )


MEMBERS = members_by_firm()
REQUIRED = members_by_firm("p.status = 'formal'", REQUIRED_MEMBERS)
OWN = Gathered(
    of=PartyOrganisation,
    alias="g",
    where="g.firm is not null and g.form <> 'joint_branch'",
    by="g.firm",
    version="g.id",
)


def workers(kind: WorkerKind) -> Gathered:
    """Firms in which somebody does that Party work."""
    return Gathered(of=PartyWorker, alias="w", where=f"w.kind = '{kind.value}'", by="w.firm", version="w.id")


def firms_with(*what: Gathered, condition: str = "true") -> Standing:
    """Firms in practice that each of `what` names; they are n0, n1 … in `condition`."""
    beside = [Beside(each, f"n{n}", "key", "x.subject", needed=True) for n, each in enumerate(what)]
    return Standing(
        of=FIRMS,
        alias="x",
        beside=tuple(beside),
        where=condition,
        subject="x.subject",
        organisation="x.organisation",
        district="x.district",
        versions=" || ".join(["x.versions", *(f"{each.alias}.versions" for each in beside)]),
    )


CONTACTS = Gathered(
    of=ContactPair,
    alias="p",
    beside=(
        Beside(
            Representative,
            "r",
            "lawyer",
            "p.lawyer",
            f"r.listed_as = '{ListedAs.REPRESENTATIVE.value}'",
            needed=True,
        ),
    ),
    by="p.leader",
    version="p.id",
)
CONTACTS_OF_LEADERS = Standing(
    of=BureauLeader,
    alias="t",
    beside=(Beside(CONTACTS, "c", "key", "t.subject"), Beside(Seat, "s", "organisation", "t.bureau")),
    subject="t.subject",
    organisation="t.bureau",
    district="s.district",
    value="coalesce(c.many, 0)::numeric",
    versions="array[t.id] || coalesce(c.versions, '{}')",
)
"""Every leader, with how many representatives on the list he or she keeps in contact with; who has none has 0."""
CLAUSE = Gathered(of=Charter, alias="c", where="c.party_clause", by="c.firm", version="c.id")
JOINED = Gathered(of=JointFirm, alias="j", by="j.firm", version="j.id")
LEAGUES = Gathered(of=Group, alias="g", where=f"g.kind = '{GroupKind.YOUTH_LEAGUE.value}'", by="g.firm", version="g.id")
LEAGUE_MEMBERS_BY_FIRM = Gathered(
    of=Person,
    alias="p",
    beside=(
        Beside(PractisingLicence, "l", "person", "p.subject", PRACTISES, needed=True),
        Beside(Engagement, "e", "lawyer", "p.subject", needed=True),
    ),
    where="p.political_status = 'league_member'",
    by="e.organisation",
    version="p.id",
    least=LEAGUE_MEMBERS,
)
INSTRUCTORS = workers(WorkerKind.INSTRUCTOR)


def _kinds(kinds: Sequence[PostKind]) -> str:
    return ", ".join(f"'{kind.code}'" for kind in kinds)


def both_posts(in_firm: str, in_party: str, *more: Beside) -> Gathered:
    """Firms of which somebody holds such a post in the firm and such a post in its own Party organisation; the conditions
    speak of p (the firm's post) and q (the organisation's)."""
    return Gathered(
        of=Post,
        alias="p",
        beside=(
            *more,
            Beside(Post, "q", "holder", "p.holder", in_party, needed=True),
            Beside(PartyOrganisation, "g", "subject", "q.organisation", "g.form <> 'joint_branch'", needed=True),
        ),
        where=f"{in_firm} and g.firm = p.organisation",
        by="p.organisation",
        version="p.id",
    )


CROSS_POSTS = both_posts(f"p.kind in ({_kinds(FIRM_POSTS)})", f"q.kind in ({_kinds(PARTY_POSTS)})")
_FORMAL = Beside(PartyMember, "m", "lawyer", "p.holder", "m.status = 'formal'", needed=True)
HEAD_A_MEMBER = Gathered(
    of=Post,
    alias="p",
    beside=(_FORMAL,),
    where=f"p.kind = '{HEAD.code}'",
    by="p.organisation",
    version="p.id",
)
HEAD_AS_SECRETARY = both_posts(f"p.kind = '{HEAD.code}'", f"q.kind = '{SECRETARY.code}'", _FORMAL)


def firms_without_members(*what: Gathered) -> Standing:
    """Firms in practice that have no member and that each of `what` names."""
    found = firms_with(*what, condition="m.many is null")
    return replace(found, beside=(*found.beside, Beside(MEMBERS, "m", "key", "x.subject")))


COVERED = Standing(
    of=FIRMS,
    alias="x",
    beside=tuple(
        Beside(what, alias, "key", "x.subject") for what, alias in ((OWN, "o"), (JOINED, "j"), (INSTRUCTORS, "i"))
    ),
    where="(o.many is not null or j.many is not null or i.many is not null)",
    subject="x.subject",
    organisation="x.organisation",
    district="x.district",
    versions="x.versions || coalesce(o.versions, '{}') || coalesce(j.versions, '{}') || coalesce(i.versions, '{}')",
)
"""Firms that have an organisation, belong to a joint branch, or have an instructor."""

_DUE = f"(make_date(r.year + 1, {REPORT_DUE_MONTH} + 1, 1) - 1)"
_FIRST = f"(make_date(year::int + 1, {REPORT_DUE_MONTH} + 1, 1) - 1)"
_UNTIL = f"(make_date(year::int + 2, {REPORT_DUE_MONTH} + 1, 1) - 1)"
OBLIGED_TO_REPORT = replace(
    standing(ORGANISATIONS, "(t.firm is not null or t.district is not null)"),
    told=f"(date_trunc('year', ({{day}} + 1)::timestamp - interval '{REPORT_DUE_MONTH} months') - interval '1 day')::date",
)
"""Whose secretaries owe a report of the last year whose time is up: organisations that stood at that year's end."""


def reports(condition: str) -> Standing:
    """Of those obliged, whose report meets the condition; it speaks of r."""
    return Standing(
        of=OBLIGED_TO_REPORT,
        alias="x",
        beside=(Beside(Lasting(WorkReport, _FIRST, _UNTIL), "r", "organisation", "x.subject", condition, needed=True),),
        subject="x.subject",
        organisation="x.organisation",
        district="x.district",
        versions="x.versions || r.id",
    )


REPORTED, REPORTED_LATE = reports(f"r.reported_on <= {_DUE}"), reports(f"r.reported_on > {_DUE}")
TERM_RUNNING = standing(
    TERMS,
    of=Lasting(PartyTerm, end="least(valid_to, due_on)"),
    beside=(Beside(PartyOrganisation, "o", "subject", "t.organisation", needed=True),),
)
TRADE = standing(ORGANISATIONS, "t.firm is null")
BY_LEADERS = standing(
    TRADE_SECRETARIES,
    "t.leader is not null",
    beside=(Beside(PartyOrganisation, "o", "subject", "t.organisation", "o.firm is null", needed=True),),
)
STUDIED = standing(
    MEMBERSHIP,
    beside=(
        Beside(
            Gathered(of=this_years(StudyAttendance), alias="v", by="v.lawyer", version="v.id"),
            "v",
            "key",
            "t.lawyer",
            needed=True,
        ),
    ),
)
GUIDED_BY_TRADE = standing(
    GUIDANCES,
    of=this_years(Guidance),
    beside=(Beside(PartyOrganisation, "o", "subject", "t.organisation", "o.firm is null", needed=True),),
)
GUIDED_BY_HEAD_OFFICE = standing(
    GUIDANCES,
    "u.firm = b.parent",
    of=this_years(Guidance),
    beside=(
        Beside(PartyOrganisation, "o", "subject", "t.organisation", "o.firm is not null", needed=True),
        Beside(Organisation, "b", "subject", "o.firm", "b.kind = 'branch'", needed=True),
        Beside(PartyOrganisation, "u", "subject", "t.by", needed=True),
    ),
)


def _last_theme(m: Moment) -> str:
    """SQL: the theme education last deployed by the day."""
    return f"(select x.subject from ({Lasting(Theme)(m)}) x order by x.valid_from desc, x.id desc limit 1)"


def educated(m: Moment) -> str:
    """Organisations that have held every step of the last theme education by the day."""
    steps = f"""(select count(distinct h.step) from ({Lasting(ThemeHeld)(m)}) h
      where h.organisation = t.subject and h.theme = {_last_theme(m)})"""
    return standing(ORGANISATIONS, f"{steps} = {len(ThemeStep)}")(m)


def to_be_educated(m: Moment) -> str:
    """Organisations of the day, since there has been a theme education."""
    return standing(ORGANISATIONS, f"{_last_theme(m)} is not null")(m)
