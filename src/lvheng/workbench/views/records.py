"""Records of lawyers and firms: 概况 · 履历 · 存证, with the acts that are open to the viewer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lvheng.elicence.policies import offers_licence
from lvheng.kernel.access.models import Post
from lvheng.kernel.access.sensitive import masked
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import may_view, viewings_of
from lvheng.kernel.acts.act import AnyAct, all_acts
from lvheng.kernel.acts.told import told_of
from lvheng.kernel.asked import moment_of
from lvheng.kernel.desk.following import followed
from lvheng.kernel.desk.models import Followed
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.places.listed import country_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register import sets
from lvheng.register.acts.corrections import Correction
from lvheng.register.choices import (
    EngagementRole,
    FirmForm,
    FirmState,
    FormerGrade,
    LawyerKind,
    LicenceState,
    OfficeKind,
    OfficePosition,
    Sex,
    TraineeState,
)
from lvheng.register.duplicates import kept_key
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
    YearlyReturn,
)
from lvheng.register.policies import (
    FIRM_ACTS,
    LAWYER_ACTS,
    OVERSEAS_ACTS,
    REPRESENTATIVE_ACTS,
    TRAINEE_ACTS,
    may_open_lawyer,
    may_open_office,
    may_open_organisation,
    may_see_convictions,
    offered,
)
from lvheng.register.record import Record, branches_of, lawyer_record, organisation_record, overseas_record
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.register.rules import limits_after_office
from lvheng.register.telling import row_words
from lvheng.work.policies import may_open_thing
from lvheng.work.record import extended, thing_acts, thing_cells, thing_record
from lvheng.work.registry import register_of
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.sensitive import sensitive_titles

SUBJECT = "subject"
TABS = {"": "概况", "history": "履历", "evidence": "存证"}


def _open(
    request: HttpRequest,
    subject: UUID,
    allowed: Callable[[Viewer, UUID, date], bool],
    fetched: Callable[[UUID, Moment], Record | None],
    what: str,
) -> tuple[Viewer, Record]:
    viewer, moment = viewer_of(request), moment_of(request)
    if not allowed(viewer, subject, moment.on):
        raise PermissionDenied(f"这{what}不在您的管辖范围内，由其所在区的司法局或市司法局查看")
    record = fetched(subject, moment)
    if record is None:
        raise Http404(f"在这一时刻的登记中没有这{what}")
    return viewer, record


def _base(request: HttpRequest, record: Record, acts: list[AnyAct], subject_field: str) -> dict[str, Any]:
    titles = {kind: act.title for kind, act in all_acts().items()} | {"kernel.bulk": "批量登记"}
    tab = request.GET.get("tab", "")
    lines = told_of(viewer_of(request), record.acts)
    entries = {line.pk for line in lines} | {event.entry for event in record.events}
    files = attachments_of(sorted(entries)) if tab in TABS and tab else {}
    return {
        "record": record,
        "acts": _links(acts, record.subject, subject_field),
        "tabs": TABS,
        "tab": tab if tab in TABS else "",
        "offers_licence": offers_licence(viewer_of(request), record.subject),
        "lines": [(line, titles.get(line.kind, line.kind), files.get(line.pk, ())) for line in lines],
        "events": [(event, files.get(event.entry, ())) for event in record.events],
        "subscription": followed(viewer_of(request), Followed.RECORD, record.subject).first(),
        "correctable": _correctable(viewer_of(request)) if record.moment.known_at is None else (),
    }


def _correctable(viewer: Viewer) -> frozenset[str]:
    """The kinds of correction that the viewer's posts may perform."""
    kinds = tuple(kind for kind, act in all_acts().items() if issubclass(act, Correction))
    return frozenset(act.kind for act in offered(viewer, kinds))


def _links(acts: list[AnyAct], subject: UUID, subject_field: str) -> list[tuple[AnyAct, str]]:
    """Each act with the address of its form, which knows whom it is about."""
    return [(act, f"/work/acts/{act.kind}/?{_named_by(act, subject_field)}={subject}") for act in acts]


def _named_by(act: AnyAct, usual: str) -> str:
    """Under which name the act asks for the subject of a record."""
    return next(
        (name for name in (usual, "trainee", "person", "firm", "organisation", "office") if name in act.fields()), usual
    )


