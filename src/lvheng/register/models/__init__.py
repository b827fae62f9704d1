"""The register's nouns."""

from lvheng.register.models.firms import (
    FirmLicence,
    OutsideStatistic,
    OverseasOffice,
    RepresentativeOffice,
    YearlyReturn,
)
from lvheng.register.models.people import Engagement, Person, PractisingLicence

__all__ = [
    "Engagement",
    "FirmLicence",
    "OutsideStatistic",
    "OverseasOffice",
    "Person",
    "PractisingLicence",
    "RepresentativeOffice",
    "YearlyReturn",
]
