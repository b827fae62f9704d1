"""Who may open which record, and which acts a record offers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.figures.listing import Listing, Question, count
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Seat
from lvheng.kernel.time.days import today
from lvheng.register.choices import FirmState, LicenceState, TraineeState
from lvheng.register.convictions import TOLD_OF_CONVICTIONS
from lvheng.register.lists import BRANCHES, FIRMS, LAWYERS, OVERSEAS_OFFICES, REPRESENTATIVE_OFFICES
from lvheng.register.lists_people import TRAINEES

_WITH_RECORD = (LAWYERS, TRAINEES, FIRMS, BRANCHES, REPRESENTATIVE_OFFICES, OVERSEAS_OFFICES)


def may_open(viewer: Viewer, subject: UUID, day: date, listings: tuple[Listing, ...]) -> bool:
    """A record opens to whoever sees its row in a list, on the day asked for or today."""
    if viewer.scope.whole or subject in viewer.scope.persons or subject in viewer.scope.organisations:
        return True
    return any(
        count(
            Question(
                listing=listing,
                moment=Moment(on),
                narrowing=Narrowing(viewer.scope),
                columns=(),
                subjects=[subject],
            )
        )
        for listing in listings
        for on in {day, today()}
    )


def may_open_lawyer(viewer: Viewer, subject: UUID, day: date) -> bool:
    return may_open(viewer, subject, day, (LAWYERS, TRAINEES))


def may_see_convictions(viewer: Viewer, subject: UUID, day: date) -> bool:
    """Whether what somebody is by conviction (`convictions.py`) is the viewer's own, or that of somebody whose record
    lies within the reach of a Party post."""
    held = viewer.posts & TOLD_OF_CONVICTIONS
    if viewer.person == subject or "system" in viewer.posts:
        return True
    return bool(held) and may_open_lawyer(viewer.holding(held), subject, day)


def may_open_organisation(viewer: Viewer, subject: UUID, day: date) -> bool:
    return may_open(viewer, subject, day, (FIRMS, BRANCHES, REPRESENTATIVE_OFFICES)) or _sits_within(
        viewer, subject, day
    )


def _sits_within(viewer: Viewer, subject: UUID, day: date) -> bool:
    """Associations, bureaus and other units stand in no list of firms: they open to whose district they sit in."""
    districts = viewer.scope.districts
    return bool(districts) and any(
        Seat.rows.on(on).filter(organisation=subject, district__in=districts).exists() for on in {day, today()}
    )


def may_open_office(viewer: Viewer, subject: UUID, day: date) -> bool:
    return may_open(viewer, subject, day, (OVERSEAS_OFFICES,))


def may_open_subject(viewer: Viewer, subject: UUID | None) -> bool:
    """As for its record; what concerns no subject (a bulk act) opens to those who see everything."""
    if subject is None:
        return viewer.scope.whole
    return may_open(viewer, subject, today(), _WITH_RECORD) or _sits_within(viewer, subject, today())


LAWYER_ACTS: dict[str, tuple[str, ...]] = {
    LicenceState.PRACTISING: (
        "register.transfer",
        "register.change_role",
        "register.leave_firm",
        "register.leave_of_absence",
        "register.change_kind",
        "register.change_person",
        "register.suspend_licence",
        "register.cancel_licence",
        "register.revoke_licence",
        "register.annul_licence",
        "register.reissue_licence",
        "register.enter_former_office",
        "register.merge_persons",
    ),
    LicenceState.SUSPENDED: ("register.resume_licence", "register.cancel_licence", "register.revoke_licence"),
    LicenceState.ON_LEAVE: ("register.resume_licence", "register.transfer", "register.cancel_licence"),
    LicenceState.UNATTACHED: ("register.engage", "register.change_person", "register.cancel_licence"),
    LicenceState.CANCELLED: ("register.readmit_lawyer",),
    LicenceState.ANNULLED: ("register.readmit_lawyer",),
}
"""What may be done with a licence in each state, the usual first."""

TRAINEE_ACTS: dict[str, tuple[str, ...]] = {
    TraineeState.IN_TRAINING: (
        "register.change_supervisor",
        "register.transfer_trainee",
        "register.end_traineeship",
        "register.enter_former_office",
        "register.change_person",
    ),
    TraineeState.COMPLETED: ("register.enter_lawyer",),
}
"""What may be done with a training in each state; who has passed is entered as a lawyer."""

FIRM_ACTS: dict[str, tuple[str, ...]] = {
    FirmState.PRACTISING: (
        "register.change_firm",
        "register.move_seat",
        "register.appoint_post",
        "register.end_post",
        "register.file_return",
        "register.enter_share",
        "register.end_share",
        "register.enter_charter",
        "register.enter_premises",
        "register.enter_insurance",
        "register.declare_staff",
        "register.enter_overseas_office",
        "register.reissue_firm_licence",
        "register.suspend_firm",
        "register.divide_firm",
        "register.merge_firm",
        "register.begin_liquidation",
        "register.dissolve_firm",
        "register.revoke_firm",
        "register.annul_firm",
    ),
    FirmState.DISSOLVING: (
        "register.end_liquidation",
        "register.dissolve_firm",
        "register.end_post",
        "register.move_seat",
        "register.revoke_firm",
    ),
    FirmState.SUSPENDED: (
        "register.resume_firm",
        "register.move_seat",
        "register.appoint_post",
        "register.end_post",
        "register.file_return",
        "register.revoke_firm",
    ),
}


REPRESENTATIVE_ACTS = (
    "register.enter_representative",
    "register.close_representative_office",
)
OVERSEAS_ACTS = ("register.post_abroad", "register.close_overseas_office")
"""What may be done with an office from abroad or abroad while it stands."""


def offered(viewer: Viewer, kinds: tuple[str, ...]) -> list[AnyAct]:
    """Those of `kinds` that the viewer's posts may perform; the others are absent."""
    acts = [act_of(kind) for kind in kinds]
    return [act for act in acts if viewer.posts & {kind.code for kind in act.who}]
