"""The sets that the figures of Party building are made of, declared so that a series is one sweep (`standing.py`)."""

from __future__ import annotations

from lvheng.kernel.figures.standing import Beside, Gathered, Standing
from lvheng.kernel.subjects.models import Seat
from lvheng.party.choices import ListedAs, WorkerKind
from lvheng.party.models import BureauLeader, ContactPair, PartyMember, PartyOrganisation, PartyWorker, Representative
from lvheng.party.numbers import FULLTIME_MEMBERS, REQUIRED_MEMBERS
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.sets import FIRMS, PRACTISES

_PRACTISING = (
    Beside(PractisingLicence, "l", "person", "p.lawyer", PRACTISES, needed=True),
    Beside(Engagement, "e", "lawyer", "p.lawyer", needed=True),
)


def members_by_firm(condition: str = "true", least: int = 1) -> Gathered:
    """Where members practise: firms with `least` and more of them; `condition` may speak of p (member)."""
    return Gathered(
        of=PartyMember,
        alias="p",
        beside=_PRACTISING,
        where=condition,
        by="e.organisation",
        version="p.id",
        least=least,
    )


MEMBERS = members_by_firm()
REQUIRED = members_by_firm("p.status = 'formal'", REQUIRED_MEMBERS)
MANY = members_by_firm(least=FULLTIME_MEMBERS)
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
