"""The room's tables."""

from lvheng.party.models.activities import (
    Group,
    Guidance,
    JoinedDecision,
    Practice,
    Study,
    StudyAttendance,
    Theme,
    ThemeHeld,
)
from lvheng.party.models.duties import PartyTerm, TradeSecretary, WorkReport
from lvheng.party.models.members import Applicant, ModelPost, PartyMember
from lvheng.party.models.organisations import JointFirm, PartyOrganisation, PartyWorker, StandardResult
from lvheng.party.models.united_front import (
    BureauLeader,
    Contact,
    ContactPair,
    MeetingAttended,
    Recommendation,
    Representative,
)

__all__ = [
    "Applicant",
    "BureauLeader",
    "Contact",
    "ContactPair",
    "Group",
    "Guidance",
    "JoinedDecision",
    "JointFirm",
    "MeetingAttended",
    "ModelPost",
    "PartyMember",
    "PartyOrganisation",
    "PartyTerm",
    "PartyWorker",
    "Practice",
    "Recommendation",
    "Representative",
    "StandardResult",
    "Study",
    "StudyAttendance",
    "Theme",
    "ThemeHeld",
    "TradeSecretary",
    "WorkReport",
]
