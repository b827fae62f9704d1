"""Terms, offices and committees of the associations."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lvheng.association.figures import ELECTED_ANEW
from lvheng.association.models import Term
from lvheng.association.posts import COMMITTEE_MEMBER, PRESIDENT, SUPERVISOR, VICE_PRESIDENT
from lvheng.association.registers import COMMITTEE_MEMBERS, COMMITTEES, OFFICES, RESEARCH, TERMS
from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.register.tests.invented import do, lawyer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import LATER, Declared

pytestmark = pytest.mark.django_db
CITY_ASSOCIATION = organisation_key("city_association")
FUTURE = date(2030, 6, 3)  # after all terms of the demonstration


def enter(register: Any, on: date, **given: Any) -> UUID:
    return do(acts_by_verb(register)["enter"], on, **given).subject


def senior(stage: Stage) -> UUID:
    return lawyer(stage.firm, date(2016, 9, 5), born_on=date(1975, 5, 1))


class TestTerms(Declared):
    register = TERMS
    allowed = ("city", "association")
    on, later = FUTURE, date(2031, 1, 6)
    corrected = {"elected_on": date(2030, 5, 20)}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {
            "association": CITY_ASSOCIATION,
            "number": 30,
            "elected_on": date(2030, 6, 1),
            "due_on": date(2034, 6, 1),
        }


class TestOffices(Declared):
    register = OFFICES
    allowed = ("city", "association")
    on, later = FUTURE, date(2031, 1, 6)

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"holder": senior(stage), "organisation": CITY_ASSOCIATION, "kind": SUPERVISOR.code}


class TestCommittees(Declared):
    register = COMMITTEES
    allowed = ("city", "association")
    changed = {"name": "新名专业委员会"}
    corrected = {"kind": "standing"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "某某专业委员会", "association": CITY_ASSOCIATION, "kind": "specialty"}


class TestCommitteeMembers(Declared):
    register = COMMITTEE_MEMBERS
    allowed = ("city", "association")

    def sample(self, stage: Stage) -> dict[str, Any]:
        name = f"试验{Post.rows.count()}专业委员会"
        committee = enter(COMMITTEES, ON, name=name, association=CITY_ASSOCIATION, kind="specialty")
        return {"holder": stage.lawyer, "organisation": committee, "kind": COMMITTEE_MEMBER.code}


class TestResearch(Declared):
    register = RESEARCH
    allowed = ("city", "association")
    changed = {"stage": "awarded", "undertaker": "某某课题组"}
    corrected = {"document": "京律研〔2024〕1号"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "某某问题研究", "association": CITY_ASSOCIATION, "stage": "called"} | dict.fromkeys(
            ("undertaker", "document", "use")
        )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"stage": "delivered"}, "立项以后须写明承担单位或人"),
        ({"stage": "used", "undertaker": "某某课题组"}, "成果采用须写明采用情况"),
    ],
)
def test_a_topic_tells_who_undertakes_it_and_of_what_use_it_was(told: dict[str, Any], said: str) -> None:
    given = dict.fromkeys(("undertaker", "document", "use")) | told
    with pytest.raises(ActRefused, match=said):
        enter(RESEARCH, ON, name="某某问题研究", association=CITY_ASSOCIATION, **given)


def test_a_new_term_ends_the_one_before() -> None:
    before = Term.rows.on(FUTURE).get(association=CITY_ASSOCIATION)
    given = {"association": CITY_ASSOCIATION, "elected_on": FUTURE, "due_on": date(2034, 6, 3)}
    with pytest.raises(ActRefused, match="与已登记各届的先后不符"):
        enter(TERMS, FUTURE, number=before.number, **given)
    enter(TERMS, FUTURE, number=before.number + 1, **given)
    ended = Term.rows.current().filter(association=CITY_ASSOCIATION, number=before.number).get()
    assert (ended.valid_from, ended.valid_to) == (before.valid_from, FUTURE)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due_on": date(2034, 6, 4)}, None),
        ({"due_on": date(2035, 6, 4)}, "任期长于 4 年.*章程"),
        ({"due_on": FUTURE}, "不晚于任期开始"),
        ({"elected_on": date(2030, 6, 4)}, "2030-06-04 晚于 2030-06-03"),
    ],
)
def test_a_term_lasts_as_the_charter_says(changed: dict[str, Any], said: str | None) -> None:
    given = {"association": CITY_ASSOCIATION, "number": 40, "elected_on": FUTURE, "due_on": date(2034, 6, 3)} | changed
    if said is None:
        assert enter(TERMS, FUTURE, **given) == CITY_ASSOCIATION
        return
    with pytest.raises(ActRefused, match=said):
        enter(TERMS, FUTURE, **given)


def test_a_firm_has_no_terms(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="“律师协会”应为市律师协会、区律师协会"):
        enter(TERMS, FUTURE, association=stage.firm, number=1, elected_on=FUTURE, due_on=date(2034, 6, 3))


def test_officers_are_experienced_and_not_too_old(stage: Stage) -> None:
    place = {"organisation": CITY_ASSOCIATION, "kind": VICE_PRESIDENT.code}
    fresh = lawyer(stage.firm, date(2024, 9, 2))
    with pytest.raises(ActRefused, match="副会长须执业满 10 年"):
        enter(OFFICES, FUTURE, holder=fresh, **place)
    old = lawyer(stage.firm, date(2016, 9, 5), born_on=date(1959, 6, 2))
    with pytest.raises(ActRefused, match="副会长年龄不超过 70 周岁"):
        enter(OFFICES, FUTURE, holder=old, **place)
    assert enter(OFFICES, FUTURE, holder=senior(stage), **place)


def test_supervisors_hold_no_other_office_and_there_is_one_president(stage: Stage) -> None:
    who = senior(stage)
    place: dict[str, Any] = {"organisation": CITY_ASSOCIATION}
    enter(OFFICES, FUTURE, holder=who, kind=SUPERVISOR.code, **place)
    with pytest.raises(ActRefused, match="监事会成员不得兼任协会其他职务"):
        enter(OFFICES, FUTURE, holder=who, kind=VICE_PRESIDENT.code, **place)
    for post in Post.rows.on(FUTURE).filter(kind=PRESIDENT.code, **place):
        do(acts_by_verb(OFFICES)["end"], FUTURE, holder=post.holder, kind=PRESIDENT.code, **place)
    enter(OFFICES, FUTURE, holder=senior(stage), kind=PRESIDENT.code, **place)
    with pytest.raises(ActRefused, match="该协会同一时间已有会长"):
        enter(OFFICES, FUTURE, holder=senior(stage), kind=PRESIDENT.code, **place)


def test_a_committee_with_members_does_not_end(stage: Stage) -> None:
    committee = enter(COMMITTEES, ON, name="满员专业委员会", association=CITY_ASSOCIATION, kind="specialty")
    seat: dict[str, Any] = {"holder": stage.lawyer, "organisation": committee, "kind": COMMITTEE_MEMBER.code}
    enter(COMMITTEE_MEMBERS, ON, **seat)
    with pytest.raises(ActRefused, match="委员会还有人任职（1 项），应先办理其终止"):
        do(acts_by_verb(COMMITTEES)["end"], LATER, subject=committee)
    do(acts_by_verb(COMMITTEE_MEMBERS)["end"], LATER, **seat)
    assert do(acts_by_verb(COMMITTEES)["end"], LATER, subject=committee)


def test_elections_are_counted_against_all_associations() -> None:
    figure = figure_of("association.elections_completed")
    assert figure.rows is ELECTED_ANEW
    readings = {year: read(figure, Moment(date(year, 12, 31))) for year in (2022, 2023, 2024, 2025)}
    assert [reading.whole for reading in readings.values()] == [18] * 4
    counts = [reading.rows for reading in readings.values()]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == 17, "one association of the demonstration elects later"
