"""Kinds of post in an association and its committees. None of them reaches a row: 律协工作人员 do the work here."""

from lvheng.kernel.access.posts import PostKind, declare

PRESIDENT = PostKind("association_president", "会长")
VICE_PRESIDENT = PostKind("association_vice", "副会长")
COUNCIL_MEMBER = PostKind("association_council", "理事")
CHIEF_SUPERVISOR = PostKind("chief_supervisor", "监事长")
SUPERVISOR = PostKind("association_supervisor", "监事")
SECRETARY_GENERAL = PostKind("secretary_general", "秘书长")

COMMITTEE_CHAIR = PostKind("committee_chair", "委员会主任")
COMMITTEE_VICE_CHAIR = PostKind("committee_vice_chair", "委员会副主任")
COMMITTEE_MEMBER = PostKind("specialty_member", "委员会委员")

OFFICERS = (PRESIDENT, VICE_PRESIDENT, COUNCIL_MEMBER, CHIEF_SUPERVISOR, SUPERVISOR, SECRETARY_GENERAL)
SUPERVISING = (CHIEF_SUPERVISOR, SUPERVISOR)
SINGLE = (PRESIDENT, CHIEF_SUPERVISOR, SECRETARY_GENERAL)
"""Held by one person at a time."""
COMMITTEE_POSTS = (COMMITTEE_CHAIR, COMMITTEE_VICE_CHAIR, COMMITTEE_MEMBER)
declare(*OFFICERS, *COMMITTEE_POSTS)


def officer_titles() -> dict[str, str]:
    """Code and title of each post in the bodies of an association."""
    return {kind.code: kind.title for kind in OFFICERS}


def committee_titles() -> dict[str, str]:
    """Code and title of each post in a committee."""
    return {kind.code: kind.title for kind in COMMITTEE_POSTS}
