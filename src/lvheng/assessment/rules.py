"""What the results of assessments and spot checks must agree with, on plain values.

Source: the domain notes on the annual assessment, A, B and “Sampling”."""

from __future__ import annotations

from datetime import date

from lvheng.assessment.choices import CheckResult
from lvheng.kernel.acts.fields import Refusal
from lvheng.work.shape import Entry

INSPECTORS = 2  # 双随机: two inspectors at least [D]


def year_over(entry: Entry) -> list[Refusal]:
    """The assessment is of a year that has ended (律师法第二十四条: 每年; assessed in the next)."""
    if entry["year"] < entry.on.year:
        return []
    return [Refusal(f"{entry['year']} 年度在 {entry.on} 尚未结束", "year", "律师事务所年度检查考核办法")]


def licensed_in_year(entry: Entry) -> list[Refusal]:
    """Who was first licensed after 31 December of the year does not take part."""
    last = date(entry["year"], 12, 31)
    licence = entry.people["lawyer"].licence(last)
    if licence is not None and licence.first_practised_on <= last:
        return []
    return [Refusal(f"{last} 以前没有执业，不参加该年度考核", "lawyer", "律师执业年度考核规则")]


def there_in_year(entry: Entry) -> list[Refusal]:
    """Firms and branches that stand on 31 December are assessed."""
    last = date(entry["year"], 12, 31)
    return (
        []
        if entry.organisations["firm"].licence(last)
        else [Refusal(f"{last} 没有执业许可", "firm", "律师事务所年度检查考核办法")]
    )


def checked_by_two(entry: Entry) -> list[Refusal]:
    """Two inspectors at least; what is mended had failed, and is mended after the check."""
    found = []
    if len([name for name in entry["inspectors"].split("、") if name.strip()]) < INSPECTORS:
        found.append(Refusal(f"检查人应有 {INSPECTORS} 名以上，用顿号分开", "inspectors", "双随机、一公开"))
    if entry["mended_on"] and entry["result"] == CheckResult.PASSED:
        found.append(Refusal("抽查合格的没有整改日期", "mended_on"))
    elif entry["mended_on"] and entry["mended_on"] < entry["checked_on"]:
        found.append(Refusal(f"整改合格日期早于检查日期 {entry['checked_on']}", "mended_on"))
    return found
