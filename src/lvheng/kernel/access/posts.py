"""Kinds of post, declared by rooms. Only a kind with a reach grants anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """How far a post lets its holder see: everything, the organisation's district, or the organisation alone."""

    WHOLE = "whole"
    DISTRICT = "district"
    ORGANISATION = "organisation"


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
declare(CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF)
