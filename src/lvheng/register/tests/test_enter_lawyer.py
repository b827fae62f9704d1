"""登记律师: a person enters with licence, place and search keys; numbers agree; nobody enters twice."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused, perform_set
from lvheng.kernel.acts.perform import Item as One
from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.register.acts.enter_lawyer import EnterLawyer, Given
from lvheng.register.models import Engagement, Person, PractisingLicence
from lvheng.register.tests.invented import BASIS, CITY, HAIDIAN, do, firm, lawyer, new_lawyer, officer, unit
from lvheng.register.tests.who_may import ON, Stage, WhoMay

BORN = date(1990, 4, 5)


class TestWhoMay(WhoMay):
    act = EnterLawyer
    allowed = ("city", "district")
    twice = "已在册"

    def sample(self, stage: Stage) -> Given:
        return new_lawyer(stage.firm, ON)


def enter(given: Given, on: date = ON) -> object:
    return do(EnterLawyer, on, **{name: getattr(given, name) for name in given.__dataclass_fields__})


def refused(given: Given, on: date = ON) -> str:
    with pytest.raises(ActRefused) as why:
        enter(given, on)
    return str(why.value)


def test_a_lawyer_with_a_firm_practises_from_the_day(db: None) -> None:
    home = firm()
    key = lawyer(home, ON, name="测欧阳一")
    [person] = Person.rows.current().filter(subject=key)
    [licence] = PractisingLicence.rows.current().filter(person=key)
    [engagement] = Engagement.rows.current().filter(lawyer=key)
    assert (person.name, licence.state, licence.first_practised_on) == ("测欧阳一", "practising", ON)
    assert (engagement.organisation, engagement.role, engagement.valid_from) == (home, "employed", ON)
    assert not PractisingLicence.rows.on(date(2020, 5, 5)).filter(person=key)


def test_a_lawyer_without_a_firm_is_unattached_and_only_the_city_enters_one(db: None) -> None:
    key = lawyer(None, ON)
    assert PractisingLicence.rows.current().get(person=key).state == "unattached"
    assert not Engagement.rows.filter(lawyer=key)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        lawyer(None, ON, actor=officer())


def test_a_lawyer_may_have_joined_the_firm_after_the_licence_but_not_before(db: None) -> None:
    home = firm()
    key = lawyer(home, date(2018, 1, 8), engaged_on=ON)
    assert Engagement.rows.get(lawyer=key).valid_from == ON
    given = new_lawyer(home, ON, engaged_on=date(2019, 1, 1))
    assert "入所日期 2019-01-01 早于首次执业日期 2020-05-06" in refused(given)


def test_role_without_a_firm_is_refused(db: None) -> None:
    assert "却没有填执业机构" in refused(new_lawyer(None, ON, role="partner"))


def test_number_and_sex_and_kind_must_agree(db: None) -> None:
    home, good = firm(), new_lawyer(None, ON)
    other_sex = new_lawyer(home, ON, number=good.number, sex="male")
    other_kind = new_lawyer(home, ON, number=good.number, kind="part_time")
    assert "性别" in refused(other_sex)
    assert "类别" in refused(other_kind)


def test_the_same_number_for_another_person_is_refused_by_name(db: None) -> None:
    first = new_lawyer(firm(), ON, name="测甲")
    enter(first)
    assert f"执业证号 {first.number} 已登记在测甲名下" in refused(
        new_lawyer(None, ON, name="测乙", number=first.number)
    )


def test_one_identity_number_is_one_person(db: None) -> None:
    number = demo_identity_number(BORN, "female", 999_001)
    enter(new_lawyer(firm(), ON, identity_number=number))
    assert "同一人不得有两条记录" in refused(new_lawyer(firm(), ON, identity_number=number))


def test_the_same_number_twice_in_one_set_enters_one_person(db: None) -> None:
    """Two lines that the same batch carries are compared with each other, not only with the register."""
    home, first = firm(), new_lawyer(None, ON, name="测甲")
    items = [One(first, ON), One(new_lawyer(home, ON, name="测乙", number=first.number), ON)]
    done, told = perform_set(EnterLawyer, items, actor=CITY, basis=BASIS)
    assert isinstance(told, list)
    assert "已登记在测甲名下" in str(told[0])
    assert PractisingLicence.rows.filter(number=first.number).values("person").distinct().count() == 1
    assert not isinstance(done, list)


def test_the_identity_number_tells_birth_and_sex(db: None) -> None:
    number = demo_identity_number(BORN, "female", 999_002)
    said = refused(new_lawyer(firm(), ON, sex="male", identity_number=number, born_on=date(1991, 1, 1)))
    assert "性别与公民身份号码所示不一致" in said
    assert "出生日期 1991-01-01" in said


def test_firms_that_do_not_practise_take_nobody_and_inhouse_lawyers_stay_in_their_unit(db: None) -> None:
    home = firm(on=date(2021, 1, 4))
    assert "没有执业许可" in refused(new_lawyer(home, ON))
    assert "应在本单位执业" in refused(new_lawyer(firm(), ON, kind="public"))
    assert "应在律师事务所执业" in refused(new_lawyer(unit(), ON))
    key = lawyer(unit(), ON, kind="public")
    assert Engagement.rows.get(lawyer=key).role == "inhouse"


def test_an_officer_enters_lawyers_of_the_own_district_only(db: None) -> None:
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        lawyer(firm(district=HAIDIAN), ON, actor=officer())
    assert lawyer(firm(district=HAIDIAN), ON, actor=officer(HAIDIAN))
