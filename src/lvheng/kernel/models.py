"""All tables of the ground floor, for Django to find."""

from lvheng.kernel.access.elevation import Elevation
from lvheng.kernel.access.models import Post, SensitiveValue, SubjectKey, Viewing
from lvheng.kernel.acts.once import Answered
from lvheng.kernel.acts.second import Proposal
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.desk.models import Notice, SavedList, Subscription
from lvheng.kernel.documents.models import Attachment, StoredFile, Upload
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.identity.keys import ApiKey
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import (
    ActLine,
    LedgerEntry,
    LedgerOpening,
    LogCheckpoint,
    LogHead,
    LogNumber,
    LogTile,
)
from lvheng.kernel.letters.models import LetterRun, LetterTemplate
from lvheng.kernel.search.models import SearchKey
from lvheng.kernel.subjects.models import Organisation, Seat, Subject
from lvheng.kernel.tables.models import Intake

__all__ = [
    "Account",
    "ActLine",
    "Answered",
    "ApiKey",
    "Attachment",
    "ClockInterval",
    "Elevation",
    "Intake",
    "KeptReading",
    "LedgerEntry",
    "LedgerOpening",
    "LetterRun",
    "LetterTemplate",
    "LogCheckpoint",
    "LogHead",
    "LogNumber",
    "LogTile",
    "Notice",
    "Organisation",
    "Post",
    "Proposal",
    "SavedList",
    "SearchKey",
    "Seat",
    "SensitiveValue",
    "StoredFile",
    "Subject",
    "SubjectKey",
    "Subscription",
    "Upload",
    "Viewing",
]
