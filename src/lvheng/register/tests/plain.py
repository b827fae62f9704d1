"""Plain rows, never written, for rules that are pure functions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.facts import OrganisationFacts
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence

HERE, THERE = UUID(int=1), UUID(int=2)
SINCE = date(2018, 1, 1)


def engagement(first: date, after: date = OPEN_DAY, organisation: UUID = HERE) -> Engagement:
    return Engagement(organisation=organisation, role="employed", valid_from=first, valid_to=after)


def licence(state: str = "practising", first_practised_on: date = SINCE) -> PractisingLicence:
    return PractisingLicence(state=state, kind="full_time", first_practised_on=first_practised_on, valid_from=SINCE)


def place(
    kind: str = "firm", state: str = "practising", since: date = SINCE, name: str = "北京测律师事务所"
) -> OrganisationFacts:
    return OrganisationFacts(
        [Organisation(name=name, kind=kind, valid_from=since)], [FirmLicence(state=state, valid_from=since)]
    )
