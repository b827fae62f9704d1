"""Kinds of post, declared by rooms. Only a kind with a reach grants anything; an administrator's reaches no row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """How far a post lets its holder see: everything, the organisation's district, the organisation, or no row."""

    WHOLE = "whole"
    DISTRICT = "district"
    ORGANISATION = "organisation"
    NOTHING = "nothing"


class FieldClass(Enum):
    """How widely a field may be seen (architecture.md, Access). Compared by rank."""

    PUBLIC = 0
    INTERNAL = 1
    SENSITIVE = 2
    SEALED = 3


@dataclass(frozen=True, slots=True)
class PostKind:
    code: str
    title: str
    reach: Reach | None = None


_kinds: dict[str, PostKind] = {}


def declare(*kinds: PostKind) -> None:
    """Adds kinds of post; a code stands for one kind only."""
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"post kind declared twice: {kind.code}")


def post_kind(code: str) -> PostKind:
    return _kinds.get(code) or PostKind(code, code)


def post_titles() -> dict[str, str]:
    return {kind.code: kind.title for kind in _kinds.values()}


CITY_STAFF = PostKind("city_staff", "市局工作人员", Reach.WHOLE)
DISTRICT_STAFF = PostKind("district_staff", "区局工作人员", Reach.DISTRICT)
ASSOCIATION_STAFF = PostKind("association_staff", "律协工作人员", Reach.WHOLE)
PARTY_STAFF = PostKind("party_staff", "市律师行业党组织工作人员", Reach.WHOLE)
DISTRICT_PARTY_STAFF = PostKind("district_party_staff", "区律师行业党组织工作人员", Reach.DISTRICT)
PLAN_OFFICER = PostKind("plan_officer", "计划主管处负责人", Reach.WHOLE)
SYSTEM_ADMINISTRATOR = PostKind("system_administrator", "系统管理员", Reach.NOTHING)
SECURITY_ADMINISTRATOR = PostKind("security_administrator", "安全管理员", Reach.NOTHING)
AUDIT_ADMINISTRATOR = PostKind("audit_administrator", "审计管理员", Reach.NOTHING)
STAFF = (CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF, PARTY_STAFF, DISTRICT_PARTY_STAFF, PLAN_OFFICER)
ADMINISTRATORS = (SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR)
"""The three officers (三员): nobody may be two of them."""
declare(*STAFF, *ADMINISTRATORS)