@members
def lawyer_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    if (kept := kept_key(subject)) != subject:
        query = request.GET.urlencode()
        return redirect(f"{reverse('work_lawyer', args=[kept])}{f'?{query}' if query else ''}")
    convictions = may_see_convictions(viewer_of(request), subject, moment_of(request).on)
    viewer, record = _open(request, subject, may_open_lawyer, partial(lawyer_record, convictions=convictions), "位律师")
    record, said = extended(record, PERSON, viewer)
    person, licence, engagement = record.on(Person), record.on(PractisingLicence), record.on(Engagement)
    person = person or record.rows[Person][-1]
    seat = next((seat for seat in record.rows[Seat] if seat.valid_from <= record.moment.on < seat.valid_to), None)
    state, training = licence.state if licence else "", record.on(Traineeship)
    kinds = LAWYER_ACTS.get(state, ()) if licence else TRAINEE_ACTS.get(training.state if training else "", ())
    context = _base(request, record, offered(viewer, kinds), "lawyer") | {
        "said": said,
        "training": training,
        "merged": record.merged,
        "training_state": TraineeState(training.state).label if training else "",
        "supervisor": record.names.get(training.supervisor, "") if training else "",
        "training_firm": record.names.get(training.firm, "") if training else "",
        "offices": [(row, FormerGrade(row.grade).label, limits_after_office(row)) for row in record.rows[FormerOffice]],
        "person": person,
        "licence": licence,
        "state": LicenceState(state) if state else None,
        "kind": LawyerKind(licence.kind).label if licence else "",
        "sex": Sex(person.sex).label,
        "engagement": engagement,
        "role": EngagementRole(engagement.role).label if engagement else "",
        "firm": record.names.get(engagement.organisation, "") if engagement else "",
        "district": district_name(seat.district) if seat else "",
        **_sensitive(viewer, subject),
        "person_fields": _person_fields(person, convictions) if viewer.is_staff or viewer.person == subject else [],
        "posts": record.all_on(Post),
    }
    return render(request, "workbench/lawyer.html", context)


def _sensitive(viewer: Viewer, subject: UUID) -> dict[str, Any]:
    """Sensitive values masked, to whom they concern; and to the person, who looked at them in clear."""
    own = viewer.person == subject
    titles = sensitive_titles()
    return {
        "sensitive": [(titles.get(field, field), value) for field, value in masked(subject).items()]
        if viewer.is_staff or own
        else [],
        "may_reveal": may_view(viewer, subject),
        "viewings": [
            (line, "、".join(titles.get(field, field) for field in line.fields)) for line in viewings_of(viewer)
        ]
        if own
        else None,
    }


def _person_fields(person: Person, convictions: bool) -> list[tuple[str, str]]:
    from lvheng.register.choices import Degree, Education, Ethnicity, PoliticalStatus

    told = PoliticalStatus(person.political_status).label if person.political_status else "未登记"
    return [
        ("出生日期", person.born_on.isoformat() if person.born_on else "未登记"),
        ("民族", Ethnicity(person.ethnicity).label if person.ethnicity else "未登记"),
        *([("政治面貌", told)] if convictions else []),
        ("学历", Education(person.education).label if person.education else "未登记"),
        ("学位", Degree(person.degree).label if person.degree else "未登记"),
    ]


@members
def firm_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    viewer, record = _open(request, subject, may_open_organisation, organisation_record, "家机构")
    name, licence, seat = record.on(Organisation), record.on(FirmLicence), record.on(Seat)
    name = name or record.rows[Organisation][-1]
    record, said = extended(record, ORGANISATION, viewer, name.kind)
    state = licence.state if licence else ""
    posts = record.all_on(Post)
    stands = record.on(RepresentativeOffice) is not None
    kinds = REPRESENTATIVE_ACTS if stands else FIRM_ACTS.get(state, ())
    context = _base(request, record, offered(viewer, kinds), "firm") | {
        "clocks": record.clocks(),
        "said": said,
        "holds_licence": bool(record.rows[FirmLicence]),
        "serving": serving(record),
        "may_end_service": viewer.posts & {"city_staff"},
        "name": name,
        "licence": licence,
        "state": FirmState(state) if state else None,
        "form": FirmForm(licence.form).label if licence else "",
        "district": district_name(seat.district) if seat else "",
        "seat": seat,
        "parent": record.names.get(name.parent) if name.parent else "",
        "heads": [(post.holder, record.names.get(post.holder, "")) for post in posts if post.kind == "head"],
        "branches": branches_of(subject, record.moment),
        "returns": sorted(record.rows[YearlyReturn], key=lambda row: -row.year)
        if viewer.is_staff or subject in viewer.scope.organisations
        else [],
        "representative": record.on(RepresentativeOffice),
        "capital": licence.capital if licence else None,
        "predecessors": [event for event in record.events if event.title.startswith("承继自")],
        "successors": _successors(record),
        "shares": [(row, record.names.get(row.partner, "")) for row in record.all_on(PartnerShare)],
        "parts": _parts(record) if viewer.is_staff or subject in viewer.scope.organisations else [],
        "lawyers": _lawyers(viewer, record),
    }
    return render(request, "workbench/firm.html", context)


