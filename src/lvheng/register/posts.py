"""Kinds of post in a firm. The head answers for the firm and sees it whole; managers manage, and grant nothing."""

from lvheng.kernel.access.posts import PostKind, Reach, declare

HEAD = PostKind("head", "律师事务所负责人", Reach.ORGANISATION)
MANAGING_PARTNER = PostKind("managing_partner", "专职管理合伙人")
COMMITTEE_MEMBER = PostKind("committee_member", "管理委员会成员")
ADMINISTRATOR = PostKind("administrator", "专职管理人员")

MANAGING = (MANAGING_PARTNER, COMMITTEE_MEMBER, ADMINISTRATOR)
FIRM_POSTS = (HEAD, *MANAGING)
declare(*FIRM_POSTS)


def firm_post_titles() -> dict[str, str]:
    """Code and Chinese title of each post that a firm gives."""
    return {kind.code: kind.title for kind in FIRM_POSTS}
