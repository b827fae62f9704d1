"""The workbench's sections, in the order in which the header shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the header: where it leads, and the beginning of the addresses that belong to it."""

    title: str
    path: str
    within: str

    def holds(self, path: str) -> bool:
        return path.startswith(self.within)


NAVIGATION = (
    Section("计划", "/work/plan/", "/work/plan/"),
    Section("名册", "/work/lists/lawyers/", "/work/lists/"),
    Section("指标", "/work/figures/", "/work/figures/"),
    Section("导入", "/work/import/", "/work/import/"),
)
SEARCH = "/work/search/"
"""Where search-everything asks (`q`): a whole page, or only the results for a request of htmx."""


def section_of(path: str) -> Section | None:
    """The section that an address belongs to, if any."""
    return next((section for section in NAVIGATION if section.holds(path)), None)