def serving(record: Record) -> list[tuple[OfficeMember, str, str]]:
    """Who serves in an office on the day, with the name and the position in words."""
    return [
        (row, record.names.get(row.person, ""), OfficePosition(row.position).label)
        for row in record.all_on(OfficeMember)
    ]


@members
def office_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    viewer, record = _open(request, subject, may_open_office, overseas_record, "家境外机构")
    now = record.on(OverseasOffice)
    office = now or record.rows[OverseasOffice][-1]
    context = _base(request, record, offered(viewer, OVERSEAS_ACTS if now else ()), "office") | {
        "office": office,
        "stands": now is not None,
        "kind": OfficeKind(office.kind).label,
        "country": country_titles().get(office.country, office.country),
        "firm": record.names.get(office.firm, ""),
        "serving": serving(record),
        "may_end_service": viewer.posts & {"city_staff"},
    }
    return render(request, "workbench/office.html", context)


@members
def thing_page(request: HttpRequest, code: str, subject: UUID) -> HttpResponse:
    """The record of a subject of its own: what it is, who belongs to it, and what was true of it when."""
    try:
        register = register_of(code)
    except KeyError:
        raise Http404(f"没有“{code}”这个登记簿") from None
    viewer, moment = viewer_of(request), moment_of(request)
    if not register.is_thing:
        raise Http404(f"“{register.name}”没有自己的记录页")
    if not may_open_thing(viewer, register, subject, moment.on):
        raise PermissionDenied(f"这项“{register.name}”不在您的管辖范围内")
    found = thing_record(register, subject, moment, viewer)
    if found is None:
        raise Http404(f"在这一时刻的登记中没有这项“{register.name}”")
    record, said = found
    now = record.on(register.model)
    row = now or record.rows[register.model][-1]
    context = _base(request, record, [], SUBJECT) | {
        "register": register,
        "acts": thing_acts(register, row, viewer) if now and moment.known_at is None else [],
        "said": said,
        "name": row.name,
        "row": row,
        "stands": now is not None,
        "cells": thing_cells(register, row, record.names, viewer),
    }
    return render(request, "workbench/thing.html", context)


def _successors(record: Record) -> list[tuple[UUID, str]]:
    """Those that carry on what this firm was, on the day: by merger or division."""
    licence = record.on(FirmLicence)
    keys = [licence.successor] if licence and licence.successor else []
    keys += [row.successor for row in record.all_on(FirmDivision)]
    return [(key, record.names.get(key, "")) for key in keys]


def _parts(record: Record) -> list[tuple[str, str]]:
    """What the firm has beside its licence, on the day: title and words."""
    models = (Charter, Premises, ProfessionalInsurance, FirmStaff)
    return [(model.TITLE, words) for model in models for words in row_words(record.all_on(model))]


def _lawyers(viewer: Viewer, record: Record) -> list[tuple[str, list[str]]]:
    from lvheng.kernel.figures.listing import Question, page
    from lvheng.kernel.figures.reading import Narrowing
    from lvheng.register.lists import LAWYERS

    columns = [
        c for c in LAWYERS.columns if c.name in ("name", "number", "kind", "state", "role", "first_practised_on")
    ]
    question = Question(
        listing=LAWYERS,
        moment=record.moment,
        narrowing=Narrowing(viewer.scope),
        columns=columns,
        rows=sets.lawyers(f"e.organisation = '{record.subject}'::uuid"),
    )
    return [
        (f"/work/lawyers/{line.subject}/", [(c, v) for c, v in zip(columns, line.cells, strict=True)])  # type: ignore[misc]  # a line has a cell for each column
        for line in page(question, 0, 1_500)
    ]
