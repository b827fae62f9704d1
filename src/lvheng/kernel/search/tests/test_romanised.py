"""Names in pinyin, by GB/T 28039-2011: surname first, capitals, given name in one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.search.romanised import firm_romanised, person_romanised


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("张伟", "Zhang Wei"),
        ("单雩桐", "Shan Yutong"),
        ("欧阳修", "Ouyang Xiu"),
        ("司马", "Si Ma"),
        ("尉迟恭", "Yuchi Gong"),
        ("吕梁", "Lü Liang"),
        ("张晓安", "Zhang Xiao'an"),
        ("阿依古丽·买买提", "Ayiguli Maimaiti"),
        ("李", "Li"),
        ("John Smith", ""),
        ("", ""),
    ],
)
def test_persons(name: str, pinyin: str) -> None:
    assert person_romanised(name) == pinyin


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("北京雩衡石律师事务所", "Beijing Yuhengshi Law Firm"),
        ("北京市大成（上海）律师事务所", "Beijing Dacheng (Shanghai) Law Firm"),
        ("北京大成律师事务所上海分所", "Beijing Dacheng Law Firm, Shanghai Branch"),
        ("美国德恩律师事务所驻北京代表处", "Meiguode'en Law Firm, Beijing Representative Office"),
        ("北京A1律师事务所", "Beijing A1 Law Firm"),
        ("北京市某局", ""),
    ],
)
def test_firms(name: str, pinyin: str) -> None:
    assert firm_romanised(name) == pinyin


@given(st.text(max_size=40))
def test_whatever_stands_in_a_name_is_no_error(name: str) -> None:
    person_romanised(name)
    firm_romanised(f"{name}律师事务所{name}")
