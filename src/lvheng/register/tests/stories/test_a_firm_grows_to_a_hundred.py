"""A firm of 98 opens a branch; on the day when the branch's second lawyer begins, it is a 百人所, and not a day earlier."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from lvheng.kernel.access.viewer import Scope
from lvheng.kernel.acts.perform import Done, Item, perform_set
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.movement import Movement, Way
from lvheng.kernel.figures.reading import Narrowing, read
from lvheng.kernel.rows import Moment
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.acts.firms import MoveSeat
from lvheng.register.acts.licences import CancelLicence
from lvheng.register.tests.invented import BASIS, CITY, TONGZHOU, do, firm, instant, lawyer, new_lawyer
from lvheng.register.tests.moved import moved_by

A_DAY = timedelta(days=1)
LARGE = figure_of("register.firms_100")


def test_a_firm_grows_to_a_hundred_through_its_branch(db: None) -> None:
    home = firm("北京测百律师事务所")
    scope = Narrowing(Scope(organisations=frozenset({home})))

    def large(day: date) -> bool:
        return read(LARGE, Moment(day), scope).rows == 1

    # 98 lawyers begin at the head office, as one set of acts.
    begin = date(2019, 1, 7)
    entered = perform_set(
        EnterLawyer, [Item(new_lawyer(home, begin), begin) for _ in range(98)], actor=CITY, basis=BASIS
    )
    staff: list[UUID] = [done.subject for done in entered if isinstance(done, Done)]
    assert len(staff) == 98
    assert not large(begin)

    # It opens a branch in 通州区; a first lawyer there makes 99, a second one 100.
    opened = date(2020, 3, 2)
    branch = firm("北京测百律师事务所通州分所", TONGZHOU, opened, parent=home)
    lawyer(branch, opened)
    assert not large(opened)
    day = date(2020, 6, 1)
    lawyer(branch, day)
    assert [large(each) for each in (day - A_DAY, day)] == [False, True]
    grown = Movement(LARGE, Moment(day - A_DAY), Moment(day), scope)
    assert list(moved_by(grown, Way.JOINED)) == [home], "the firm, not its branch"
    assert [(flow.title, flow.rows) for flow in grown.flows(Way.JOINED)] == [("原为不足 100 人", 1)]

    # A branch outside Beijing does not count: while it sits in Tianjin, the firm has 98 here.
    away, back = date(2020, 9, 1), date(2020, 12, 1)
    do(MoveSeat, away, firm=branch, district="120000")
    do(MoveSeat, back, firm=branch, district=TONGZHOU)
    assert [large(each) for each in (away - A_DAY, away, back - A_DAY, back)] == [True, False, False, True]

    # Somebody's licence is cancelled, and it is told late: today's belief of the past changes, not the earlier one.
    known_before = instant()
    left = date(2021, 2, 1)
    do(CancelLicence, left, lawyer=staff[0])
    assert [large(each) for each in (left - A_DAY, left)] == [True, False]
    assert read(LARGE, Moment(left, known_before), scope).rows == 1
    late = Movement(LARGE, Moment(left, known_before), Moment(left), scope)
    assert {way: list(moved_by(late, way)) for way in late.ways} == {
        Way.CORRECTED: [home],
        Way.JOINED: [],
        Way.LEFT: [],
    }
