"""一位律师、一家机构、一项登记的登记与履历。"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Query, Router

from lvheng.api import cells
from lvheng.api.entrance import viewer_asking
from lvheng.api.lists import columns_for, only_today
from lvheng.api.responses import READING
from lvheng.api.shapes import ActTold, Cell, EventTold, RecordAnswer, Row, SectionRow, SectionTold, When
from lvheng.kernel.access.viewer import EVERYTHING, Viewer
from lvheng.kernel.acts.act import AnyAct, all_acts
from lvheng.kernel.acts.told import told_of
from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.listing import Listing, Question, listing_of, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register import public_lists, public_reads
from lvheng.register.lists import BRANCHES, FIRMS, LAWYERS, OVERSEAS_OFFICES, REPRESENTATIVE_OFFICES
from lvheng.register.models import FirmLicence, OverseasOffice, Person, PractisingLicence
from lvheng.register.policies import (
    FIRM_ACTS,
    LAWYER_ACTS,
    OVERSEAS_ACTS,
    may_open_lawyer,
    may_open_office,
    may_open_organisation,
    may_see_convictions,
    offered,
)
from lvheng.register.record import Record, lawyer_record, organisation_record, overseas_record
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.register.since import version_of
from lvheng.work.policies import may_open_thing
from lvheng.work.record import Said, Section, extended, thing_acts, thing_record
from lvheng.work.registry import register_of

router = Router(tags=["登记"])
NOTHING_SAID = Said((), (), ())


@router.get("/lawyers/{subject}", response=READING | {200: RecordAnswer}, summary="一位律师")
def lawyer(request: HttpRequest, subject: UUID, asked: Query[When]) -> RecordAnswer:
    """名册里的一行、履历、办理过的行为；公众只看到对外公开的栏和履历。"""
    viewer, moment = viewer_asking(request), moment_of(request)
    if viewer.is_public:
        only_today(viewer, moment)
        return _public(subject, moment, (public_lists.LAWYERS,), public_reads.lawyer_history)
    if not may_open_lawyer(viewer, subject, moment.on):
        raise PermissionDenied("这位律师不在您的管辖范围内，由其所在区的司法局或市司法局查看")
    convictions = may_see_convictions(viewer, subject, moment.on)
    record = lawyer_record(subject, moment, convictions=convictions)
    if record is None:
        raise Http404("在这一时刻的登记中没有这位律师")
    licence = record.on(PractisingLicence)
    acts = offered(viewer, LAWYER_ACTS.get(licence.state if licence else "", ()))
    shown = viewer.is_staff or viewer.person == subject
    record, said = extended(record, PERSON, viewer)
    return _answer(viewer, record, said, (LAWYERS,), acts, _person(record, convictions) if shown else {})


@router.get("/firms/{subject}", response=READING | {200: RecordAnswer}, summary="一家律所、分所或驻京代表处")
def firm(request: HttpRequest, subject: UUID, asked: Query[When]) -> RecordAnswer:
    """名册里的一行、履历、办理过的行为；其律师见 /lists/lawyers?organisation=。"""
    viewer, moment = viewer_asking(request), moment_of(request)
    if viewer.is_public:
        only_today(viewer, moment)
        kinds = (public_lists.FIRMS, public_lists.BRANCHES)
        return _public(subject, moment, kinds, public_reads.firm_history)
    if not may_open_organisation(viewer, subject, moment.on):
        raise PermissionDenied("这家机构不在您的管辖范围内，由其所在区的司法局或市司法局查看")
    record = organisation_record(subject, moment)
    if record is None:
        raise Http404("在这一时刻的登记中没有这家机构")
    licence, seat = record.on(FirmLicence), record.on(Seat)
    acts = offered(viewer, FIRM_ACTS.get(licence.state if licence else "", ()))
    more: dict[str, Cell] = {"address": seat.address if seat else None}
    name = record.on(Organisation) or record.rows[Organisation][-1]
    record, said = extended(record, ORGANISATION, viewer, name.kind)
    return _answer(viewer, record, said, (FIRMS, BRANCHES, REPRESENTATIVE_OFFICES), acts, more)


@router.get("/offices/{subject}", response=READING | {200: RecordAnswer}, summary="一家境外机构")
def office(request: HttpRequest, subject: UUID, asked: Query[When]) -> RecordAnswer:
    """律所在境外的分支机构：名册里的一行、履历、办理过的行为。须有密钥。"""
    viewer, moment = _member(request), moment_of(request)
    if not may_open_office(viewer, subject, moment.on):
        raise PermissionDenied("这家境外机构不在您的管辖范围内，由其所在区的司法局或市司法局查看")
    record = overseas_record(subject, moment)
    if record is None:
        raise Http404("在这一时刻的登记中没有这家境外机构")
    acts = offered(viewer, OVERSEAS_ACTS if record.on(OverseasOffice) else ())
    return _answer(viewer, record, NOTHING_SAID, (OVERSEAS_OFFICES,), acts, {})


@router.get("/records/{code}/{subject}", response=READING | {200: RecordAnswer}, summary="一项有名称的登记")
def thing(request: HttpRequest, code: str, subject: UUID, asked: Query[When]) -> RecordAnswer:
    """协会、委员会、人才计划等自成一项的登记；code 为登记簿，如 association.committee。须有密钥。"""
    viewer, moment = _member(request), moment_of(request)
    try:
        register = register_of(code)
    except KeyError:
        raise Http404(f"没有“{code[:100]}”这个登记簿") from None
    if not register.is_thing:
        raise Http404(f"“{register.name}”没有自己的记录")
    if not may_open_thing(viewer, register, subject, moment.on):
        raise PermissionDenied(f"这项“{register.name}”不在您的管辖范围内")
    found = thing_record(register, subject, moment, viewer)
    if found is None:
        raise Http404(f"在这一时刻的登记中没有这项“{register.name}”")
    record, said = found
    row = record.on(register.model)
    acts = [act for act, _ in thing_acts(register, row, viewer)] if row and moment.known_at is None else []
    return _answer(viewer, record, said, (listing_of(register.list_code),), acts, {})


def _member(request: HttpRequest) -> Viewer:
    """Who asks with a key. Raises Http404 for the public, which has no such records."""
    viewer = viewer_asking(request)
    if viewer.is_public:
        raise Http404("没有这一条，或者它不对外公开")
    return viewer


def _person(record: Record, convictions: bool) -> dict[str, Cell]:
    person = record.on(Person) or record.rows[Person][-1]
    names = ["born_on", "ethnicity", *(["political_status"] if convictions else []), "education", "degree"]
    return {name: cells.cell(getattr(person, name)) for name in names}


def _section(section: Section) -> SectionTold:
    register = section.register
    return SectionTold(
        code=register.code,
        title=register.name,
        listing=register.list_code,
        total=section.total,
        rows=[
            SectionRow(
                since=line.row.valid_from,
                until=line.row.valid_to if line.row.valid_to < OPEN_DAY else None,
                cells={name: cells.cell(getattr(line.row, name)) for name in section.asked},
                words={name: told.text for name, told in zip(section.asked, line.cells, strict=True) if told.text},
                entry=line.row.opened_by,
            )
            for line in section.lines
        ],
    )


def _answer(
    viewer: Viewer,
    record: Record,
    said: Said,
    listings: Sequence[Listing],
    acts: Sequence[AnyAct],
    more: dict[str, Cell],
) -> RecordAnswer:
    titles = {kind: act.title for kind, act in all_acts().items()}
    code, row = _row(viewer, record.subject, record.moment, listings)
    return RecordAnswer(
        subject=record.subject,
        listing=code,
        on=record.moment.on,
        known_at=record.moment.known_at,
        version=version_of(record.subject),
        row=row,
        more=more,
        sections=[_section(each) for each in said.sections],
        timeline=[_event(event) for event in record.events],
        acts=[
            ActTold(
                entry=line.pk,
                kind=line.kind,
                title=titles.get(line.kind, line.kind),
                effective_on=line.effective_on,
                at=line.at,
                basis=line.basis,
                reverses=line.reverses,
            )
            for line in told_of(viewer, record.acts)
        ],
        offered=[act.kind for act in acts],
    )


def _row(viewer: Viewer, subject: UUID, moment: Moment, listings: Sequence[Listing]) -> tuple[str, Row | None]:
    """The subject's row and the list that has it; the first list and None if none has it that day."""
    for listing in listings:
        columns = columns_for(viewer, listing.code)
        question = Question(
            listing=listing, moment=moment, narrowing=Narrowing(EVERYTHING), columns=columns, subjects=[subject]
        )
        for line in page(question, 0, 1):
            return listing.code, cells.row(subject, columns, line.cells)
    return listings[0].code, None


def _event(event: Any) -> EventTold:
    return EventTold(
        on=event.on,
        until=event.until if event.ended else None,
        title=event.title,
        link=event.link,
        link_name=event.link_name,
        entry=event.entry or None,
        basis=event.basis,
    )


def _public(subject: UUID, moment: Moment, kinds: Sequence[public_lists.PublicList], history: Any) -> RecordAnswer:
    """What the public page of this subject says, and nothing else."""
    for shown in kinds:
        found = public_reads.one(shown, subject, moment.on)
        if found is not None:
            columns = [column for column, _ in found.cells]
            return RecordAnswer(
                subject=subject,
                listing=shown.code,
                on=moment.on,
                known_at=None,
                version=None,
                row=cells.row(subject, columns, [value for _, value in found.cells]),
                more={},
                timeline=[
                    EventTold(on=event.day, title=event.said, link=event.link, link_name=event.named)
                    for event in history(subject, moment.on)
                ],
                acts=[],
                offered=[],
            )
    raise Http404("没有这一条，或者它不对外公开")
