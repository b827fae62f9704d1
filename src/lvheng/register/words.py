"""What a row says, in words: for the pages that show what an act wrote and what it replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import post_kind
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.places.listed import area_titles, country_titles
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat
from lvheng.register.choices import (
    Education,
    EngagementRole,
    Ethnicity,
    FirmForm,
    FirmState,
    LawyerKind,
    LicenceState,
    OfficeKind,
    PoliticalStatus,
    Sex,
)
from lvheng.register.models import Engagement, FirmLicence, OverseasOffice, Person, PractisingLicence
from lvheng.register.references import lawyer_names, organisation_names

UNSAID = {"sort_key"}  # derived, or said by the row beside it

Word = Callable[[str], str]
WORDS: Mapping[tuple[type[Row], str], Word] = {
    (Person, "sex"): lambda code: str(Sex(code).label),
    (Person, "ethnicity"): lambda code: str(Ethnicity(code).label),
    (Person, "political_status"): lambda code: str(PoliticalStatus(code).label),
    (Person, "education"): lambda code: str(Education(code).label),
    (PractisingLicence, "kind"): lambda code: str(LawyerKind(code).label),
    (PractisingLicence, "state"): lambda code: str(LicenceState(code).label),
    (Engagement, "role"): lambda code: str(EngagementRole(code).label),
    (FirmLicence, "form"): lambda code: str(FirmForm(code).label),
    (FirmLicence, "state"): lambda code: str(FirmState(code).label),
    (Organisation, "kind"): lambda code: str(OrganisationKind(code).label),
    (Seat, "district"): district_name,
    (Seat, "area"): lambda code: area_titles().get(code, code),
    (OverseasOffice, "country"): lambda code: country_titles().get(code, code),
    (OverseasOffice, "kind"): lambda code: str(OfficeKind(code).label),
    (Post, "kind"): lambda code: post_kind(code).title,
}


def row_words(rows: Sequence[Row]) -> list[str]:
    """One line for each row: what it says beside whom it is about. Two queries for the names."""
    keys = {value for row in rows for value in _told(row).values() if isinstance(value, UUID)}
    names: dict[UUID, str] = {**organisation_names(keys), **lawyer_names(keys)}
    return [";".join(_words(row, names)) for row in rows]


def _told(row: Row) -> dict[str, Any]:
    about = row.THREAD[0]
    return {name: getattr(row, name) for name in row.told() if name != about and name not in UNSAID}


def _words(row: Row, names: Mapping[UUID, str]) -> Iterable[str]:
    for name, value in _told(row).items():
        if value in (None, "", []):
            continue
        title = row._meta.get_field(name)
        label = str(title.verbose_name) if isinstance(title, Field) else name
        yield f"{label} {_word(type(row), name, value, names)}"


def _word(model: type[Row], name: str, value: Any, names: Mapping[UUID, str]) -> str:
    if isinstance(value, UUID):
        return names.get(value, "(未登记名称)")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return WORDS[model, name](value) if (model, name) in WORDS else str(value)
