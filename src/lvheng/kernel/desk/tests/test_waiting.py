"""What waits is ordered by what is left of its time, and counted if it waits for the viewer or the viewer's office."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lvheng.kernel.access.viewer import PUBLIC
from lvheng.kernel.desk import waiting
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, count_for, declare, looked_at, waiting_for


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_declared", {})


def kind(code: str, *items: Item) -> Waiting:
    return Waiting(code=code, title=code, items=lambda viewer: items)


def titles(whose: Whose) -> list[str]:
    return [item.title for _, items in waiting_for(PUBLIC)[whose] for item in items]


@pytest.mark.usefixtures("alone")
def test_what_is_due_first_stands_first_and_then_what_has_waited_longest() -> None:
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    items = [
        Item(title="无期新", path="", since=new),
        Item(title="无期旧", path="", since=old),
        Item(title="后到期", path="", due=date(2026, 5, 1)),
        Item(title="先到期", path="", due=date(2026, 4, 1), since=new),
    ]
    declare(kind("a", *items))
    assert titles(Whose.MINE) == ["先到期", "后到期", "无期旧", "无期新"]


@pytest.mark.usefixtures("alone")
def test_what_waits_for_others_is_shown_and_not_counted() -> None:
    declare(
        kind("a", Item(title="一", path=""), Item(title="二", path="", whose=Whose.OFFICE, number=7)),
        kind("b", Item(title="三", path="", whose=Whose.OTHERS)),
        kind("c"),
    )
    assert count_for(PUBLIC) == 8
    assert list(waiting_for(PUBLIC)) == [Whose.MINE, Whose.OFFICE, Whose.OTHERS]
    assert titles(Whose.OTHERS) == ["三"]


@pytest.mark.usefixtures("alone")
def test_a_code_stands_for_one_kind() -> None:
    declare(kind("a"))
    with pytest.raises(ValueError, match="twice"):
        declare(kind("a"))


@pytest.mark.usefixtures("alone")
def test_where_to_look_when_there_is_time_is_not_counted() -> None:
    item = Item(title="三份", path="", number=3)
    declare(Waiting(code="a", title="a", items=lambda viewer: [item], counted=False))
    assert (count_for(PUBLIC), dict(waiting_for(PUBLIC)), looked_at(PUBLIC)) == (0, {}, [item])
