"""What somebody may have meant: the right key is among the candidates, and they stay few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.search.keys import name_keys, normalise
from lvheng.kernel.search.near import MOST, near_names, near_numbers

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张晓明", "张小明"),
        ("张小敏", "张晓明"),
        ("章晓明", "张小明"),
        ("臧晓明", "张小明"),
        ("刘兰", "刘楠"),
        ("吴凡", "吴寒"),
        ("張曉明", "张晓明"),
        ("zangxiaoming", "张晓明"),
        ("zhangxaioming", "张晓明"),
        ("zhangxiaomin", "张晓明"),
        ("zanxiaoming", "张晓明"),
        ("zhnagwei", "张伟"),
        ("lanlan", "南兰"),
    ],
)
def test_a_name_misheard_or_misspelt_is_among_the_candidates(typed: str, meant: str) -> None:
    assert set(near_names(normalise(typed))) & set(name_keys(meant))


@pytest.mark.parametrize("typed", ["zw", "wly", "", "x" * 60, "字" * 60])
def test_initials_and_long_words_have_too_many_neighbours(typed: str) -> None:
    assert near_names(typed) == []


@pytest.mark.parametrize(
    "typed", ["11101201912345679", "1110120191234567", "111012019123456788", "11101201192345678", "11101201912345687"]
)
def test_a_number_with_one_slip_is_among_the_candidates(typed: str) -> None:
    assert "11101201912345678" in near_numbers(typed)


def test_a_credit_code_may_slip_in_a_letter() -> None:
    assert "31119900md00000325" in near_numbers("31119900mo00000325")


@given(st.one_of(HAN, st.text("abcdefghinglmnoszhu", max_size=30)))
def test_candidates_are_few_distinct_and_never_what_was_typed(words: str) -> None:
    found = near_names(words)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    assert words not in found
