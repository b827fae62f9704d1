"""The words for the codes that stand in the register's columns."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import post_titles
from lvheng.kernel.clocks.limits import limit_titles, state_titles
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.figures.columns import words_of
from lvheng.kernel.figures.listing import Titles, titles_of
from lvheng.kernel.places.listed import area_titles, country_titles, jurisdiction_titles, place_titles
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat
from lvheng.register.choices import (
    Degree,
    DivisionManner,
    Education,
    EngagementRole,
    Ethnicity,
    FirmForm,
    FirmState,
    FormerGrade,
    FormerOrgan,
    LawyerKind,
    LeavingManner,
    LicenceState,
    OfficeKind,
    OfficePosition,
    PoliticalStatus,
    QualificationKind,
    Sex,
    StaffKind,
    Tenure,
    TraineeKind,
    TraineeState,
)
from lvheng.register.models import (
    Engagement,
    FirmDivision,
    FirmLicence,
    FirmStaff,
    FormerOffice,
    OfficeMember,
    OverseasOffice,
    Person,
    PractisingLicence,
    Premises,
    RepresentativeOffice,
    Traineeship,
)

WORDS: Mapping[tuple[type[Row], str], Titles] = {
    (Person, "sex"): titles_of(Sex),
    (Person, "ethnicity"): titles_of(Ethnicity),
    (Person, "political_status"): titles_of(PoliticalStatus),
    (Person, "education"): titles_of(Education),
    (Person, "degree"): titles_of(Degree),
    (PractisingLicence, "kind"): titles_of(LawyerKind),
    (PractisingLicence, "state"): titles_of(LicenceState),
    (PractisingLicence, "qualification_kind"): titles_of(QualificationKind),
    (Engagement, "role"): titles_of(EngagementRole),
    (FirmLicence, "form"): titles_of(FirmForm),
    (FirmLicence, "state"): titles_of(FirmState),
    (Organisation, "kind"): titles_of(OrganisationKind),
    (OverseasOffice, "country"): country_titles,
    (OverseasOffice, "kind"): titles_of(OfficeKind),
    (RepresentativeOffice, "country"): country_titles,
    (Seat, "district"): place_titles,
    (Seat, "area"): area_titles,
    (Post, "kind"): post_titles,
    (Traineeship, "kind"): titles_of(TraineeKind),
    (Traineeship, "state"): titles_of(TraineeState),
    (FormerOffice, "organ_kind"): titles_of(FormerOrgan),
    (FormerOffice, "jurisdiction"): jurisdiction_titles,
    (FormerOffice, "grade"): titles_of(FormerGrade),
    (FormerOffice, "manner"): titles_of(LeavingManner),
    (Premises, "tenure"): titles_of(Tenure),
    (FirmStaff, "kind"): titles_of(StaffKind),
    (FirmDivision, "manner"): titles_of(DivisionManner),
    (OfficeMember, "position"): titles_of(OfficePosition),
    (OfficeMember, "country"): country_titles,
    (ClockInterval, "kind"): limit_titles,
    (ClockInterval, "state"): state_titles,
}
"""By table and column."""


def words_for(model: type[Row], name: str) -> Titles | None:
    """The words for the codes in a column; None where it holds no codes."""
    return WORDS.get((model, name)) or words_of(model, name)
