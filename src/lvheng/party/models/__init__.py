"""The room's tables."""

from lvheng.party.models.members import PartyMember
from lvheng.party.models.organisations import JointFirm, PartyOrganisation, PartyWorker, StandardResult
from lvheng.party.models.united_front import BureauLeader, ContactPair, Representative

__all__ = [
    "BureauLeader",
    "ContactPair",
    "JointFirm",
    "PartyMember",
    "PartyOrganisation",
    "PartyWorker",
    "Representative",
    "StandardResult",
]
