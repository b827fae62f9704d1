"""Invented histories: seeded sequences of the product's own acts, told to the oracle beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from lvheng.kernel.access.viewer import Scope
from lvheng.kernel.acts.perform import ActRefused, Done
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Seat
from lvheng.register.acts.corrections import CorrectEngagement, CorrectLicence, CorrectSeat
from lvheng.register.acts.engagements import Engage, LeaveFirm, Transfer
from lvheng.register.acts.firms import DissolveFirm, MergeFirm, MoveSeat
from lvheng.register.acts.licences import CancelLicence, LeaveOfAbsence, ResumeLicence, RevokeLicence, SuspendLicence
from lvheng.register.acts.offices import CloseOverseasOffice, EnterOverseasOffice, EnterRepresentativeOffice
from lvheng.register.acts.posts import AppointPost, EndPost
from lvheng.register.acts.returns import FileReturn
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.tests.invented import do, firm, instant, lawyer
from lvheng.register.tests.oracle import (
    DAYS,
    Truth,
    begin,
    change,
    change_for_good,
    correct,
    end_all,
    move_beginning,
    nothing,
)

SEATS = [("110105", "cbd"), ("110108", "zhongguancun"), ("110112", "subcentre"), ("110117", ""), ("133100", "")]
KINDS = ["full_time", "full_time", "part_time", "hongkong"]
Told = Callable[[], None]


@dataclass
class History:
    """A history being played: its truth now, every belief so far with its instant, and its last act."""

    random: Random
    truth: Truth = field(default_factory=Truth)
    beliefs: list[tuple[datetime, Truth]] = field(default_factory=list)
    done: int = 0
    refused: int = 0
    last: tuple[Done, Truth] | None = None

    @property
    def scope(self) -> Scope:
        """All of this history and nothing else."""
        organisations = [*self.truth.firm, *self.truth.represented, *self.truth.parent]
        return Scope(organisations=frozenset(organisations), persons=frozenset(self.truth.licence))

    def play(self, acts: int) -> None:
        for first in (self.enter_firm, self.enter_firm, self.enter_branch, self.enter_lawyer, self.enter_lawyer):
            first()
        for _ in range(acts):
            self.random.choice(ACTS)(self)

    def perform(self, work: Callable[[], Done | UUID], tell: Callable[[Any], object]) -> None:
        """Does something, and if it was done tells the oracle; a refusal must change nothing."""
        before = self.truth.copy()
        try:
            answer = work()
        except ActRefused:
            self.refused += 1
            return
        tell(answer)
        self.done += 1
        self.last = (answer, before) if isinstance(answer, Done) else None
        self.beliefs.append((instant(), self.truth.copy()))

    def day(self) -> int:
        return self.random.randrange(len(DAYS))

    def somebody(self) -> UUID:
        return self.random.choice(list(self.truth.licence))

    def somewhere(self) -> UUID:
        return self.random.choice(list(self.truth.firm))

    def enter_firm(self, parent: UUID | None = None) -> None:
        day, (district, area) = self.random.randrange(4), self.random.choice(SEATS)

        def tell(key: UUID) -> None:
            self.truth.parent[key] = parent
            for threads, what in ((self.truth.firm, "practising"), (self.truth.seat, (district, area))):
                threads[key] = nothing()
                begin(threads[key], day, what)

        self.perform(lambda: firm("", district, DAYS[day], area=area, parent=parent), tell)

    def enter_branch(self) -> None:
        self.enter_firm(self.random.choice([key for key, parent in self.truth.parent.items() if parent is None]))

    def enter_lawyer(self) -> None:
        day, kind = self.day(), self.random.choice(KINDS)
        home = self.somewhere() if self.random.random() < 0.8 else None

        def tell(key: UUID) -> None:
            self.truth.licence[key], self.truth.engaged[key] = nothing(), nothing()
            begin(self.truth.licence[key], day, ("practising" if home else "unattached", kind))
            if home:
                begin(self.truth.engaged[key], day, home)

        self.perform(lambda: lawyer(home, DAYS[day], kind=kind), tell)

    def transfer(self) -> None:
        key, there, day = self.somebody(), self.somewhere(), self.day()

        def tell(_: Done) -> None:
            left = self.truth.said(self.truth.engaged[key], day)
            change(self.truth.engaged[key], day, there)
            if (post := self.truth.post.get((key, left))) is not None:
                end_all(post, day)

        self.perform(lambda: do(Transfer, DAYS[day], lawyer=key, organisation=there), tell)

    def engage(self) -> None:
        key, there, day = self.somebody(), self.somewhere(), self.day()

        def tell(_: Done) -> None:
            begin(self.truth.engaged[key], day, there)
            state, kind = self.truth.said(self.truth.licence[key], day)
            if state == "unattached" and self.truth.said(self.truth.engaged[key], len(DAYS) - 1) == there:
                change(self.truth.licence[key], day, ("practising", kind))

        # Told of a gap in the past only by its end: then no state changes, and the oracle need not guess it.
        self.perform(lambda: do(Engage, DAYS[day], lawyer=key, organisation=there), tell)

    def _state(self, key: UUID, day: int, state: str) -> int:
        _, kind = self.truth.said(self.truth.licence[key], day)
        return change(self.truth.licence[key], day, (state, kind))

    def suspend(self) -> None:
        key, day = self.somebody(), self.day()
        until = self.random.choice([None, *range(day + 1, len(DAYS))])

        def tell(_: Done) -> None:
            before = self.truth.said(self.truth.licence[key], day)
            end = self._state(key, day, "suspended")
            if until is not None and until < end:
                change(self.truth.licence[key], until, before)

        given: dict[str, Any] = {"until": DAYS[until] if until is not None else None}
        self.perform(lambda: do(SuspendLicence, DAYS[day], lawyer=key, **given), tell)

    def go_on_leave(self) -> None:
        key, day = self.somebody(), self.day()
        self.perform(lambda: do(LeaveOfAbsence, DAYS[day], lawyer=key), lambda _: self._state(key, day, "on_leave"))

    def resume(self) -> None:
        key, day = self.somebody(), self.day()
        self.perform(lambda: do(ResumeLicence, DAYS[day], lawyer=key), lambda _: self._state(key, day, "practising"))

    def leave(self) -> None:
        key, day = self.somebody(), self.day()

        def tell(_: Done) -> None:
            self._state(key, day, "unattached")
            self._nowhere(key, day)

        self.perform(lambda: do(LeaveFirm, DAYS[day], lawyer=key), tell)

    def _nowhere(self, key: UUID, day: int) -> None:
        end_all(self.truth.engaged[key], day)
        for (holder, _), thread in self.truth.post.items():
            if holder == key:
                end_all(thread, day)

    def end_licence(self) -> None:
        key, day = self.somebody(), self.day()
        act, state = self.random.choice([(CancelLicence, "cancelled"), (RevokeLicence, "revoked")])

        def tell(_: Done) -> None:
            _, kind = self.truth.said(self.truth.licence[key], day)
            change_for_good(self.truth.licence[key], day, (state, kind))
            self._nowhere(key, day)

        self.perform(lambda: do(act, DAYS[day], lawyer=key), tell)

    def end_firm(self) -> None:
        key, successor, day = self.somewhere(), self.somewhere(), self.day()
        merging = self.random.random() < 0.5

        def tell(_: Done) -> None:
            change_for_good(self.truth.firm[key], day, "cancelled")
            end_all(self.truth.seat[key], day)

        self.perform(
            lambda: (
                do(MergeFirm, DAYS[day], firm=key, successor=successor)
                if merging
                else do(DissolveFirm, DAYS[day], firm=key)
            ),
            tell,
        )

    def move(self) -> None:
        key, day, (district, area) = self.somewhere(), self.day(), self.random.choice(SEATS)

        def tell(_: Done) -> None:
            change(self.truth.seat[key], day, (district, area))

        self.perform(lambda: do(MoveSeat, DAYS[day], firm=key, district=district, area=area), tell)

    def appoint(self) -> None:
        key, home, day = self.somebody(), self.somewhere(), self.day()
        given: dict[str, Any] = {"firm": home, "lawyer": key, "post": "administrator"}

        def tell(_: Done) -> None:
            begin(self.truth.post.setdefault((key, home), nothing()), day, True)

        def tell_end(_: Done) -> None:
            end_all(self.truth.post[key, home], day)

        held = self.truth.said(self.truth.post.get((key, home)), day)
        if held:
            self.perform(lambda: do(EndPost, DAYS[day], **given), tell_end)
        elif (key, home) not in self.truth.post:
            self.perform(lambda: do(AppointPost, DAYS[day], **given), tell)

    def open_abroad(self) -> None:
        home, day = self.somewhere(), self.day()
        given: dict[str, Any] = {
            "name": f"测境外{self.done}",
            "country": "SG",
            "city": "新加坡",
            "office_kind": "branch",
        }

        def tell(done: Done) -> None:
            self.truth.abroad[done.subject] = nothing()
            begin(self.truth.abroad[done.subject], day, home)

        self.perform(lambda: do(EnterOverseasOffice, DAYS[day], firm=home, **given), tell)

    def close_abroad(self) -> None:
        if self.truth.abroad:
            key, day = self.random.choice(list(self.truth.abroad)), self.day()
            self.perform(
                lambda: do(CloseOverseasOffice, DAYS[day], office=key),
                lambda _: end_all(self.truth.abroad[key], day),
            )

    def represent(self) -> None:
        day, (district, area) = self.day(), self.random.choice(SEATS[:4])
        given: dict[str, Any] = {"name": f"测代表处{id(self)}{self.done}", "home_firm": "测", "country": "GB"}

        def tell(done: Done) -> None:
            for threads, what in ((self.truth.represented, True), (self.truth.seat, (district, area))):
                threads[done.subject] = nothing()
                begin(threads[done.subject], day, what)

        self.perform(lambda: do(EnterRepresentativeOffice, DAYS[day], district=district, area=area, **given), tell)

    def file(self) -> None:
        key, year, revenue = (
            self.somewhere(),
            self.random.choice([2018, 2019, 2020]),
            self.random.randrange(1, 9) * 10**6,
        )
        given: dict[str, Any] = {
            "firm": key,
            "year": year,
            "revenue": Decimal(revenue),
            "tax": Decimal(0),
            "matters": 1,
        }

        def tell(_: Done) -> None:
            self.truth.returned[key, year] = revenue

        self.perform(lambda: do(FileReturn, DAYS[-1], **given), tell)

    def _row(self, model: type[Row], key: UUID, day: int) -> int | None:
        found = model.rows.on(DAYS[day]).filter(**{model.THREAD[0]: key}).values_list("id", flat=True).first()
        return int(found) if found else None

    def correct_kind(self) -> None:
        key, day, kind = self.somebody(), self.day(), self.random.choice(["part_time", "public"])
        if row := self._row(PractisingLicence, key, day):
            state, _ = self.truth.said(self.truth.licence[key], day)
            self.perform(
                lambda: do(CorrectLicence, DAYS[day], subject=key, row=row, kind=kind),
                lambda _: correct(self.truth.licence[key], day, (state, kind)),
            )

    def correct_beginning(self) -> None:
        key, day, new = self.somebody(), self.day(), self.day()
        if row := self._row(Engagement, key, day):
            self.perform(
                lambda: do(CorrectEngagement, DAYS[day], subject=key, row=row, valid_from=DAYS[new]),
                lambda _: move_beginning(self.truth.engaged[key], day, new),
            )

    def correct_seat(self) -> None:
        key, day, (district, area) = self.somewhere(), self.day(), self.random.choice(SEATS)
        if row := self._row(Seat, key, day):
            self.perform(
                lambda: do(CorrectSeat, DAYS[day], subject=key, row=row, district=district, area=area),
                lambda _: correct(self.truth.seat[key], day, (district, area)),
            )

    def take_back(self) -> None:
        if self.last is None:
            return
        done, before = self.last

        def tell(_: Done) -> None:
            keys = self.truth  # what was made stays a subject: nothing is said of it any more
            self.truth = before
            for name in ("licence", "engaged", "firm", "seat", "post", "abroad", "represented"):
                for key in getattr(keys, name).keys() - getattr(before, name).keys():
                    getattr(before, name)[key] = nothing()
            before.parent |= {key: parent for key, parent in keys.parent.items() if key not in before.parent}

        self.perform(lambda: do(Reverse, DAYS[-1], entry=done.entry, subject=done.subject), tell)
        self.last = None


ACTS: list[Callable[[History], None]] = [
    History.enter_firm,
    History.enter_branch,
    *[History.enter_lawyer] * 3,
    *[History.transfer] * 3,
    *[History.engage] * 2,
    *[History.suspend] * 2,
    History.go_on_leave,
    *[History.resume] * 2,
    History.leave,
    History.end_licence,
    History.end_firm,
    *[History.move] * 2,
    *[History.appoint] * 2,
    History.open_abroad,
    History.close_abroad,
    History.represent,
    *[History.file] * 2,
    History.correct_kind,
    *[History.correct_beginning] * 2,
    History.correct_seat,
    *[History.take_back] * 2,
]
"""What may happen, the more usual the more often."""
