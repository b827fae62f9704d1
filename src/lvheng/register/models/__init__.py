"""The register's nouns."""

from lvheng.register.models.firm_parts import (
    Charter,
    FirmDivision,
    FirmStaff,
    PartnerShare,
    Premises,
    ProfessionalInsurance,
)
from lvheng.register.models.firms import (
    FirmLicence,
    OutsideStatistic,
    OverseasOffice,
    RepresentativeOffice,
    YearlyReturn,
)
from lvheng.register.models.offices import OfficeMember
from lvheng.register.models.people import Engagement, FormerOffice, Person, PersonAlias, PractisingLicence
from lvheng.register.models.trainees import Traineeship

__all__ = [
    "Charter",
    "Engagement",
    "FirmDivision",
    "FirmLicence",
    "FirmStaff",
    "FormerOffice",
    "OfficeMember",
    "OutsideStatistic",
    "OverseasOffice",
    "PartnerShare",
    "Person",
    "PersonAlias",
    "PractisingLicence",
    "Premises",
    "ProfessionalInsurance",
    "RepresentativeOffice",
    "Traineeship",
    "YearlyReturn",
]
