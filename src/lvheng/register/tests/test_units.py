"""登记在编单位: a name and a seat, so that lawyers in their own unit have a district."""

from __future__ import annotations

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.numbers.demonstration import demo_credit_code
from lvheng.kernel.search.models import SearchKey
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.acts.firms import ChangeFirm
from lvheng.register.acts.units import EnterUnit, NewUnit
from lvheng.register.tests.invented import CHAOYANG, do, unit
from lvheng.register.tests.who_may import Stage, WhoMay


class TestWhoMay(WhoMay):
    act = EnterUnit
    allowed = ("city", "district")
    twice = "已在册"

    def sample(self, stage: Stage) -> NewUnit:
        return NewUnit(name="北京市测试委员会", district=CHAOYANG)


def test_a_unit_has_name_and_seat_but_no_licence(db: None) -> None:
    key = unit("北京市测试委员会")
    assert Organisation.rows.current().get(subject=key).kind == "organ"
    assert Seat.rows.current().get(organisation=key).district == CHAOYANG
    with pytest.raises(ActRefused, match="没有执业许可"):
        do(ChangeFirm, Organisation.rows.current().get(subject=key).valid_from, firm=key, name="北京市测试办公室")


def test_a_unit_is_found_by_its_credit_code(db: None) -> None:
    code = demo_credit_code(899_100)
    key = do(
        EnterUnit,
        Organisation.rows.current()[0].valid_from,
        name="北京市测试委员会",
        district=CHAOYANG,
        credit_code=code,
    ).subject
    assert set(SearchKey.objects.filter(key=code).values_list("subject", flat=True)) == {key}
