"""From a plan file of the product to an adopted plan. The file names items and bindings; the words come from the text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from lvheng.kernel.access.viewer import SYSTEM_VIEWER, Viewer
from lvheng.kernel.acts.perform import Done, perform
from lvheng.kernel.subjects.models import Subject
from lvheng.plan.acts.adopt import Adopted, AdoptPlan, NewItem, NewTarget, plan_key

PLANS = Path(__file__).parent / "plans"
BEIJING = PLANS / "beijing-2023-2025.yaml"
BEIJING_CODE = "bj-lawyers-2023-2025"


def read_plan_file(path: Path) -> Adopted:
    """The plan that a file of the product's form describes. Raises OSError, KeyError or yaml.YAMLError."""
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    plan = told["plan"]
    source = (path.parent / plan["text"]).read_text(encoding="utf-8")
    return Adopted(
        code=plan["code"],
        title=plan["title"],
        issuer=plan["issuer"],
        passed_on=plan.get("passed"),
        issued_on=plan.get("issued"),
        first_year=plan["from"],
        last_year=plan["to"],
        source=source,
        items=tuple(_items(told, source)),
        targets=tuple(_target(row) for row in told["targets"]),
    )


def _items(told: dict[str, Any], source: str) -> list[NewItem]:
    sections = {
        str(task): f"{number}、{section['title']}"
        for number, section in told["sections"].items()
        for task in section["tasks"]
    }
    goals = [
        NewItem(kind="goal", number=str(number), title=title, text=words_after(source, title))
        for number, title in told["goals"].items()
    ]
    tasks = [
        NewItem(kind="task", number=str(n), title=t, text=words_after(source, t), section=sections[str(n)])
        for n, t in told["tasks"].items()
    ]
    safeguards = [
        NewItem(kind="safeguard", number=number, title=title, text=words_after(source, title))
        for number, title in told["safeguards"].items()
    ]
    measures = [
        NewItem(
            kind="measure",
            number=row["id"],
            title=row["name"],
            parent=row["id"].partition(".")[0],
            room=row["room"],
            figures=tuple(row["figures"]),
        )
        for row in told["measures"]
    ]
    return goals + tasks + safeguards + measures


def words_after(source: str, title: str) -> str:
    """What the document says in the paragraph that its numbered `title` begins; '' if there is none."""
    for line in source.splitlines():
        number, found, rest = line.strip().partition(f"{title}。")
        if found and len(number) <= 4:
            return rest.strip()
    return ""


def _target(row: dict[str, Any]) -> NewTarget:
    value = row.get("value")
    return NewTarget(
        number=row["id"],
        indicator=row["name"],
        shape=row["shape"],
        op=row["op"],
        value=None if value is None else Decimal(str(value)),
        unit=row.get("unit", ""),
        due=str(row["due"]),
        goal=str(row.get("goal", "")),
        task=str(row.get("task", "")),
        quote=row["quote"],
        counts=row.get("counts", ""),
        ours=row.get("ours", False),
        advocated=row.get("advocated", False),
        figure=row["figure"],
    )


def adopt_file(path: Path, *, actor: Viewer = SYSTEM_VIEWER, basis: str = "") -> Done:
    """Adopts the plan that a file of the product's own form (yaml) describes, in force from the day it was issued.

    A plan document is not adopted by itself: `incoming.keep_proposal` keeps what it proposes for a person to confirm.
    Raises `ActRefused`, and ValueError where the file names no day of issue.
    """
    given = read_plan_file(path)
    if given.issued_on is None:
        raise ValueError("计划文件没有写明印发日")
    return perform(AdoptPlan, given, actor=actor, effective_on=given.issued_on, basis=basis or f"计划文件 {path.name}")


def adopt_beijing() -> None:
    """Beijing's plan comes with the product. Where it has been adopted before, even if taken back since, nothing happens."""
    if not Subject.objects.filter(pk=plan_key(BEIJING_CODE)).exists():
        adopt_file(BEIJING, basis="系统初始化：北京市司法局 2023-09-12 印发")
