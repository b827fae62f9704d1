"""A round of dispatch as it is read: who was called, who has reported, and the form of one unit with its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.allowed import kept_from
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.documents.models import Attachment, Upload
from lvheng.kernel.figures.figure import signed
from lvheng.kernel.figures.kept import Series, series_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.rows import Moment
from lvheng.plan.board import live
from lvheng.steering.acts.dispatch import ReportProgress, reporting_place
from lvheng.steering.choices import Part, Progress, ReportState
from lvheng.steering.drafts import WRITTEN, drafts_of, files_of
from lvheng.steering.items import Item, items_of
from lvheng.steering.models import DispatchReport, DispatchRound, ReportDraft
from lvheng.steering.units import Unit, may_see_unit, units

OPEN = (ReportState.CALLED, ReportState.SENT_BACK)
"""The unit's turn."""


def rounds_of(plan: str) -> list[DispatchRound]:
    """The rounds of a plan, the latest first; of one whose time limit was moved, as it is now."""
    found: dict[UUID, DispatchRound] = {}
    for row in DispatchRound.rows.current().filter(plan=plan).order_by("-valid_from"):
        found.setdefault(row.subject, row)
    return list(found.values())


def round_of(subject: UUID) -> DispatchRound | None:
    return DispatchRound.rows.current().filter(subject=subject).order_by("-valid_from").first()


def moment_of_round(subject: UUID) -> Moment:
    """The day and the instant of belief of a round's numbers: those of the act that called it."""
    first = DispatchRound.rows.filter(subject=subject).order_by("known_from")[0]
    return Moment(first.valid_from, first.known_from)


def reports_of(subject: UUID, day: date, unit: UUID | None = None) -> list[DispatchReport]:
    """The reports of a round as they stand on the day, of one unit or of all."""
    found = DispatchReport.rows.on(day).filter(round=subject)
    return list(found if unit is None else found.filter(unit=unit))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a unit has come in a round."""

    unit: Unit
    reports: Sequence[DispatchReport]
    due: date

    def count(self, *states: ReportState) -> int:
        return sum(report.state in states for report in self.reports)

    @property
    def open(self) -> int:
        return self.count(*OPEN)

    @property
    def returned(self) -> int:
        return self.count(ReportState.RETURNED)

    @property
    def accepted(self) -> int:
        return self.count(ReportState.ACCEPTED)

    @property
    def late(self) -> int:
        """Reports that came after the time limit."""
        return sum(report.filed_on is not None and report.filed_on > self.due for report in self.reports)


def standings(called: DispatchRound, day: date, viewer: Viewer) -> list[Standing]:
    """Every unit of the round that lies within the viewer's reach."""
    reports = reports_of(called.subject, day)
    known = units(sorted({report.unit for report in reports}), day)
    return [
        Standing(unit, [report for report in reports if report.unit == key], called.due)
        for key, unit in known.items()
        if may_see_unit(viewer, unit)
    ]


def outstanding(plan: str, day: date) -> Counter[UUID]:
    """By round, how many reports are still owed on the day."""
    open_ones = DispatchReport.rows.on(day).filter(item__endswith=f"@{plan}", state__in=OPEN)
    return Counter(open_ones.values_list("round", flat=True))


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure in the round and in the one before."""

    now: Reading
    before: Reading | None

    @property
    def change(self) -> str:
        """What has changed since the last round, as people read it; '' where nothing can be compared."""
        if self.before is None or self.before.value is None or self.now.value is None:
            return ""
        step = self.now.value - self.before.value
        return signed(step, self.now.figure.places) if step else "未变"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a unit's form: the numbers ready in it, and what the unit has told."""

    item: Item
    report: DispatchReport
    figures: Sequence[Moved]
    files: Sequence[Attachment]
    group: str
    draft: ReportDraft | None = None
    waiting: Sequence[Upload] = ()

    @property
    def prefix(self) -> str:
        """How the names of its fields begin."""
        return self.item.number

    @property
    def written(self) -> dict[str, str]:
        """What its fields hold: the draft, or what was reported before it was sent back."""
        source = self.draft or self.report
        return {name: getattr(source, name) or "" for name in WRITTEN}

    @property
    def is_begun(self) -> bool:
        """Whether there is something in the draft that was not reported already."""
        told = {name: getattr(self.report, name) or "" for name in WRITTEN}
        return self.draft is not None and (bool(self.draft.files) or self.written != told)

    @property
    def state(self) -> ReportState:
        return ReportState(self.report.state)

    @property
    def part(self) -> str:
        return str(Part(self.report.part).label)

    @property
    def progress(self) -> str:
        return str(Progress(self.report.progress).label) if self.report.progress else ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Form:
    unit: Unit
    moment: Moment
    before: Moment | None
    lines: Sequence[Line]

    @property
    def open(self) -> int:
        return sum(line.is_open for line in self.lines)

    @property
    def returned(self) -> int:
        return sum(line.state == ReportState.RETURNED for line in self.lines)

    @property
    def begun(self) -> int:
        return sum(line.is_open and line.is_begun for line in self.lines)

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines by the part of the plan that they stand under, in its order."""
        return [(title, list(some)) for title, some in groupby(self.lines, lambda line: line.group)]

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.item.code == code), None)


def form_of(called: DispatchRound, unit: Unit, day: date, *, writing: bool = False) -> Form | None:
    """A unit's form: its items with their numbers as of the round and of the one before; None if it was not called.

    `writing`: with the drafts, for those who report for it."""
    reports = {report.item: report for report in reports_of(called.subject, day, unit.key)}
    if not reports:
        return None
    everything = items_of(called.plan)
    asked = [item for item in everything if item.code in reports]
    titles = {item.number: item.title for item in everything if item.kind in ("task", "safeguard")}
    moment = moment_of_round(called.subject)
    earlier = [row for row in rounds_of(called.plan) if row.valid_from < moment.on and row.subject != called.subject]
    before = moment_of_round(earlier[0].subject) if earlier else None
    now, then = _read(asked, moment, unit), _read(asked, before, unit) if before else {}
    files = _evidence(called, unit)
    drafts = drafts_of(called.subject, unit.key) if writing else {}
    waiting = files_of(drafts.values())
    lines = [
        Line(
            item,
            reports[item.code],
            [
                Moved(now[figure.code][moment.on], then[figure.code][before.on] if before else None)
                for figure in live(item.figures)
            ],
            files.get(item.code, []),
            "指标" if item.kind == "target" else titles.get(item.task, "其他"),
            drafts.get(item.code),
            waiting.get(item.code, ()),
        )
        for item in asked
    ]
    return Form(unit, moment, before, lines)


def _read(asked: Sequence[Item], moment: Moment, unit: Unit) -> Series:
    wanted = {figure: [moment.on] for item in asked for figure in live(item.figures)}
    return series_of(wanted, moment.known_at, unit.scope)


def _evidence(called: DispatchRound, unit: Unit) -> dict[str, list[Attachment]]:
    """What the unit attached, by item: with its first report and with those made again, in their order."""
    rows = DispatchReport.rows.filter(round=called.subject, unit=unit.key, state=ReportState.RETURNED)
    filed = sorted({*rows.values_list("opened_by", "item")})
    files = attachments_of([entry for entry, _ in filed])
    found: dict[str, list[Attachment]] = {}
    for entry, item in filed:
        found.setdefault(item, []).extend(files.get(entry, ()))
    return found


def reports_for(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer reports for that unit."""
    return not kept_from(ReportProgress, viewer, reporting_place(unit.kind, unit.district, unit.key))
