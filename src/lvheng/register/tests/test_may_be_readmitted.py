"""律师法第七条: whose licence was revoked is never admitted again; whose licence was cancelled may be, as the same person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.numbers.demonstration import demo_licence_number
from lvheng.kernel.search.models import SearchKey
from lvheng.register.acts.licences import AnnulLicence, CancelLicence, RevokeLicence
from lvheng.register.acts.readmission import Readmit, Readmitted
from lvheng.register.choices import LicenceState
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.rules import may_be_readmitted
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, do, firm, lawyer, officer
from lvheng.register.tests.plain import SINCE, licence
from lvheng.register.tests.who_may import ON, Stage, WhoMay

NUMBER = demo_licence_number(CHAOYANG, 2020, "1", "female", 987_101)
GONE = date(2019, 5, 6)


class TestWhoMayReadmit(WhoMay):
    act = Readmit
    allowed = ("city", "district")
    twice = "不需要重新准予"

    def sample(self, stage: Stage) -> Readmitted:
        do(CancelLicence, GONE, lawyer=stage.lawyer)
        return Readmitted(lawyer=stage.lawyer, number=NUMBER, kind="full_time", organisation=stage.other)


def given(person: UUID, there: UUID, number: str = NUMBER) -> dict[str, object]:
    return {"lawyer": person, "number": number, "kind": "full_time", "organisation": there}


@pytest.mark.parametrize("state", LicenceState)
def test_only_an_ended_licence_is_followed_by_another_and_a_revoked_one_by_none(state: LicenceState) -> None:
    refused = may_be_readmitted([licence(state)], SINCE)
    assert bool(refused) is (state not in (LicenceState.CANCELLED, LicenceState.ANNULLED))
    if state is LicenceState.REVOKED:
        assert str(refused[0]) == "曾被吊销律师执业证书，不予颁发执业证（律师法第七条）"


def test_who_never_had_a_licence_is_entered_and_not_readmitted() -> None:
    assert "用“登记律师”" in str(may_be_readmitted([], SINCE)[0])


@pytest.mark.parametrize("ended_by", [CancelLicence, AnnulLicence])
def test_the_same_person_goes_on_under_the_new_number(stage: Stage, ended_by: type) -> None:
    first = PractisingLicence.rows.current().get(person=stage.lawyer)
    do(ended_by, GONE, lawyer=stage.lawyer)
    do(Readmit, ON, **given(stage.lawyer, stage.other))  # type: ignore[arg-type]  # names of fields
    now = PractisingLicence.rows.on(ON).get(person=stage.lawyer)
    assert (now.state, now.number, now.first_practised_on) == ("practising", NUMBER, first.first_practised_on)
    assert PractisingLicence.rows.on(GONE).get(person=stage.lawyer).number == first.number
    spans = Engagement.rows.current().filter(lawyer=stage.lawyer).order_by("valid_from")
    assert [(row.organisation, row.valid_from) for row in spans] == [
        (stage.firm, first.valid_from),
        (stage.other, ON),
    ]
    found = SearchKey.objects.filter(key__in=[first.number, NUMBER]).values_list("subject", flat=True)
    assert set(found) == {stage.lawyer}


def test_a_revoked_licence_is_followed_by_none(stage: Stage) -> None:
    do(RevokeLicence, GONE, lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="律师法第七条"):
        do(Readmit, ON, **given(stage.lawyer, stage.other))  # type: ignore[arg-type]  # names of fields


def test_the_number_is_nobody_else_s_and_the_place_admits(stage: Stage) -> None:
    do(CancelLicence, GONE, lawyer=stage.lawyer)
    taken = PractisingLicence.rows.current().get(person=lawyer(stage.other)).number
    with pytest.raises(ActRefused, match="已登记在另一人名下"):
        do(Readmit, ON, **given(stage.lawyer, stage.other, taken))  # type: ignore[arg-type]  # names of fields
    with pytest.raises(ActRefused, match="没有执业许可"):
        do(Readmit, ON, **given(stage.lawyer, firm(on=date(2022, 1, 4))))  # type: ignore[arg-type]  # names of fields


def test_the_receiving_district_readmits(stage: Stage) -> None:
    do(CancelLicence, GONE, lawyer=stage.lawyer)
    there = firm(district=HAIDIAN)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(Readmit, ON, actor=officer(CHAOYANG), **given(stage.lawyer, there))  # type: ignore[arg-type]  # fields by name
    do(Readmit, ON, actor=officer(HAIDIAN), **given(stage.lawyer, there))  # type: ignore[arg-type]  # fields by name
