"""Where a measure's work is done, and what stands there to be counted. A figure's namespace tells its room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """`title` names the room; `register` is what its figures are counted from."""

    title: str
    register: str


ROOMS: dict[str, Room] = {
    "register": Room("名册", "律师、律师事务所名册"),
    "licensing": Room("许可", "许可办件登记簿"),
    "party": Room("党建", "党组织登记簿"),
    "talent": Room("人才", "人才与评选登记簿"),
    "service": Room("公益", "公益与法律服务登记簿"),
    "association": Room("协会", "律师协会工作登记簿"),
    "conduct": Room("诚信", "投诉、惩戒与诚信登记簿"),
    "assessment": Room("考核", "年度考核登记簿"),
    "evaluation": Room("评价", "综合评价登记簿"),
    "practice": Room("执业", "业务办理登记簿"),
    "publicity": Room("宣传", "宣传与意识形态登记簿"),
    "plan": Room("调度", "调度与计划评估登记簿"),
}

NAMESPACES: dict[str, str] = {
    "register": "register",
    "licensing": "licensing",
    "inhouse": "licensing",
    "party": "party",
    "united_front": "party",
    "talent": "talent",
    "training": "talent",
    "service": "service",
    "association": "association",
    "conduct": "conduct",
    "assessment": "assessment",
    "evaluation": "evaluation",
    "practice": "practice",
    "publicity": "publicity",
    "plan": "plan",
}
"""The first part of a figure's code → the room of the rows that it counts."""


def room_of(figure: str) -> Room:
    """The room of a figure's rows. Raises KeyError for a namespace that nobody has declared."""
    return ROOMS[NAMESPACES[figure.partition(".")[0]]]


def check_figure_code(code: str) -> str:
    """The code if it is well formed and its namespace is known; ValueError with a Chinese sentence if not."""
    namespace, dot, name = code.partition(".")
    if not dot or not name.isidentifier() or namespace not in NAMESPACES:
        raise ValueError(f"“{code}”不是指标代码：应为“{'、'.join(sorted(NAMESPACES))}”之一加“.”和名称")
    return code


def absent_sentence(figure: str) -> str:
    """Why a figure has no number yet: its register does not exist. Never 0."""
    if not figure:
        return "尚未绑定指标，绑定后自动计算"
    return f"{room_of(figure).register}尚未建立，建立后由其中的记录自动计算"
