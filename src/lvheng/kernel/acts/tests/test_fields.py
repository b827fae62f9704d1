"""A cell, a form value and a JSON value are read alike: what people mean is taken, what cannot be kept is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvheng.kernel.acts.fields import Amount, CellRefused, Text

NAME = Text(label="姓名", longest=60)
INCOME = Amount(label="业务收入（元）")
SHARE = Amount(label="份额（%）")


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("350万元", 3_500_000),
        ("1,234.5 万元", 12_345_000),
        ("¥ 300", 300),
        ("2亿", 200_000_000),
        ("３５０元", 350),
        (7.5, 7.5),
    ],
)
def test_money_is_read_in_every_unit(written: object, yuan: float) -> None:
    assert INCOME.read(written) == Decimal(str(yuan))


@pytest.mark.parametrize("written", ["很多", "350万万元", "万元", "-3万元", "1e400"])
def test_what_is_no_amount_is_refused_and_what_is_no_money_has_no_unit(written: str) -> None:
    with pytest.raises(CellRefused):
        INCOME.read(written)
    with pytest.raises(CellRefused):
        SHARE.read("30万元")


@pytest.mark.parametrize(
    "name", ["𠮷野家", "᠋ᠪᠠᠲᠤ", "བསྟན་འཛིན", "محەممەد‌جان", "Ñandú", "김철수", "ꆈꌠ", "𖼐𖼄", "👩‍⚖️", "〇", "\U00031350"]
)
def test_every_script_is_kept_as_it_was_written(name: str) -> None:
    assert NAME.read(name) == name


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert NAME.read("\ufeff张\u200b三\u202e") == "张三"
    with pytest.raises(CellRefused, match="必填"):
        NAME.read("\u200b\u2060 ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("张\x00三", "控制字符 U\\+0000"),
        ("张\x85三\x1b", "U\\+001B"),
        ("张\ue000", "自造字"),
        ("张\ud800", "不完整"),
        ("张�", "损坏"),
    ],
)
def test_what_no_register_can_keep_is_refused_with_its_sign(name: str, says: str) -> None:
    with pytest.raises(CellRefused, match=says):
        NAME.read(name)
