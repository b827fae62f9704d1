"""The plan steered: who answers for what. Told last, when the register stands, by acts of today with effect from their days.

Readings are frozen by what is believed at that instant, which no replay could tell; so nothing here is replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.plan.models import Plan, PlanItem
from lvheng.steering.acts.review import OpenReview
from lvheng.steering.choices import Part, ReviewKind, Verdict
from lvheng.steering.items import items_of
from lvheng.steering.registers import ASSIGNMENTS, JUDGEMENTS
from lvheng.steering.reviewing import reviewed
from lvheng.work.registers import acts_by_verb

BASIS = "演示材料"
SHARED_ON = date(2023, 10, 9)
REVIEWED_ON = date(2024, 6, 30)
SPACE = UUID("b8d1b3b6-6c55-5f0e-9a8d-3c1f2a7e4d90")
_LAWYERS = "division:律师工作处"
_LEADS = {
    "party": "division:机关党委",
    "conduct": "division:法治督察处",
    "service": "division:公共法律服务管理处",
    "association": "city_association",
    "plan": "city_bureau",
}
"""By the room in which an item's work is done, who leads it; 律师工作处 the rest [假定]."""
_OF_DISTRICTS = ("T3.2", "T4.1", "T6.1", "T6.3", "9.2", "15.4")
"""What the district bureaus have their part in [假定]."""
_SAID = {
    Verdict.BEHIND.value: "下半年列入重点调度，由牵头单位逐季报送进展。",
    Verdict.FAILED.value: "请牵头单位说明原因，提出补救办法。",
}


def steer(today: date) -> None:
    """Shares the plan out and reviews it. What stands already is left as it is."""
    if Plan.rows.current().filter(code=BEIJING_CODE).exists():
        _all(acts_by_verb(ASSIGNMENTS)["enter"], _assignments(), SHARED_ON)
        _review(today)


def _assignments() -> Iterator[dict[str, Any]]:
    rooms = dict(PlanItem.rows.current().filter(kind="measure").values_list("number", "room"))
    for item in items_of(BEIJING_CODE):
        if item.kind not in ("target", "measure"):
            continue
        room = rooms.get(item.number) or next((code.partition(".")[0] for code in item.figures), "")
        lead = _LEADS.get("party" if room == "united_front" else room, _LAWYERS)
        yield _assignment(lead, item.code, Part.LEAD)
        if room in ("talent", "training", "practice"):
            yield _assignment("city_association", item.code, Part.COOPERATING)
        if item.number in _OF_DISTRICTS:
            for district in DISTRICTS:
                yield _assignment(f"district_bureau:{district}", item.code, Part.COOPERATING)


def _review(today: date) -> None:
    """The mid-term review, with its targets judged as the numbers say; the final one is left to whoever looks."""
    subject = uuid5(SPACE, ReviewKind.MID_TERM)
    if today < REVIEWED_ON:
        return
    _all(OpenReview, iter([{"plan": BEIJING_CODE, "kind": ReviewKind.MID_TERM, "subject": subject}]), REVIEWED_ON)
    found = reviewed(subject)
    if found is not None:
        judged = [
            {"review": subject, "item": each.item.code, "verdict": each.proposed, "text": _SAID.get(each.proposed)}
            for each in found.targets
            if each.proposed and each.judgement is None
        ]
        _all(acts_by_verb(JUDGEMENTS)["enter"], iter(judged), REVIEWED_ON)


def _assignment(unit: str, item: str, part: Part) -> dict[str, Any]:
    return {"unit": organisation_key(unit), "item": item, "part": part, "due": date(2025, 12, 31)}


def _all(act: AnyAct, given: Iterator[dict[str, Any]], on: date) -> None:
    """Performs the acts at once. Raises RuntimeError if the rules refuse one."""
    results = perform_set(act, [Item(act.Input(**each), on) for each in given], actor=SYSTEM_VIEWER, basis=BASIS)
    refused = [why for result in results if isinstance(result, list) for why in result if not why.already]
    if refused:
        raise RuntimeError(f"{act.title}：{refused[0]}")
