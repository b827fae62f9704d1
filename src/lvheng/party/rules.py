"""What must hold of Party organisations and of the lists of the united front, on plain values.

Source: the project's domain notes on Party building, §1, §2 and §5."""

from __future__ import annotations

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.party.choices import ListedAs, OrganisationForm
from lvheng.party.models import ContactPair, JointFirm, PartyMember, PartyOrganisation, Representative
from lvheng.party.numbers import BRANCH_TERM, COMMITTEE_TERM, source
from lvheng.party.posts import SECRETARY
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


def not_a_member(entry: Entry) -> list[Refusal]:
    """Who is a member is no applicant."""
    if row_on(entry.beside[PartyMember], entry.since) is not None:
        return [Refusal(f"{entry.since} 当日已是党员", "lawyer")]
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


def a_member(column: str) -> Rule:
    """Who stands in the column is a member on the day from which the row holds."""

    def rule(entry: Entry) -> list[Refusal]:
        if row_on(entry.beside[PartyMember], entry.since) is not None:
            return []
        return [Refusal(f"{entry.since} 当日没有党员组织关系", column, RULES_OF_WORK)]

    return rule


def single_secretary(entry: Entry) -> list[Refusal]:
    """An organisation has one secretary at a time."""
    if entry["kind"] != SECRETARY.code:
        return []
    others = [row for row in entry.beside[Post] if row.kind == SECRETARY.code and row is not entry.row]
    return [Refusal("该党组织同一时间已有书记", "kind")] if any(entry.meets(row) for row in others) else []


def term_as_allowed(entry: Entry) -> list[Refusal]:
    """A term ends after it began, and lasts no longer than its form allows (支部工作条例: 三年)."""
    if entry["due_on"] <= entry.since:
        return [Refusal(f"任期届满日期 {entry['due_on']} 不晚于任期开始 {entry.since}", "due_on")]
    row = row_on(entry.things["organisation"], entry.since)
    committee = row is not None and row.form == OrganisationForm.PARTY_COMMITTEE
    years, basis = (COMMITTEE_TERM, "committee_term_years") if committee else (BRANCH_TERM, "branch_term_years")
    last = (entry.since.year + years, entry.since.month, entry.since.day)
    due = entry["due_on"]
    if (due.year, due.month, due.day) > last:
        return [Refusal(f"任期长于 {years} 年", "due_on", source(basis))]
    return []


def at_the_same_level(entry: Entry) -> list[Refusal]:
    """Secretary of a trade's organisation is a leader of the bureau of its level; whoever else, with a reason
    (计划主要任务5: 一般由同级司法行政机关党员负责同志担任)."""
    article = "三年行动计划 主要任务5"
    row = row_on(entry.things["organisation"], entry.since)
    if row is not None and row.firm:
        return [Refusal("律师事务所的党组织请登记党组织任职", "organisation")]
    if entry["leader"] is None:
        known = entry["name"] and entry["reason"]
        return [] if known else [Refusal("不是领导班子成员的，应填写姓名和例外理由", "reason", article)]
    leader = row_on(entry.things["leader"], entry.since)
    district = row.district if row is not None else None
    bureau = organisation_key(f"district_bureau:{district}" if district else "city_bureau")
    if entry["name"] or (leader is not None and leader.bureau == bureau):
        return [Refusal("领导班子成员与其他书记只填一项", "name")] if entry["name"] else []
    return [Refusal("不是同级司法行政机关的领导班子成员", "leader", article)]


def reported_after(entry: Entry) -> list[Refusal]:
    """The report of a year is made in that year or later, and not after it is entered."""
    day = entry["reported_on"]
    if day.year < entry["year"] or day > entry.on:
        return [Refusal(f"{day} 不在 {entry['year']} 年初至登记日之间", "reported_on")]
    return []


def guides_below(entry: Entry) -> list[Refusal]:
    """Nobody guides itself, and a firm's organisation guides none of the trade's."""
    if entry["by"] == entry["organisation"]:
        return [Refusal("指导与被指导的不能是同一党组织", "by")]
    above, below = (row_on(entry.things[name], entry.since) for name in ("by", "organisation"))
    if above is not None and below is not None and above.firm and not below.firm:
        return [Refusal("律师事务所的党组织不指导行业党组织", "by")]
    return []


def of_firm_or_district(entry: Entry) -> list[Refusal]:
    """A firm's group lies where the firm does."""
    if entry["firm"] and entry["district"]:
        return [Refusal("律所的组织不填所在区，随律所所在", "district")]
    return []


def on_a_list(entry: Entry) -> list[Refusal]:
    """Representatives and reserves are asked to sit in."""
    if row_on(entry.beside[Representative], entry.since) is not None:
        return []
    return [Refusal(f"{entry.since} 当日不在党外律师代表人士及后备人选名单", "lawyer", "三年行动计划 主要任务8")]


def in_contact(entry: Entry) -> list[Refusal]:
    """A contact is of a leader with whom the lawyer is listed."""
    paired = [row for row in entry.beside[ContactPair] if row.lawyer == entry["lawyer"]]
    if row_on(paired, entry.since) is not None:
        return []
    return [Refusal(f"{entry.since} 当日没有列名联系", "lawyer", "三年行动计划 主要任务8")]
