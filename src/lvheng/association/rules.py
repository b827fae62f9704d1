"""What the charter asks of terms and of those who hold office.

Source: 中华全国律师协会章程 (2021-10-14), as in the domain notes; Beijing's own charter in force was not found."""

from __future__ import annotations

from datetime import date
from typing import Any

from lvheng.association.choices import ResearchStage
from lvheng.association.posts import OFFICERS, PRESIDENT, SINGLE, SUPERVISING, VICE_PRESIDENT
from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import post_kind
from lvheng.kernel.acts.fields import Refusal
from lvheng.register.models import Person
from lvheng.work.shape import Entry

CHARTER = "中华全国律师协会章程"
TERM_YEARS = 4  # 每届四年
EXPERIENCED = {kind.code: 10 for kind in (PRESIDENT, VICE_PRESIDENT, *SUPERVISING)}  # years of practice
OLDEST = {kind.code: 70 for kind in (PRESIDENT, VICE_PRESIDENT)}  # years of age


def in_order(entry: Entry) -> list[Refusal]:
    """A later term has a higher number, and lasts no longer than the charter says (每届四年)."""
    before = [row for row in entry.rows if row.valid_from < entry.since]
    after = [row for row in entry.rows if row.valid_from > entry.since]
    if any(row.number >= entry["number"] for row in before) or any(row.number <= entry["number"] for row in after):
        return [Refusal(f"第 {entry['number']} 届与已登记各届的先后不符", "number")]
    if entry["due_on"] <= entry.since:
        return [Refusal(f"任期届满日期 {entry['due_on']} 不晚于任期开始 {entry.since}", "due_on")]
    if years(entry.since, entry["due_on"]) > TERM_YEARS:
        return [Refusal(f"任期长于 {TERM_YEARS} 年", "due_on", CHARTER)]
    return []


def may_hold_office(entry: Entry) -> list[Refusal]:
    """Years of practice, age, no supervisor in another office, and one holder where the office is single."""
    kind, title = entry["kind"], post_kind(entry["kind"]).title
    licence = entry.people["holder"].licence(entry.since)
    if kind in EXPERIENCED and (licence is None or years(licence.first_practised_on, entry.since) < EXPERIENCED[kind]):
        return [Refusal(f"{title}须执业满 {EXPERIENCED[kind]} 年", "holder", CHARTER)]
    born = next((row.born_on for row in entry.beside[Person] if row.born_on), None)
    if kind in OLDEST and born and years(born, entry.since) >= OLDEST[kind] + 1:
        return [Refusal(f"{title}年龄不超过 {OLDEST[kind]} 周岁", "holder", CHARTER)]
    codes = {each.code for each in OFFICERS}
    here = [row for row in entry.beside[Post] if row.kind in codes and entry.meets(row) and row is not entry.row]
    others = [row for row in here if row.holder == entry["holder"] and row.kind != kind]
    supervising = {each.code for each in SUPERVISING}
    if any((row.kind in supervising) != (kind in supervising) for row in others):
        return [Refusal("监事会成员不得兼任协会其他职务", "kind", CHARTER)]
    if kind in {each.code for each in SINGLE} and any(row.kind == kind for row in here):
        return [Refusal(f"该协会同一时间已有{title}", "kind", CHARTER)]
    return []


def staged(entry: Entry) -> list[Refusal]:
    """A topic goes from stage to stage, not back; from its award on somebody undertakes it, and use is told."""
    stages, stage = ResearchStage.values, entry["stage"]
    before: Any = entry.row
    changes = before is not None and before.valid_from < entry.since
    if changes and stages.index(stage) < stages.index(before.stage):
        return [Refusal(f"已到“{ResearchStage(before.stage).label}”，不能退回；登记有误的请更正", "stage")]
    if stage != ResearchStage.CALLED and not entry["undertaker"]:
        return [Refusal("立项以后须写明承担单位或人", "undertaker")]
    if stage == ResearchStage.USED and not entry["use"]:
        return [Refusal("成果采用须写明采用情况", "use")]
    return []


def years(first: date, last: date) -> int:
    """Whole years between two days."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
