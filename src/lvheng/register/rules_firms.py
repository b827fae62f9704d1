"""What a firm must have, by its form, and the rules on its state that the register alone can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.choices import DivisionManner, EngagementRole, FirmForm, FirmState
from lvheng.register.facts import LawyerFacts, OrganisationFacts
from lvheng.register.models import FirmLicence, PartnerShare
from lvheng.register.posts import HEAD
from lvheng.register.terms import months_after, years_after

_RULES = "律师事务所管理办法"


@dataclass(frozen=True, slots=True)
class Minimum:
    """What a form of firm needs: people (partners, where `partners`; else lawyers), assets in yuan, and by which article.

    The assets may be adjusted by a province with the ministry's approval (第十三条)."""

    people: int
    partners: bool
    capital: int
    article: str


MINIMUMS: Mapping[FirmForm, Minimum] = {
    FirmForm.PARTNERSHIP: Minimum(3, True, 300_000, f"{_RULES}第九条"),
    FirmForm.SPECIAL_PARTNERSHIP: Minimum(20, True, 10_000_000, f"{_RULES}第十条"),
    FirmForm.SOLE: Minimum(1, False, 100_000, f"{_RULES}第十一条"),
    FirmForm.STATE: Minimum(2, False, 0, f"{_RULES}第十二条"),
}
BRANCH_MINIMUM = Minimum(3, False, 300_000, f"{_RULES}第三十四条")
"""What a branch needs: lawyers posted to it and assets; fewer in poor areas, which Beijing has none of."""
WHOLE_SHARE = Decimal(100)
YEARS_WITHOUT_BRANCH = 2


def may_hold_share(
    partner: LawyerFacts, firm: UUID, form: str, shares: Iterable[PartnerShare], share: Decimal, key: UUID, on: date
) -> list[Refusal]:
    """第十七条: shares are the partners', and together not more than the whole; `shares` are all of the firm."""
    article = f"{_RULES}第十七条"
    if not FirmForm(form).in_partnership:
        return [Refusal(f"{FirmForm(form).label}律师事务所没有合伙人出资", "firm", article)]
    engagement = partner.engagement(on)
    if engagement is None or engagement.organisation != firm or engagement.role != EngagementRole.PARTNER:
        return [Refusal("出资人当日不是该所合伙人", "lawyer", article)]
    return within_whole([row for row in shares if row.partner != key], share, on)


def may_have_branch(parent: OrganisationFacts, siblings: Iterable[FirmLicence], on: date) -> list[Refusal]:
    """律师法第十九条、第三十三条: a partnership in practice has branches, not for two years after one was revoked. Of a
    firm of another province its own authority knows the licence. Age and number of lawyers are shown, not asked: the
    register may learn of both later than of the branch."""
    article = f"{_RULES}第三十三条"
    if parent.kind() != OrganisationKind.OUTSIDE_FIRM:
        licence = parent.licence(on)
        if licence is None:
            return [Refusal("总所当日没有执业许可", "parent", article)]
        if licence.state != FirmState.PRACTISING:
            return [Refusal(f"总所当日处于{FirmState(licence.state).label}状态，不得设立分所", "parent", article)]
        if not FirmForm(licence.form).in_partnership:
            return [Refusal("合伙律师事务所方可设立分所", "parent", "律师法第十九条")]
    for row in siblings:
        until = years_after(row.valid_from, YEARS_WITHOUT_BRANCH)
        if row.state == FirmState.REVOKED and row.valid_from <= on < until:
            return [Refusal(f"该所的分所于 {row.valid_from} 被吊销许可，{until} 前不得设立分所", "parent", article)]
    return []


def within_whole(others: Iterable[PartnerShare], share: Decimal, on: date) -> list[Refusal]:
    """第十七条: with those of the other partners a share makes the whole at most."""
    rest = sum((row.share for row in others if row.valid_from <= on < row.valid_to), Decimal(0))
    if rest + share <= WHOLE_SHARE:
        return []
    return [Refusal(f"其他合伙人的份额合计 {rest}%，再加 {share}% 超过 100%", "share", f"{_RULES}第十七条")]


def one_head(post: Post, in_firm: Iterable[Post]) -> list[Refusal]:
    """第十五条: a firm has one head at a time."""
    others = (row for row in in_firm if row.kind == HEAD.code and row.thread != post.thread)
    if post.kind == HEAD.code and any(r.valid_from < post.valid_to and r.valid_to > post.valid_from for r in others):
        return [Refusal("其间该所另有负责人", "valid_from", f"{_RULES}第十五条")]
    return []


def may_suspend_firm(licence: FirmLicence | None, on: date, until: date | None) -> list[Refusal]:
    """律师法第五十条: 停业整顿 of one to six months, of a firm in practice."""
    if licence is None:
        return [Refusal(f"{on} 当日没有执业许可", "firm")]
    if licence.state == FirmState.SUSPENDED:
        return [Refusal("已处于停业整顿状态", "firm", already=True)]
    if licence.state != FirmState.PRACTISING:
        return [Refusal(f"{FirmState(licence.state).label}状态不能停业整顿", "firm", "律师法第五十条")]
    if until is not None and not months_after(on, 1) <= until <= months_after(on, 6):
        return [Refusal("停业整顿的期限为一个月以上六个月以下", "until", "律师法第五十条")]
    return []


def may_divide(
    firm: UUID, successors: Sequence[tuple[UUID, OrganisationFacts]], manner: str, on: date
) -> list[Refusal]:
    """第三十条: what is divided off goes on in firms that practise; a firm that ends leaves two at least."""
    article = f"{_RULES}第三十条"
    keys = [key for key, _ in successors]
    if firm in keys or len(set(keys)) < len(keys):
        return [Refusal("承继律师事务所应互不相同，也不能是自身", "successor", article)]
    if manner == DivisionManner.DISSOLVED and len(keys) < 2:
        return [Refusal("解散分立应有两家以上承继律师事务所", "second_successor", article)]
    for _, facts in successors:
        licence = facts.licence(on)
        if licence is None or licence.state != FirmState.PRACTISING:
            return [Refusal(f"承继律师事务所“{facts.name(on)}”当日不在执业状态", "successor", article)]
    return []
