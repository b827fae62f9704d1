"""The line of what was true when: each table's rows, in order, told as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ADMINISTRATORS, STAFF, post_kind
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.places.listed import area_titles, country_titles
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.choices import (
    Degree,
    DivisionManner,
    Education,
    EngagementRole,
    FirmForm,
    FirmState,
    FormerGrade,
    LawyerKind,
    LeavingManner,
    LicenceState,
    OfficeKind,
    OfficePosition,
    PoliticalStatus,
    Sex,
    StaffKind,
    Tenure,
    TraineeKind,
    TraineeState,
)
from lvheng.register.models import (
    Charter,
    Engagement,
    FirmDivision,
    FirmLicence,
    FirmStaff,
    FormerOffice,
    OfficeMember,
    OverseasOffice,
    PartnerShare,
    Person,
    PractisingLicence,
    Premises,
    ProfessionalInsurance,
    RepresentativeOffice,
    Traineeship,
)
from lvheng.register.posts import FIRM_POSTS

OWN_POSTS = {kind.code for kind in (*STAFF, *ADMINISTRATORS, *FIRM_POSTS)}
BAD = {LicenceState.SUSPENDED, LicenceState.REVOKED, LicenceState.ANNULLED, FirmState.REVOKED, FirmState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of 履历: from a day on (to a day) something was true, by an act, on a basis."""

    on: date
    until: date
    title: str
    row: Any
    link: UUID | None = None
    link_name: str = ""
    link_page: str = "firms"  # of which kind the page is that the link leads to: firms, lawyers, offices
    bad: bool = False
    correct: str = ""  # the act that corrects the row; '' if none does
    entry: int = 0  # the act by which this began: rows are written again when they end, their beginning is not
    basis: str = ""

    @property
    def ended(self) -> bool:
        return self.until < OPEN_DAY


Teller = Callable[[Sequence[Any], Mapping[UUID, str]], Iterable[Event]]


def _pairs(rows: Sequence[Any]) -> Iterable[tuple[Any | None, Any]]:
    return zip([None, *rows], rows, strict=False)


