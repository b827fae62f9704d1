"""Clocks that run out wait in the inbox of the bureau that watches over the firm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.waiting import Item
from lvheng.kernel.time.days import today
from lvheng.register.acts.firms import ChangeFirm
from lvheng.register.tests.invented import ASSOCIATION, CHAOYANG, CITY, HAIDIAN, do, firm, head_of, officer
from lvheng.register.waiting import clocks_waiting

pytestmark = pytest.mark.django_db


def shown(viewer: Viewer) -> list[Item]:
    return [item for item in clocks_waiting(viewer) if "北京测待" in item.title]


@pytest.mark.parametrize(("days", "waits"), [(45, True), (28, True), (5, False)])
def test_what_is_late_or_nearly_so_waits_for_city_and_district(days: int, waits: bool) -> None:
    home = firm("北京测待总律师事务所", HAIDIAN)
    branch = firm("北京测待（朝阳）律师事务所", CHAOYANG, parent=home)
    do(ChangeFirm, today() - timedelta(days=days), firm=home, name="北京测新律师事务所")
    for viewer in (CITY, officer(CHAOYANG)):
        items = shown(viewer)
        assert [item.title for item in items] == (["北京测待（朝阳）律师事务所：分所随总所变更名称"] if waits else [])
        assert all(item.path == f"/work/firms/{branch}/" and item.due for item in items)
    for viewer in (officer(HAIDIAN), ASSOCIATION, head_of(branch)):
        assert shown(viewer) == []
