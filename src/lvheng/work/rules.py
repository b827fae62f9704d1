"""Rules that many registers have: made for a column, pure on the facts of an entry."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.rows import Row
from lvheng.register.choices import FirmState, LicenceState
from lvheng.work.shape import Entry, Rule


def practises(column: str, article: str = "") -> Rule:
    """Who stands in the column practises on the day from which the row holds."""

    def rule(entry: Entry) -> list[Refusal]:
        if column not in entry.people:
            return []
        licence = entry.people[column].licence(entry.since)
        if licence is not None and licence.state == LicenceState.PRACTISING:
            return []
        return [Refusal(f"{entry.since} 当日不在执业状态", column, article)]

    return rule


def stands(column: str, article: str = "") -> Rule:
    """The firm in the column is in practice on the day; another organisation is there then."""

    def rule(entry: Entry) -> list[Refusal]:
        if column not in entry.organisations:
            return []
        known = entry.organisations[column]
        licence = known.licence(entry.since)
        state = licence.state == FirmState.PRACTISING if licence else not known.licences
        if state and row_on(known.names, entry.since):
            return []
        return [Refusal(f"{entry.since} 当日{known.name(entry.since) or '该机构'}不在执业或存续状态", column, article)]

    return rule


def lasts(column: str, article: str = "") -> Rule:
    """The thing in the column is there on the day from which the row holds."""

    def rule(entry: Entry) -> list[Refusal]:
        if column not in entry.things or row_on(entry.things[column], entry.since):
            return []
        return [Refusal(f"{entry.since} 当日不存续", column, article)]

    return rule


def none_left(model: type[Row], said: str, article: str = "") -> Rule:
    """For the end of a thing: nothing of the other table still holds on the day."""

    def rule(entry: Entry) -> list[Refusal]:
        left = [row for row in entry.beside[model] if row.valid_to > entry.on]
        return [Refusal(f"{said}（{len(left)} 项），应先办理其终止", "subject", article)] if left else []

    return rule


def not_after(earlier: str, later: str = "", article: str = "") -> Rule:
    """The day in one column is not after that in another, or after the first day of the row."""

    def rule(entry: Entry) -> list[Refusal]:
        first, last = entry[earlier], entry[later] if later else entry.since
        if first is None or last is None or first <= last:
            return []
        return [Refusal(f"{first} 晚于 {last}", earlier, article)]

    return rule
