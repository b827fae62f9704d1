"""The workbench's sections, in the order in which the header shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lvheng.kernel.access.posts import (
    AUDIT_ADMINISTRATOR,
    CITY_STAFF,
    DISTRICT_STAFF,
    SECURITY_ADMINISTRATOR,
    STAFF,
    SYSTEM_ADMINISTRATOR,
)
from lvheng.kernel.tables.importable import all_importables

APPROVERS = frozenset({CITY_STAFF.code, DISTRICT_STAFF.code})
LOG_READERS = frozenset({SECURITY_ADMINISTRATOR.code, AUDIT_ADMINISTRATOR.code})
ADMINISTRATORS = LOG_READERS | {SYSTEM_ADMINISTRATOR.code}
"""Whoever holds none but these posts sees nothing of the registers."""

Posts = frozenset[str]


def _of(*posts: str) -> Callable[[Posts], bool]:
    return lambda held: bool(held.intersection(posts))


def _of_all(held: Posts) -> bool:
    return True


def _of_readers(held: Posts) -> bool:
    """Everybody else: a lawyer holds no post at all."""
    return not held or not held <= ADMINISTRATORS


def _of_importers(held: Posts) -> bool:
    """Those who may perform an act that a sheet can ask for."""
    return any(kind.code in held for each in all_importables() for kind in each.act.who)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the header: where it leads, and how the addresses begin that belong to it besides."""

    title: str
    path: str
    within: tuple[str, ...]
    is_of: Callable[[Posts], bool] = _of_all  # whose section it is, by the posts held

    def holds(self, path: str) -> bool:
        return path == self.path or path.startswith(self.within)


RECORDS = ("/work/lawyers/", "/work/firms/", "/work/offices/", "/work/records/")
INBOX = Section("待办", "/work/", ("/work/desk/", "/work/approvals/"))
NAVIGATION = (
    INBOX,
    Section("计划", "/work/plan/", ("/work/plan/",)),
    Section("名册", "/work/lists/lawyers/", ("/work/lists/", *RECORDS), _of_readers),
    Section("指标", "/work/figures/", ("/work/figures/",), _of_readers),
    Section("信函", "/work/letters/", ("/work/letters/",), _of(*(kind.code for kind in STAFF))),
    Section("导入", "/work/import/", ("/work/import/",), _of_importers),
    Section("查看记录", "/work/views/", ("/work/views/",), _of(*LOG_READERS)),
    Section("后台作业", "/work/jobs/", ("/work/jobs/",), _of(SYSTEM_ADMINISTRATOR.code)),
    Section("管理权限", "/work/elevations/", ("/work/elevations/",), _of(AUDIT_ADMINISTRATOR.code)),
)
SEARCH = "/work/search/"
"""Where search-everything asks (`q`): a whole page, or only the results for a request of htmx."""


def sections_for(posts: Posts) -> list[Section]:
    """The sections that the header shows to whom holds these posts."""
    return [section for section in NAVIGATION if section.is_of(posts)]


def section_of(path: str) -> Section | None:
    """The section that an address belongs to, if any."""
    return next((section for section in NAVIGATION if section.holds(path)), None)
