"""The plan steered: who answers for what. Told last, when the register stands, by acts of today with effect from their days.

Readings are frozen by what is believed at that instant, which no replay could tell; so nothing here is replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from lvheng.association.choices import ResearchStage
from lvheng.association.registers import RESEARCH
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.plan.models import Plan, PlanItem
from lvheng.steering.acts.dispatch import CallDispatch, CheckReport, ReportProgress
from lvheng.steering.acts.review import OpenReview
from lvheng.steering.choices import (
    Called,
    Checked,
    Part,
    PolicyStage,
    Progress,
    ReportState,
    ReviewKind,
    Verdict,
)
from lvheng.steering.items import items_of
from lvheng.steering.models import DispatchReport, PlanReview, Problem, UpwardReport
from lvheng.steering.registers import ASSIGNMENTS, JUDGEMENTS, POLICIES, PROBLEMS, UPWARD
from lvheng.steering.reviewing import reviewed
from lvheng.work.registers import acts_by_verb
from lvheng.work.shape import Register

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
_SILENT = "district_bureau:110109"
_TOLD: tuple[dict[str, Any], ...] = (
    {"progress": Progress.ON_SCHEDULE, "text": "按年度安排推进，节点任务都已完成。"},
    {"progress": Progress.ON_SCHEDULE, "text": "已召开专题会部署，正在逐所落实。"},
    {
        "progress": Progress.STRAINED,
        "text": "工作已经铺开，进度比预想的慢。",
        "problem": "小所人手少，填报和整改跟不上。",
    },
    {"progress": Progress.FINISHED, "text": "本单位承担的部分已经完成。"},
)
_LAW = organisation_key(_LAWYERS)
_PROBLEMS: tuple[tuple[Register, dict[str, Any], date], ...] = (
    (
        PROBLEMS,
        {
            "name": "区属国有企业公司律师设立进度慢",
            "item": f"T6.2@{BEIJING_CODE}",
            "owner": _LAW,
            "due": date(2025, 6, 30),
        },
        date(2025, 1, 13),
    ),
    (
        PROBLEMS,
        {
            "name": "部分小所不报年度业务报表",
            "item": f"T3.2@{BEIJING_CODE}",
            "owner": organisation_key("district_bureau:110105"),
            "due": date(2026, 12, 31),
        },
        date(2026, 4, 20),
    ),
    (
        PROBLEMS,
        {
            "name": "涉外后备人才数偏少",
            "item": f"T5.6@{BEIJING_CODE}",
            "owner": organisation_key("city_bureau"),
            "due": date(2026, 10, 31),
        },
        date(2026, 5, 11),
    ),
)
_POLICIES: tuple[tuple[Register, dict[str, Any], date], ...] = (
    (
        POLICIES,
        {
            "name": "律师行业人才引进支持政策",
            "item": f"S2.1@{BEIJING_CODE}",
            "stage": PolicyStage.IN_FORCE,
            "departments": "市人力资源社会保障局",
            "document": "演示发〔2024〕3号",
        },
        date(2024, 5, 6),
    ),
    (
        POLICIES,
        {
            "name": "涉外法律服务奖励办法",
            "item": f"S2.1@{BEIJING_CODE}",
            "stage": PolicyStage.PROPOSED,
            "departments": "市财政局、市商务局",
        },
        date(2025, 2, 10),
    ),
)
_RESEARCH: tuple[tuple[Register, dict[str, Any], date], ...] = (
    (
        RESEARCH,
        {
            "name": "中小律师事务所发展规律研究",
            "association": organisation_key("city_association"),
            "stage": ResearchStage.DELIVERED,
            "undertaker": "演示课题一组",
            "document": "演律研〔2024〕1号",
        },
        date(2024, 3, 4),
    ),
    (
        RESEARCH,
        {
            "name": "律师参与涉外法治建设的路径研究",
            "association": organisation_key("city_association"),
            "stage": ResearchStage.AWARDED,
            "undertaker": "演示课题二组",
            "document": "演律研〔2025〕2号",
        },
        date(2025, 3, 3),
    ),
)
"""All invented."""
_SAID = {
    Verdict.BEHIND.value: "下半年列入重点调度，由牵头单位逐季报送进展。",
    Verdict.FAILED.value: "请牵头单位说明原因，提出补救办法。",
}


def steer(today: date) -> None:
    """Shares the plan out, reviews it, dispatches it twice, and tells of its problems, policies, reports and research. What stands already is left as it is."""
    if today > SHARED_ON and Plan.rows.current().filter(code=BEIJING_CODE).exists():
        _all(acts_by_verb(ASSIGNMENTS)["enter"], _assignments(), SHARED_ON)
        _review(today)
        _dispatch(today)
        _registers(today)


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


def _dispatch(today: date) -> None:
    """A round of spring that is done, but for one district, and one of this month that waits."""
    for on, due in ((date(2025, 3, 31), date(2025, 4, 15)), (today - timedelta(days=12), today + timedelta(days=3))):
        subject = uuid5(SPACE, on.isoformat())
        given = {"plan": BEIJING_CODE, "called": Called.EVERYBODY, "due": due, "subject": subject}
        _all(CallDispatch, iter([given]), on)
        if due < today:
            _answer(subject, due)


def _answer(subject: UUID, due: date) -> None:
    rows = DispatchReport.rows.on(due).filter(round=subject, state=ReportState.CALLED).order_by("unit", "item")
    owing = organisation_key(_SILENT)
    reports = [{"unit": row.unit, "round": subject, "item": row.item} for row in rows if row.unit != owing]
    told = [each | _TOLD[n % len(_TOLD)] for n, each in enumerate(reports)]
    _all(ReportProgress, iter(told), due - timedelta(days=3))
    _all(CheckReport, iter([each | {"checked": Checked.ACCEPT} for each in reports]), due)


def _registers(today: date) -> None:
    """Of each register a few rows, entered when there are none yet."""
    for register, given, on in (*_PROBLEMS, *_POLICIES, *_RESEARCH):
        key = uuid5(SPACE, given["name"])
        if not register.model.rows.current().filter(subject=key).exists():
            columns = dict.fromkeys(set(register.asked) - set(register.at_end)) | given
            _all(acts_by_verb(register)["enter"], iter([columns | {"subject": key}]), on)
    solved = uuid5(SPACE, _PROBLEMS[0][1]["name"])
    if Problem.rows.on(today).filter(subject=solved).exists():
        given = {"subject": solved, "resolution": "三家区属企业已设立公司律师，其余列出时间表。"}
        _all(acts_by_verb(PROBLEMS)["end"], iter([given]), date(2025, 5, 20))
    review = uuid5(SPACE, ReviewKind.MID_TERM)
    if PlanReview.rows.current().filter(subject=review).exists() and not UpwardReport.rows.current().exists():
        told = {"name": "关于律师行业发展情况的报告", "review": review, "addressee": "司法部"}
        told |= {
            "answer": "抓好后半程，注意均衡发展。",
            "answered_on": date(2024, 8, 30),
            "follow_up": "已列入 2025 年调度。",
        }
        _all(acts_by_verb(UPWARD)["enter"], iter([told]), date(2024, 7, 26))


def _assignment(unit: str, item: str, part: Part) -> dict[str, Any]:
    return {"unit": organisation_key(unit), "item": item, "part": part, "due": date(2025, 12, 31)}


def _all(act: AnyAct, given: Iterator[dict[str, Any]], on: date) -> None:
    """Performs the acts at once. Raises RuntimeError if the rules refuse one."""
    results = perform_set(act, [Item(act.Input(**each), on) for each in given], actor=SYSTEM_VIEWER, basis=BASIS)
    refused = [why for result in results if isinstance(result, list) for why in result if not why.already]
    if refused:
        raise RuntimeError(f"{act.title}：{refused[0]}")
