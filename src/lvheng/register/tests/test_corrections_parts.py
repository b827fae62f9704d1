"""更正 of what firms have, of offices and their people, of posts: offered where the row is shown, and no way round a rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.organisations import AppointStaff
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.rows import Moment
from lvheng.register.acts.corrections_parts import (
    CorrectCharter,
    CorrectDivision,
    CorrectInsurance,
    CorrectOfficeMember,
    CorrectOverseasOffice,
    CorrectPost,
    CorrectPremises,
    CorrectRepresentativeOffice,
    CorrectShare,
    CorrectStaff,
)
from lvheng.register.acts.engagements import ChangeRole
from lvheng.register.acts.firm_parts import DeclareStaff, EnterCharter, EnterInsurance, EnterPremises, EnterShare
from lvheng.register.acts.firm_states import DivideFirm
from lvheng.register.acts.posts import AppointPost, EndPost
from lvheng.register.models import FirmStaff, PartnerShare
from lvheng.register.record import organisation_record
from lvheng.register.tests.correcting import Sample, classes, correct
from lvheng.register.tests.invented import SYSTEM, do, lawyer
from lvheng.register.tests.test_office_members import abroad, enter, representative_office
from lvheng.register.tests.who_may import ON, Stage

SINCE = date(2020, 1, 6)


def with_share(stage: Stage) -> UUID:
    put_in(stage.firm, "60")
    return stage.firm


def put_in(firm: UUID, share: str) -> UUID:
    who = lawyer(firm, date(2016, 9, 5), role="partner")
    do(EnterShare, SINCE, firm=firm, lawyer=who, contribution=Decimal(100_000), share=Decimal(share))
    return who


def with_charter(stage: Stage) -> UUID:
    do(EnterCharter, SINCE, firm=stage.firm, adopted_on=date(2019, 12, 2), party_clause=0)
    return stage.firm


def with_premises(stage: Stage) -> UUID:
    do(EnterPremises, SINCE, firm=stage.firm, tenure="leased", floor_area=Decimal(280))
    return stage.firm


def with_insurance(stage: Stage) -> UUID:
    amount, until = Decimal(5_000_000), date(2021, 1, 6)
    do(EnterInsurance, SINCE, firm=stage.firm, policy="测1", insurer="测保险", amount=amount, until=until)
    return stage.firm


def with_staff(stage: Stage) -> UUID:
    do(DeclareStaff, SINCE, firm=stage.firm, kind="assistant", count=3)
    return stage.firm


def divided(stage: Stage) -> UUID:
    do(DivideFirm, SINCE, firm=stage.firm, manner="derived", successor=stage.other)
    return stage.firm


def with_head(stage: Stage) -> UUID:
    who = lawyer(stage.firm, date(2016, 9, 5), role="partner")
    do(AppointPost, SINCE, firm=stage.firm, lawyer=who, post="head")
    return who


CITY_ONLY = ("city",)
SAMPLES = [
    Sample(CorrectShare, with_share, {"share": Decimal("55.50")}),
    Sample(CorrectCharter, with_charter, {"party_clause": True}),
    Sample(CorrectPremises, with_premises, {"floor_area": Decimal("208.00")}),
    Sample(CorrectInsurance, with_insurance, {"amount": Decimal(50_000_000)}),
    Sample(CorrectStaff, with_staff, {"count": 13}),
    Sample(CorrectDivision, divided, {"manner": "dissolved"}),
    Sample(CorrectOverseasOffice, lambda s: abroad(s.firm), {"city": "柔佛"}, CITY_ONLY),
    Sample(CorrectRepresentativeOffice, lambda s: representative_office(), {"country": "US"}, CITY_ONLY),
    Sample(CorrectOfficeMember, lambda s: enter(representative_office()), {"practised_since": 2011}, CITY_ONLY),
    Sample(CorrectPost, with_head, {"valid_from": date(2019, 12, 2)}),
]
globals().update(classes(SAMPLES, __name__))


def test_corrected_shares_make_the_whole_at_most_on_every_day(stage: Stage) -> None:
    with_share(stage)
    put_in(stage.firm, "40")
    row = PartnerShare.rows.current().get(firm=stage.firm, share=60)
    with pytest.raises(ActRefused, match=r"其他合伙人的份额合计 40\.00%，再加 60\.01% 超过 100%"):
        do(CorrectShare, ON, subject=stage.firm, row=row.pk, share=Decimal("60.01"))
    do(CorrectShare, ON, subject=stage.firm, row=row.pk, share=Decimal("59.99"))


def test_a_row_is_not_corrected_onto_another(stage: Stage) -> None:
    do(DeclareStaff, SINCE, firm=stage.firm, kind="finance", count=1)
    with_staff(stage)
    row = FirmStaff.rows.current().get(firm=stage.firm, kind="assistant")
    with pytest.raises(ActRefused, match="其间已另有这一项“聘用的非律师人员”的登记"):
        do(CorrectStaff, ON, subject=stage.firm, row=row.pk, kind="finance")
    do(CorrectStaff, ON, subject=stage.firm, row=row.pk, kind="other")
    kinds = FirmStaff.rows.on(ON).filter(firm=stage.firm).values_list("kind", "count")
    assert sorted(kinds) == [("finance", 1), ("other", 3)]


def test_a_corrected_post_leaves_one_head(stage: Stage) -> None:
    first = with_head(stage)
    do(EndPost, date(2020, 3, 2), firm=stage.firm, lawyer=first, post="head")
    do(ChangeRole, SINCE, lawyer=stage.lawyer, role="partner")
    do(AppointPost, date(2020, 3, 2), firm=stage.firm, lawyer=stage.lawyer, post="head")
    with pytest.raises(ActRefused, match="其间该所另有负责人"):
        correct(CorrectPost, first, valid_to=date(2020, 3, 3))
    correct(CorrectPost, first, valid_to=date(2020, 2, 28))
    ends = Post.rows.current().filter(organisation=stage.firm).values_list("valid_to", flat=True)
    assert date(2020, 2, 28) in ends


def test_posts_of_staff_are_not_corrected_so(stage: Stage) -> None:
    do(AppointStaff, SINCE, actor=SYSTEM, organisation=stage.firm, post=CITY_STAFF.code, holder=stage.lawyer)
    with pytest.raises(ActRefused, match="工作人员的任用另行办理"):
        correct(CorrectPost, stage.lawyer, valid_from=SINCE - timedelta(days=30))


def test_every_part_of_a_record_says_by_which_act_it_is_corrected(stage: Stage) -> None:
    for make in (with_share, with_charter, with_premises, with_insurance, with_staff, with_head, divided):
        make(stage)
    abroad(stage.firm)
    record = organisation_record(stage.firm, Moment(ON))
    assert record
    assert all(event.correct for event in record.events)
    after = organisation_record(stage.other, Moment(ON))
    assert after
    [inherited] = [event for event in after.events if event.title.startswith("承继自")]
    assert inherited.correct == "", "what another firm's rows say is corrected there"
