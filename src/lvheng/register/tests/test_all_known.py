"""Many tables read in one query say of a subject exactly what each says when asked alone."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement, FirmLicence, Person, YearlyReturn
from lvheng.register.record import OF_ORGANISATION, OF_PERSON, all_known, known_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("known", [False, True])
def test_one_query_reads_what_many_read(known: bool) -> None:
    moment = Moment(today(), now() if known else None)
    people = list(Person.rows.order_by("id").values_list("subject", flat=True)[:40])
    firms = list(FirmLicence.rows.order_by("id").values_list("organisation", flat=True)[:20])
    assert Engagement.rows.filter(lawyer__in=people).exists()
    assert YearlyReturn.rows.filter(organisation__in=firms).exists()
    for subjects, tables in ((people, {model: model.THREAD[0] for model in OF_PERSON}), (firms, OF_ORGANISATION)):
        for model, rows in all_known(moment, subjects, tables).items():
            alone = known_rows(model, moment, **{f"{tables[model]}__in": subjects})
            assert [_told(row) for row in rows] == [_told(row) for row in alone], model


def test_before_anything_was_written_nothing_was_known() -> None:
    moment = Moment(date(2020, 1, 1), now().replace(year=2000))
    people = list(Person.rows.order_by("id").values_list("subject", flat=True)[:3])
    assert all_known(moment, people, {Person: "subject"}) == {Person: []}


def _told(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}
