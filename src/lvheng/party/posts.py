"""Kinds of post in a Party organisation. None of them reaches a row: 党组织工作人员 do the work here."""

from __future__ import annotations

from lvheng.kernel.access.posts import PostKind, declare

SECRETARY = PostKind("party_secretary", "党组织书记")
DEPUTY = PostKind("party_deputy_secretary", "党组织副书记")
ORGANISATION = PostKind("party_organisation_member", "组织委员")
PUBLICITY = PostKind("party_publicity_member", "宣传委员")
DISCIPLINE = PostKind("party_discipline_member", "纪检委员")
UNITED_FRONT = PostKind("united_front_commissioner", "统战委员")

PARTY_POSTS = (SECRETARY, DEPUTY, ORGANISATION, PUBLICITY, DISCIPLINE, UNITED_FRONT)
declare(*PARTY_POSTS)


def party_post_titles() -> dict[str, str]:
    """Code and title of each post in a Party organisation."""
    return {kind.code: kind.title for kind in PARTY_POSTS}
