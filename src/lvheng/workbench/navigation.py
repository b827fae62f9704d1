"""The workbench's sections, in the order in which the header shows them."""

from __future__ import annotations

from dataclasses import dataclass

from lvheng.kernel.access.posts import (
    AUDIT_ADMINISTRATOR,
    CITY_STAFF,
    DISTRICT_STAFF,
    SECURITY_ADMINISTRATOR,
    STAFF,
    SYSTEM_ADMINISTRATOR,
)

APPROVERS = frozenset({CITY_STAFF.code, DISTRICT_STAFF.code})
LOG_READERS = frozenset({SECURITY_ADMINISTRATOR.code, AUDIT_ADMINISTRATOR.code})


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the header: where it leads, and how the addresses begin that belong to it besides."""

    title: str
    path: str
    within: tuple[str, ...]
    posts: frozenset[str] = frozenset()  # whose section it is; empty: everybody's

    def holds(self, path: str) -> bool:
        return path == self.path or path.startswith(self.within)


INBOX = Section("待办", "/work/", ("/work/desk/", "/work/approvals/"))
NAVIGATION = (
    INBOX,
    Section("计划", "/work/plan/", ("/work/plan/",)),
    Section("名册", "/work/lists/lawyers/", ("/work/lists/",)),
    Section("指标", "/work/figures/", ("/work/figures/",)),
    Section("信函", "/work/letters/", ("/work/letters/",), frozenset(kind.code for kind in STAFF)),
    Section("导入", "/work/import/", ("/work/import/",)),
    Section("查看记录", "/work/views/", ("/work/views/",), LOG_READERS),
    Section("后台作业", "/work/jobs/", ("/work/jobs/",), frozenset({SYSTEM_ADMINISTRATOR.code})),
    Section("管理权限", "/work/elevations/", ("/work/elevations/",), frozenset({AUDIT_ADMINISTRATOR.code})),
)
SEARCH = "/work/search/"
"""Where search-everything asks (`q`): a whole page, or only the results for a request of htmx."""


def sections_for(posts: frozenset[str]) -> list[Section]:
    """The sections that the header shows to whom holds these posts."""
    return [section for section in NAVIGATION if not section.posts or section.posts & posts]


def section_of(path: str) -> Section | None:
    """The section that an address belongs to, if any."""
    return next((section for section in NAVIGATION if section.holds(path)), None)
