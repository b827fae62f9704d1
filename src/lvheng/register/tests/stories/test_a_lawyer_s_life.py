"""A lawyer enters, moves, becomes partner and head, is suspended and returns by itself, is wrongly corrected, merges on.

Told in the order in which the offices learn of it; at the end the record's own line of events is read.
"""

from __future__ import annotations

from datetime import date, timedelta

from lvheng.kernel.access.viewer import Scope
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.movement import Movement, Way
from lvheng.kernel.figures.reading import Narrowing, read
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation
from lvheng.register.acts.corrections import CorrectPerson
from lvheng.register.acts.engagements import ChangeRole, Transfer
from lvheng.register.acts.firms import ChangeFirm, MergeFirm
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.posts import AppointPost, EndPost
from lvheng.register.models import Person
from lvheng.register.record import lawyer_record, organisation_record
from lvheng.register.tests.invented import HAIDIAN, do, firm, instant, lawyer, officer
from lvheng.register.tests.moved import moved_by

A_DAY = timedelta(days=1)


def test_a_lawyer_s_life(db: None) -> None:
    first, second = firm("北京测始律师事务所"), firm("北京测继律师事务所", HAIDIAN)
    larger = firm("北京测大律师事务所")

    # In September 2016 she is admitted and begins at the first firm, in 朝阳区.
    began = date(2016, 9, 5)
    she = lawyer(first, began, name="测小满", education="bachelor")
    hers = Narrowing(Scope(persons=frozenset({she})))

    # Two years later she moves to a firm in 海淀区, whose bureau registers it.
    moved = date(2018, 10, 8)
    do(Transfer, moved, actor=officer(HAIDIAN), lawyer=she, organisation=second)

    # After three years in practice she becomes a partner, and soon the head.
    partner, head = date(2019, 9, 5), date(2020, 1, 6)
    do(ChangeRole, partner, lawyer=she, role="partner")
    do(AppointPost, head, firm=second, lawyer=she, post="head")

    # In 2021 she is suspended for six months. Nothing has to be done for her return: the day brings it.
    stopped, back = date(2021, 3, 1), date(2021, 9, 1)
    do(EndPost, stopped, firm=second, lawyer=she, post="head")
    do(SuspendLicence, stopped, lawyer=she, until=back)
    practising = figure_of("register.lawyers")
    days = (began - A_DAY, began, stopped - A_DAY, stopped, back - A_DAY, back)
    assert [read(practising, Moment(day), hers).rows for day in days] == [0, 1, 1, 0, 0, 1]

    # Somebody corrects her education by mistake, and takes it back the same day.
    before = instant()
    row = Person.rows.current().get(subject=she)
    mistake = do(CorrectPerson, date(2022, 5, 9), subject=she, row=row.pk, education="below_college")
    between = instant()
    do(Reverse, date(2022, 5, 9), entry=mistake.entry, subject=she)
    told = [Person.rows.on(moved, known_at).get(subject=she).education for known_at in (before, between, None)]
    assert told == ["bachelor", "below_college", "bachelor"]

    # In 2022 her firm takes a new name, and in 2023 it merges into a larger one: she goes along first.
    renamed, merged = date(2022, 6, 1), date(2023, 2, 1)
    do(ChangeFirm, renamed, firm=second, name="北京测续律师事务所")
    do(Transfer, merged, lawyer=she, organisation=larger, role="partner")
    do(MergeFirm, merged, firm=second, successor=larger)
    firms = figure_of("register.firms")
    both = Narrowing(Scope(organisations=frozenset({second, larger})))
    gone = Movement(firms, Moment(merged - A_DAY), Moment(merged), both)
    assert list(moved_by(gone, Way.LEFT)) == [second]
    assert [flow.title for flow in gone.flows(Way.LEFT)] == ["转为注销"]

    # Her record tells all of it, newest first, each line on its basis.
    record = lawyer_record(she, Moment(date(2023, 6, 1)))
    assert record is not None
    lines = [(event.on, event.title, event.link_name) for event in reversed(record.events)]
    assert lines == [
        (began, "准予执业，专职律师", ""),
        (began, "进入（聘用）", "北京测始律师事务所"),
        (moved, "转入（聘用）", "北京测续律师事务所"),
        (partner, "所内身份变更为合伙人", "北京测续律师事务所"),
        (head, "任律师事务所负责人", "北京测续律师事务所"),
        (stopped, "停止执业", ""),
        (back, "恢复执业", ""),
        (merged, "转入（合伙人）", "北京测大律师事务所"),
    ]
    assert all(event.basis == "京司审〔2016〕测1号" for event in record.events)
    assert len(record.acts) == 7, "the post was her firm's act; the correction and its undoing are hers"

    # And the record of the firm follows its name and where it went.
    firm_record = organisation_record(second, Moment(date(2023, 6, 1)))
    assert firm_record is not None
    titles = [event.title for event in firm_record.events]
    assert "名称由“北京测继律师事务所”变更为“北京测续律师事务所”" in titles
    assert ("注销，并入", "北京测大律师事务所") in [(event.title, event.link_name) for event in firm_record.events]
    assert Organisation.rows.on(moved).get(subject=second).name == "北京测继律师事务所"
