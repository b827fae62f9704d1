"""A name is the same name however the blanks and dots in it were typed; nothing of any script is lost."""

from __future__ import annotations

import pytest

from lvheng.kernel.subjects.names import person_name


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("张　三", "张三"),
        ("张 三 丰", "张三丰"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("𠮷田 𣘺", "𠮷田𣘺"),
        ("John Smith", "John Smith"),
        ("བསྟན་འཛིན", "བསྟན་འཛིན"),
        ("ᠪᠠᠲᠤ", "ᠪᠠᠲᠤ"),
        ("محەممەد", "محەممەد"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("김 철수", "김 철수"),
        ("〇一", "〇一"),
    ],
)
def test_a_name_of_any_script_is_kept_and_a_chinese_one_closes_up(written: str, registered: str) -> None:
    assert person_name(written) == registered
    assert person_name(registered) == registered


@pytest.mark.parametrize("written", ["12345", "——", "??"])
def test_what_has_no_letter_is_no_name(written: str) -> None:
    with pytest.raises(ValueError, match="不像姓名"):
        person_name(written)
