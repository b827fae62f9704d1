"""Lead and co-operating units (牵头单位、配合单位) as prose and tables name them."""

from __future__ import annotations

import re

from .source import folded

LEAD = "牵头(?:责任)?(?:单位|部门|处室|科室)|责任(?:单位|部门|处室|科室|主体)|主责(?:单位|部门|处室)|负责(?:单位|部门|处室)|主办(?:单位|部门)|实施(?:单位|主体)|牵头"
COOPERATING = "(?:配合|协办|参与|参加|协同|协作|支持|协助|会办|联合)(?:责任)?(?:单位|部门|处室|科室)|配合"
LABELLED = re.compile(
    rf"(?:(?P<lead>{LEAD})|(?P<with>{COOPERATING})):(?P<units>(?:[^:。;\n()]|\([^()]*\))+?)(?=[;。)\n]|$|"
    rf"[,、]?(?:{LEAD}|{COOPERATING}):)"
)
IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\)){2,200})\)")
LED = re.compile(
    r"(?:由)?(?P<lead>[^;:。]+?)(?:牵头(?:负责|落实|实施)?|负责牵头|分别牵头)(?:[,;、](?P<with>[^;:。]*?)(?:等)?(?:分别|共同|按职责分工|"
    r"按照职责分工)*(?:配合|参与|负责|落实|协助|分工负责|协同).*)?$"
)
IN_CHARGE = re.compile(
    r"(?:由)?(?P<lead>[^;:。]+?)(?:等)?(?:按照?(?:各自)?职责(?:分工)?|分工|共同)*(?:负责|落实|组织实施)(?:实施|落实|推进)?$"
)
ORGAN = re.compile(
    r"(?:局|委|办|厅|部|院|会|政府|中心|司|处|科|公安|法院|单位|部门|企业|区|县|市|镇|街道|办事处|公司|集团|协会|学校|大学|银行|所|室|站|"
    r"党委|机关|联|协|团|关|社|平台|基金|支队|总队|队|组|台|馆|盟|州|省|旗|乡|等)$"
)
PLAIN_ORGAN = re.compile(
    r"(?:[市省区县州镇乡各]|全市|驻).{1,20}(?:局|委|办|厅|部|院|会|政府|中心|单位|部门|机关|街道|公司|管委会|协)"
)
ROUND = re.compile(r"\([^()]*\)")


def units_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lead and the co-operating units that a task's text names."""
    lead: list[str] = []
    cooperating: list[str] = []
    plain = "\n".join(folded(x) for x in text.split("\n"))
    labelled = list(LABELLED.finditer(plain))
    leads = [m.group("lead") for m in labelled if m.group("lead")]
    has_chief = any("牵头" in x or "主" in x for x in leads)
    for found in labelled:
        label = found.group("lead")
        second = label is None or (has_chief and not ("牵头" in label or "主" in label))
        (cooperating if second else lead).extend(split_units(found.group("units")))
    if not labelled:
        for inner in IN_BRACKETS.finditer(plain):
            _unlabelled(inner.group(1), lead, cooperating)
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(x for x in cooperating if x not in lead))


def units_of_cell(written: str) -> tuple[list[str], list[str]]:
    """The lead and co-operating units of a table's cell, where 市民政局牵头,市财政局配合 may stand."""
    plain = folded(written)
    lead, cooperating = (list(x) for x in units_in(plain))
    if not lead and "牵头" in plain:
        _unlabelled(plain, lead, cooperating)
    return (lead, cooperating) if lead else (split_units(plain), [])


def _unlabelled(inner: str, lead: list[str], cooperating: list[str]) -> None:
    found = LED.fullmatch(inner) or IN_CHARGE.fullmatch(inner)
    if found is None:
        listed = split_units(inner)
        if listed and all(PLAIN_ORGAN.fullmatch(ROUND.sub("", x)) for x in listed):
            lead.extend(listed)
        return
    named = split_units(found.group("lead"))
    if named and all(ORGAN.search(ROUND.sub("", x)) for x in named):
        lead.extend(named)
        cooperating.extend(split_units(found.groupdict().get("with") or ""))


def split_units(written: str) -> list[str]:
    """Single units of a list; brackets inside a unit's name do not divide it."""
    units: list[str] = []
    depth = 0
    current = ""
    for char in folded(written) + "、":
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char in "、,;/" and depth <= 0:
            units.append(current)
            current = ""
        else:
            current += char
    units = [re.sub(r"\((?:按|根据|依)[^()]*(?:负责|落实)\)$", "", unit) for unit in units]
    cleaned = (
        re.sub(r"^(?:由|和|及|以及)|(?:等(?:有关|相关)?(?:部门|单位)?|按职责分工负责|分工负责|负责)$", "", u).strip(
            "()。"
        )
        if not _closed(u)
        else u
        for u in units
    )
    return [u for u in cleaned if 1 < len(u) <= 30]


def _closed(unit: str) -> bool:
    return unit.endswith(")") and "(" in unit
