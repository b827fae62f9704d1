"""What is played back: acts of one kind that one office records together at one past instant, days after they happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from lvheng.kernel.acts.perform import LARGEST_SET, Item
from lvheng.kernel.time.calendar import is_working_day
from lvheng.kernel.time.days import SHANGHAI

ORDER = (
    "kernel.reverse",
    "register.enter_unit",
    "register.enter_firm",
    "register.enter_firm/branch",
    "register.enter_lawyer",
    "register.engage",
    "register.transfer",
    "register.change_role",
    "register.leave_firm",
    "register.leave_of_absence",
    "register.suspend_licence",
    "register.resume_licence",
    "register.cancel_licence",
    "register.revoke_licence",
    "register.end_post",
    "register.appoint_post",
    "register.change_firm",
    "register.move_seat",
    "register.dissolve_firm",
    "register.merge_firm",
    "register.end_traineeship",
    "register.change_supervisor",
    "register.transfer_trainee",
    "register.enter_trainee",
    "register.enter_former_office",
    "register.enter_charter",
    "register.enter_premises",
    "register.enter_share",
    "register.enter_insurance",
    "register.declare_staff",
    "register.divide_firm",
    "register.suspend_firm",
    "register.enter_overseas_office",
    "register.close_overseas_office",
    "register.enter_representative_office",
    "register.close_representative_office",
    "register.file_return",
    "register.correct_person",
    "register.correct_engagement",
    "association.enter_term",
    "association.end_officer",
    "association.enter_officer",
    "association.enter_committee",
    "association.end_committee_member",
    "association.enter_committee_member",
    "talent.end_foreign_pool_member",
    "talent.end_pool_member",
    "talent.enter_pool_member",
    "talent.change_pool_member",
    "talent.enter_foreign_pool_member",
    "talent.enter_firm_designation",
    "talent.enter_cohort",
    "talent.enter_cohort_member",
    "talent.end_cohort_member",
    "talent.end_cohort",
    "talent.enter_lawyer_honour",
    "talent.enter_firm_honour",
    "inhouse.enter_listed_unit",
    "inhouse.enter_need",
    "inhouse.enter_pilot",
    "inhouse.enter_decision",
    "inhouse.enter_exchange",
    "assessment.enter_lawyer_result",
    "assessment.enter_firm_result",
    "assessment.enter_spot_check",
    "evaluation.enter_index_system",
    "service.enter_hours",
    "party.end_joint_firm",
    "party.enter_organisation",
    "party.change_organisation",
    "party.enter_joint_firm",
    "party.enter_member",
    "party.change_member",
    "party.end_member",
    "party.end_organisation",
    "party.end_worker",
    "party.enter_worker",
    "party.enter_standard_result",
    "united_front.end_pair",
    "united_front.end_representative",
    "united_front.enter_representative",
    "united_front.end_leader",
    "united_front.enter_leader",
    "united_front.enter_pair",
    "party.enter_trade_secretary",
    "party.enter_term",
    "party.end_officer",
    "party.enter_officer",
    "party.enter_theme",
    "party.enter_theme_held",
    "party.end_theme",
    "party.enter_guidance",
    "party.enter_decision",
    "party.enter_study",
    "party.enter_study_attendance",
    "party.enter_work_report",
    "party.change_practice",
    "party.enter_practice",
    "party.end_group",
    "party.enter_group",
    "party.end_applicant",
    "party.enter_applicant",
    "party.enter_model_post",
    "united_front.enter_contact",
    "united_front.enter_meeting",
    "united_front.enter_recommendation",
)
"""Within one month, what others rest on comes first: firms before their branches, and a firm empties before it ends.

What follows a stroke only parts two sets of one kind."""

_PART = timedelta(seconds=5)  # between the sets of one kind
_HURRY = timedelta(minutes=4)  # between the kinds of the last stretch: all of one day, after the days that they tell of
_SIGNS = {
    "register.suspend_licence": "罚",
    "register.revoke_licence": "罚",
    "register.suspend_firm": "罚",
    "kernel.reverse": "撤",
}
_FILED = ("register.appoint_post", "register.end_post", "register.change_role", "register.file_return")


@dataclass(frozen=True, slots=True)
class Play:
    """Acts of one kind, at most as many as one set may hold, and the instant at which they were recorded.

    Their lines count from the first act of the history."""

    at: datetime
    kind: str
    items: list[Item]
    basis: str


class Desk:
    """Gathers the acts of one stretch of time and hands them out as plays; numbers their documents by year."""

    def __init__(self, office: str) -> None:
        self._office = office  # how the numbers of its documents begin
        self._told: dict[str, list[tuple[Any, date, str]]] = defaultdict(list)
        self._lines = 0
        self._numbers: dict[tuple[int, str], int] = defaultdict(int)

    def tell(self, kind: str, given: Any, day: int) -> None:
        """One act with effect from a day (an ordinal), with the number of its invented document."""
        on = date.fromordinal(day)
        sign = _SIGNS.get(kind) or ("更" if "correct" in kind else "备" if kind in _FILED else "许")
        self._numbers[on.year, sign] += 1
        basis = f"{self._office}{sign}〔{on.year}〕演{self._numbers[on.year, sign]:04}号"
        self._told[kind].append((given, on, basis))

    def plays(self, recorded_on: date, last: datetime) -> Iterator[Play]:
        """What has been told since, recorded from `recorded_on` on; just before `last` if it would come to lie after it.

        Empties the desk. Later plays have later instants.
        """
        late = _instant(recorded_on, len(ORDER), 0) >= last
        for place, kind in enumerate(ORDER):
            told = self._told.pop(kind, [])
            items = [Item(given, on, line, basis) for line, (given, on, basis) in enumerate(told, self._lines + 1)]
            self._lines += len(items)
            for part, begin in enumerate(range(0, len(items), LARGEST_SET)):
                hurried = last - _HURRY * (len(ORDER) - place) + part * _PART
                at = hurried if late else _instant(recorded_on, place, part)
                yield Play(at, kind.partition("/")[0], items[begin : begin + LARGEST_SET], "演示材料")
        if self._told:
            raise ValueError(f"no place in the order for {sorted(self._told)}")


def _instant(recorded_on: date, place: int, part: int) -> datetime:
    """Nine kinds a working day, one an hour."""
    day = recorded_on
    for _ in range(place // 9):
        day = working_day(day + timedelta(days=1))
    return datetime.combine(day, time(9 + place % 9), SHANGHAI) + part * _PART


def working_day(day: date) -> date:
    """The day, or the next on which offices work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
