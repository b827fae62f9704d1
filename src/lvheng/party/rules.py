"""What must hold of Party organisations and of the lists of the united front, on plain values.

Source: the project's domain notes on Party building, §1, §2 and §5."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.rows import Row
from lvheng.party.choices import ListedAs, OrganisationForm
from lvheng.party.models import JointFirm, PartyMember, PartyOrganisation, Representative
from lvheng.work.shape import Entry, Rule

JOINT = OrganisationForm.JOINT_BRANCH
RULES_OF_WORK = "律师事务所党组织工作规则（试行）"


def placed_once(entry: Entry) -> list[Refusal]:
    """An organisation is of a firm, or of a district's trade; a joint branch is led by a firm."""
    if entry["firm"] and entry["district"]:
        return [Refusal("律师事务所的党组织不填所在区，随律所所在", "district")]
    if entry["form"] == JOINT and not entry["firm"]:
        return [Refusal("联合党支部应填写依托的律师事务所", "firm", "三年行动计划 主要任务7")]
    return []


def one_of_its_own(entry: Entry) -> list[Refusal]:
    """A firm has one organisation of its own, and then belongs to no joint branch."""
    if not entry["firm"] or entry["form"] == JOINT:
        return []
    me = entry.row.thread[0] if entry.row else None
    others = [row for row in entry.beside[PartyOrganisation] if row.form != JOINT and row.subject != me]
    if any(entry.meets(row) for row in others):
        return [Refusal("该律师事务所已有自己的党组织", "firm", RULES_OF_WORK)]
    if any(entry.meets(row) for row in entry.beside[JointFirm]):
        return [Refusal("该律师事务所仍在联合党支部内，应先移出", "firm", RULES_OF_WORK)]
    return []


def joins_joint(entry: Entry) -> list[Refusal]:
    """Into a joint branch comes a firm that has no organisation of its own."""
    branch = row_on(entry.things["branch"], entry.since)
    if branch is not None and branch.form != JOINT:
        return [Refusal(f"“{branch.name}”不是联合党支部", "branch")]
    if any(row.form != JOINT and entry.meets(row) for row in entry.beside[PartyOrganisation]):
        return [Refusal("该律师事务所已有自己的党组织", "firm", RULES_OF_WORK)]
    return []


def year_over(entry: Entry) -> list[Refusal]:
    """What is told of a whole year is told when it has ended."""
    if entry["year"] < entry.on.year:
        return []
    return [Refusal(f"{entry['year']} 年度在 {entry.on} 尚未结束", "year")]


def outside_the_party(entry: Entry) -> list[Refusal]:
    """Representatives stand outside the Party (计划主要任务8)."""
    if any(entry.meets(row) for row in entry.beside[PartyMember]):
        return [Refusal("其间登记为党员，不列入党外名单", "lawyer", "三年行动计划 主要任务8")]
    return []


def not_on_the_list(entry: Entry) -> list[Refusal]:
    """Whoever joins the Party leaves the list of those outside it first."""
    if any(entry.meets(row) for row in entry.beside[Representative]):
        return [Refusal("仍在党外律师代表人士及后备人选名单，应先移出", "lawyer", "三年行动计划 主要任务8")]
    return []


def on_the_list(entry: Entry) -> list[Refusal]:
    """Leaders keep in contact with representatives, not with reserves."""
    row = row_on(entry.beside[Representative], entry.since)
    if row is not None and row.listed_as == ListedAs.REPRESENTATIVE:
        return []
    return [Refusal(f"{entry.since} 当日不在党外律师代表人士名单", "lawyer", "三年行动计划 主要任务8")]


def left_first(model: type[Row], column: str, said: str) -> Rule:
    """For an end: nothing of the other table still holds on the day."""

    def rule(entry: Entry) -> list[Refusal]:
        left = [row for row in entry.beside[model] if row.valid_to > entry.on]
        return [Refusal(f"{said}（{len(left)} 项），应先办理其终止", column)] if left else []

    return rule