def _person(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    words: dict[str, tuple[str, Callable[[str], Any]]] = {
        "name": ("姓名", str),
        "sex": ("性别", lambda code: Sex(code).label),
        "education": ("学历", lambda code: Education(code).label),
        "degree": ("学位", lambda code: Degree(code).label),
        "political_status": ("政治面貌", lambda code: PoliticalStatus(code).label),
    }
    for before, row in _pairs(rows):
        if before is None:
            continue
        changed = [
            f"{title}变更为{word(getattr(row, name)) if getattr(row, name) else '空'}"
            for name, (title, word) in words.items()
            if getattr(before, name) != getattr(row, name)
        ]
        if changed:
            yield Event(row.valid_from, row.valid_to, ",".join(changed), row)


def _licence(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        state = LicenceState(row.state)
        if before is None:
            title = f"准予执业，{LawyerKind(row.kind).label}律师"
        elif before.kind != row.kind:
            title = f"执业类别变更为{LawyerKind(row.kind).label}"
        elif before.state != row.state:
            title = "恢复执业" if state == LicenceState.PRACTISING else state.label
        else:
            title = f"换发执业证，证号 {row.number}" if before.number != row.number else "执业证登记"
        yield Event(row.valid_from, row.valid_to, title, row, bad=state in BAD)


def _engagement(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        role = EngagementRole(row.role).label
        moved = before is not None and before.valid_to == row.valid_from
        if moved and before is not None and before.organisation == row.organisation:
            title = f"所内身份变更为{role}"
        else:
            title = f"{'转入' if moved else '进入'}（{role}）"
        yield Event(
            row.valid_from,
            row.valid_to,
            title,
            row,
            row.organisation,
            names.get(row.organisation, ""),
        )


def _posts(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        if row.kind not in OWN_POSTS:  # those of other rooms are told by their registers
            continue
        of_firm = row.holder in names
        who = row.holder if of_firm else row.organisation
        title, page = f"任{post_kind(row.kind).title}", "lawyers" if of_firm else "firms"
        yield Event(row.valid_from, row.valid_to, title, row, who, names.get(who, ""), page)


def _organisation(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        if before is not None and before.name != row.name:
            title = f"名称由“{before.name}”变更为“{row.name}”"
            yield Event(row.valid_from, row.valid_to, title, row)


def _firm_licence(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        state = FirmState(row.state)
        if before is None:
            title = f"准予设立，{FirmForm(row.form).label}"
        elif before.form != row.form:
            title = f"组织形式变更为{FirmForm(row.form).label}"
        elif before.credit_code != row.credit_code:
            title = f"换发执业许可证，代码 {row.credit_code}"
        elif before.state == row.state:
            title = "执业许可登记变更"
        elif row.successor:
            title = f"{state.label}，并入"
        else:
            title = "恢复执业" if state == FirmState.PRACTISING else state.label
        yield Event(
            row.valid_from,
            row.valid_to,
            title,
            row,
            row.successor,
            names.get(row.successor, ""),
            bad=state in BAD,
        )


def _seat(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        area = f"({area_titles().get(row.area, row.area)})" if row.area else ""
        title = f"住所{'在' if before is None else '迁至'}{district_name(row.district)}{area} {row.address}".rstrip()
        yield Event(row.valid_from, row.valid_to, title, row)


def _overseas(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        where = f"{country_titles().get(row.country, row.country)} {row.city}"
        title = f"设立境外{OfficeKind(row.kind).label} {row.name}（{where}）"
        yield Event(row.valid_from, row.valid_to, title, row)


def _representative(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title = f"注册为{row.home_firm}驻京代表处（{country_titles().get(row.country, row.country)}）"
        yield Event(row.valid_from, row.valid_to, title, row)


def _traineeship(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        state = TraineeState(row.state)
        if before is None or before.number != row.number:
            title = f"开始实习（{TraineeKind(row.kind).label}，实习证号 {row.number}）"
        elif before.state != row.state:
            title = state.label if state is TraineeState.WITHDRAWN else f"实习{state.label}"
        elif before.firm != row.firm:
            title = "变更实习律师事务所"
        else:
            title = "变更指导律师"
        if row.supervisor in names and state is TraineeState.IN_TRAINING:
            title += f"，指导律师 {names[row.supervisor]}"
        yield Event(
            row.valid_from,
            row.valid_to,
            title,
            row,
            row.firm,
            names.get(row.firm, ""),
            bad=state is TraineeState.FAILED,
        )


def _former_office(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title = f"从{row.organ}离任（{FormerGrade(row.grade).label}，{LeavingManner(row.manner).label}）"
        yield Event(row.valid_from, row.valid_to, title, row)


def _shares(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        of_firm = row.partner in names
        who, page = (row.partner, "lawyers") if of_firm else (row.firm, "firms")
        title = f"合伙人出资 {row.contribution:,.2f} 元，份额 {row.share}%"
        yield Event(row.valid_from, row.valid_to, title, row, who, names.get(who, ""), page)


def _charter(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        clause = "载明" if row.party_clause else "未载明"
        title = f"章程（{row.adopted_on} 通过，{clause}党组织事项）"
        yield Event(row.valid_from, row.valid_to, title, row)


def _premises(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        held = f"，至 {row.held_until}" if row.held_until else ""
        title = f"办公场所 {row.floor_area} 平方米，{Tenure(row.tenure).label}{held}"
        yield Event(row.valid_from, row.valid_to, title, row)


def _insurance(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title = f"执业责任保险 {row.amount:,.2f} 元，{row.insurer}，保单 {row.policy}"
        yield Event(row.valid_from, row.valid_to, title, row)


def _staff(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title = f"聘用{StaffKind(row.kind).label} {row.count} 人"
        yield Event(row.valid_from, row.valid_to, title, row)


def _division(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title, name = f"{DivisionManner(row.manner).label}，分出", names.get(row.successor, "")
        yield Event(row.valid_from, row.valid_to, title, row, row.successor, name)


def inherited(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    """What the one that carries on tells of those it carries on: licences that ended with it as successor, divisions."""
    for row in rows:
        of = row.organisation if isinstance(row, FirmLicence) else row.firm
        how = "合并" if isinstance(row, FirmLicence) else DivisionManner(row.manner).label
        yield Event(row.valid_from, OPEN_DAY, f"承继自（{how}）", row, of, names.get(of, ""))


def _members(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        of_office = row.person in names
        who = row.person if of_office else row.office
        resident = row.position == OfficePosition.RESIDENT
        link = who if resident or not of_office else None  # representatives have no record of their own
        page = ("lawyers" if of_office else "offices") if resident else "firms"
        title, name = f"任{OfficePosition(row.position).label}", names.get(who, "")
        if link is None:
            title, name = f"{title} {name}", ""
        yield Event(row.valid_from, row.valid_to, title, row, link, name, page)


TELLERS: Mapping[type[Row], Teller] = {
    Person: _person,
    PractisingLicence: _licence,
    Engagement: _engagement,
    Traineeship: _traineeship,
    FormerOffice: _former_office,
    Post: _posts,
    Organisation: _organisation,
    FirmLicence: _firm_licence,
    Seat: _seat,
    OverseasOffice: _overseas,
    RepresentativeOffice: _representative,
    PartnerShare: _shares,
    Charter: _charter,
    Premises: _premises,
    ProfessionalInsurance: _insurance,
    FirmStaff: _staff,
    FirmDivision: _division,
    OfficeMember: _members,
}
