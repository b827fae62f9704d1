"""What the register's rules need to know, fetched for many subjects at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.act import Place
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement, FirmLicence, FormerOffice, PartnerShare, PractisingLicence

R = TypeVar("R", bound=Row)


def rows_by(model: type[R], column: str, keys: Iterable[UUID | str | None]) -> Mapping[UUID | str, list[R]]:
    """What is now believed of all days, by `column`; an empty list for a key without rows. One query."""
    found: dict[UUID | str, list[R]] = defaultdict(list)
    wanted = {key for key in keys if key is not None}
    if wanted:
        for row in model.rows.current().as_facts().filter(**{f"{column}__any_of": wanted}).order_by("valid_from"):
            found[getattr(row, column)].append(row)
    return found


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as now believed, of all days."""

    names: Sequence[Organisation] = ()
    licences: Sequence[FirmLicence] = ()
    seats: Sequence[Seat] = ()

    def licence(self, day: date) -> FirmLicence | None:
        return row_on(self.licences, day)

    def name(self, day: date) -> str:
        row = row_on(self.names, day) or (self.names[-1] if self.names else None)
        return row.name if row else ""

    def kind(self) -> str:
        return self.names[-1].kind if self.names else ""

    def district(self, day: date) -> str:
        row = row_on(self.seats, day) or (self.seats[-1] if self.seats else None)
        return row.district if row else ""


def organisations(keys: Iterable[UUID | None]) -> Mapping[UUID | None, OrganisationFacts]:
    """Facts of each organisation; three queries."""
    wanted = {key for key in keys if key is not None}
    names = rows_by(Organisation, "subject", wanted)
    licences = rows_by(FirmLicence, "organisation", wanted)
    seats = rows_by(Seat, "organisation", wanted)
    none: dict[UUID | None, OrganisationFacts] = defaultdict(OrganisationFacts)
    none.update({key: OrganisationFacts(names[key], licences[key], seats[key]) for key in wanted})
    return none


@dataclass(frozen=True, slots=True)
class LawyerFacts:
    """A lawyer as now believed, the organisation engaged at, and the one the act would lead to.

    `last` is where the lawyer is today, or was last: elsewhere than `here`, if the act's day lies before a move."""

    licences: Sequence[PractisingLicence] = ()
    engagements: Sequence[Engagement] = ()
    posts: Sequence[Post] = ()
    shares: Sequence[PartnerShare] = ()
    offices: Sequence[FormerOffice] = ()
    here: OrganisationFacts = field(default_factory=OrganisationFacts)
    there: OrganisationFacts = field(default_factory=OrganisationFacts)
    last: OrganisationFacts = field(default_factory=OrganisationFacts)
    moved_since: bool = False  # whether `last` was joined after the act's day

    def licence(self, day: date) -> PractisingLicence | None:
        return row_on(self.licences, day)

    def engagement(self, day: date) -> Engagement | None:
        return row_on(self.engagements, day)

    def moved_to(self, key: UUID) -> tuple[Place, ...]:
        """For an act on a day before the lawyer moved: the place of now, which it bears on too."""
        return (Place(self.last.district(date.max), None, key),) if self.moved_since else ()

    def held_in(self, organisation: UUID) -> list[Row]:
        """Posts and shares in one organisation: they end when the lawyer leaves it."""
        shares = [row for row in self.shares if row.firm == organisation]
        return [*(post for post in self.posts if post.organisation == organisation), *shares]


def lawyers(
    keys: Sequence[UUID],
    days: Sequence[date],
    targets: Sequence[UUID | None] = (),
    *,
    held: bool = False,
    offices: bool = False,
) -> list[LawyerFacts]:
    """Facts of each lawyer on its day, with the target organisation where one is given; if asked for, what is `held`
    in firms (posts and shares) and the offices once held in courts and procuratorates."""
    licences = rows_by(PractisingLicence, "person", keys)
    engagements = rows_by(Engagement, "lawyer", keys)
    posts = rows_by(Post, "holder", keys) if held else {}
    shares = rows_by(PartnerShare, "partner", keys) if held else {}
    former = rows_by(FormerOffice, "person", keys) if offices else {}
    current = [row_on(engagements[key], day) for key, day in zip(keys, days, strict=True)]
    lasts = [latest(engagements[key], day) for key, day in zip(keys, days, strict=True)]
    theres = list(targets) or [None] * len(keys)
    known = organisations([*[row.organisation if row else None for row in (*current, *lasts)], *theres])
    return [
        LawyerFacts(
            licences[key],
            engagements[key],
            posts.get(key, ()),
            shares.get(key, ()),
            former.get(key, ()),
            known[row.organisation if row else None],
            known[there],
            known[last.organisation if last else None],
            last is not None and last.valid_from > day,
        )
        for key, day, row, there, last in zip(keys, days, current, theres, lasts, strict=True)
    ]


def latest(engagements: Sequence[Engagement], day: date) -> Engagement | None:
    """The engagement of today or of `day`, if that is later; else the last one before."""
    return next((row for row in reversed(engagements) if row.valid_from <= max(day, today())), None)
