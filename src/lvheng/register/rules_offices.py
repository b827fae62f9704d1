"""Who may serve in a representative office or be posted abroad: pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lvheng.kernel.acts.fields import Refusal
from lvheng.register.choices import LicenceState, OfficePosition
from lvheng.register.facts import LawyerFacts
from lvheng.register.models import OfficeMember

_REGULATION = "外国律师事务所驻华代表机构管理条例"
CHIEF_YEARS, REPRESENTATIVE_YEARS = 3, 2


def may_represent(position: str, since: int, members: Iterable[OfficeMember], on: date) -> list[Refusal]:
    """国务院令第338号: two years of practice outside China, three for the chief, of whom there is one."""
    chief = position == OfficePosition.CHIEF
    years = CHIEF_YEARS if chief else REPRESENTATIVE_YEARS
    if on.year - since < years:
        label = OfficePosition(position).label
        return [Refusal(f"{label}应在中国境外执业不少于 {years} 年，现自 {since} 年起", "practised_since", _REGULATION)]
    serving = (row for row in members if row.valid_from <= on < row.valid_to)
    if chief and any(row.position == OfficePosition.CHIEF for row in serving):
        return [Refusal("该代表处当日另有首席代表，应先办理离任", "position", _REGULATION)]
    return []


def may_be_posted(lawyer: LawyerFacts, firm: UUID, on: date) -> list[Refusal]:
    """A firm posts its own lawyers, of the head office or a branch."""
    licence, engagement = lawyer.licence(on), lawyer.engagement(on)
    parents = {row.parent for row in lawyer.here.names}
    if engagement is None or (engagement.organisation != firm and firm not in parents):
        return [Refusal("当日不是设立律所的律师", "lawyer")]
    if licence is None or licence.state != LicenceState.PRACTISING:
        return [Refusal(f"{on} 当日不在执业状态", "lawyer")]
    return []
